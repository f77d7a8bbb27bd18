//! Expression constraints worked out one concept at a time, from the rows: for each concept the
//! question is asked whether the constraint holds of it. No sets, no ordinals, no index.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use snomed_ct_parsing::ecl::*;

use super::model::{self, Cell, Member, Model, Refset, Value};
use crate::snomed::metadata::{self as meta, IS_A};

pub(super) struct Naive<'m> {
    model: &'m Model,
    /// What was asked before, by the part and the concept.
    known: RefCell<HashMap<(*const (), u8, u64), bool>>,
}

/// What a naive evaluation finds: concepts, or rows of values as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Naively {
    Concepts(BTreeSet<u64>),
    Values(BTreeSet<Vec<String>>),
}

impl<'m> Naive<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        Self { model, known: RefCell::default() }
    }

    pub(super) fn evaluate(&self, expression: &ExpressionConstraint) -> Naively {
        if let ExpressionConstraint::Sub(sub) = expression
            && sub.operator.is_none()
            && sub.filters.is_empty()
            && sub.history.is_none()
            && let Some(values) = self.values(sub)
        {
            return values;
        }
        let ids = self.model.concepts.keys().copied();
        Naively::Concepts(ids.filter(|id| self.holds(expression, *id)).collect())
    }

    fn remembered(&self, part: *const (), which: u8, id: u64, ask: impl FnOnce() -> bool) -> bool {
        let key = (part, which, id);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let answer = ask();
        self.known.borrow_mut().insert(key, answer);
        answer
    }

    fn holds(&self, expression: &ExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(expression).cast(), 0, id, || match expression {
            ExpressionConstraint::Sub(sub) => self.sub(sub, id),
            ExpressionConstraint::And(parts) => parts.iter().all(|part| self.sub(part, id)),
            ExpressionConstraint::Or(parts) => parts.iter().any(|part| self.sub(part, id)),
            ExpressionConstraint::Minus(first, second) => self.sub(first, id) && !self.sub(second, id),
            ExpressionConstraint::Refined(focus, refinement) => {
                self.model.concepts[&id].active && self.sub(focus, id) && self.refined(refinement, id)
            }
            ExpressionConstraint::Dotted(source, attributes) => self.dotted(source, attributes, id),
        })
    }

    /// Whether the concept is a value of the last attribute of a concept that is a value of the one
    /// before, and so on back to the source.
    fn dotted(&self, source: &SubExpressionConstraint, attributes: &[SubExpressionConstraint], id: u64) -> bool {
        let Some((last, before)) = attributes.split_last() else { return self.sub(source, id) };
        self.pointing_at(id).any(|(from, kind)| self.names(last, kind) && self.dotted(source, before, from))
    }

    /// The relationships whose value a concept is: source and type.
    fn pointing_at(&self, id: u64) -> impl Iterator<Item = (u64, u64)> {
        let attributes = self.model.attributes.iter().filter(move |attribute| attribute.value == Value::Concept(id));
        let children = self.model.is_a.iter().filter(move |(_, parent)| *parent == id);
        attributes.map(|attribute| (attribute.source, attribute.kind)).chain(children.map(|(child, _)| (*child, IS_A)))
    }

    /// Whether a type is one that the name of an attribute stands for.
    fn names(&self, name: &SubExpressionConstraint, kind: u64) -> bool {
        (kind != IS_A || !Self::is_wild(name)) && self.sub(name, kind)
    }

    fn is_wild(name: &SubExpressionConstraint) -> bool {
        let written = name.to_string();
        let written = written.trim_start_matches('(');
        written.starts_with('*') && !written.contains("116680003")
    }

    fn sub(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(sub).cast(), 1, id, || {
            self.filtered(sub, id) || sub.history.as_ref().is_some_and(|history| self.leads_back(sub, history, id))
        })
    }

    fn filtered(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(sub).cast(), 2, id, || {
            self.operated(sub, id)
                && sub.filters.iter().all(|filter| match filter {
                    FilterConstraint::Concept(filters) => filters.iter().all(|filter| self.concept(filter, id)),
                    FilterConstraint::Description(filters) => self.described(filters, id),
                })
        })
    }

    fn operated(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        let mut others = self.model.concepts.keys().copied().filter(|other| self.operand(sub, *other));
        match sub.operator {
            None => self.operand(sub, id),
            Some(ConstraintOperator::DescendantOf) => others.any(|other| self.is_below(id, other)),
            Some(ConstraintOperator::DescendantOrSelfOf) => others.any(|other| id == other || self.is_below(id, other)),
            Some(ConstraintOperator::ChildOf) => others.any(|other| self.is_child(id, other)),
            Some(ConstraintOperator::ChildOrSelfOf) => others.any(|other| id == other || self.is_child(id, other)),
            Some(ConstraintOperator::AncestorOf) => others.any(|other| self.is_below(other, id)),
            Some(ConstraintOperator::AncestorOrSelfOf) => others.any(|other| id == other || self.is_below(other, id)),
            Some(ConstraintOperator::ParentOf) => others.any(|other| self.is_child(other, id)),
            Some(ConstraintOperator::ParentOrSelfOf) => others.any(|other| id == other || self.is_child(other, id)),
            Some(ConstraintOperator::Top) => self.operand(sub, id) && !others.any(|other| self.is_below(id, other)),
            Some(ConstraintOperator::Bottom) => self.operand(sub, id) && !others.any(|other| self.is_below(other, id)),
        }
    }

    fn is_child(&self, child: u64, parent: u64) -> bool {
        self.model.is_a.contains(&(child, parent))
    }

    fn is_below(&self, below: u64, above: u64) -> bool {
        let mut parents = self.model.is_a.iter().filter(|(child, _)| *child == below).map(|(_, parent)| *parent);
        parents.any(|parent| parent == above || self.is_below(parent, above))
    }

    fn operand(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(sub).cast(), 3, id, || match &sub.refset {
            None => self.focus(&sub.focus, id),
            Some(RefsetOperator::MemberOf) => self.rows(sub).any(|(_, _, row)| row.component == id),
            Some(RefsetOperator::ContainingAny) => self.model.refsets.get(&id).is_some_and(|refset| {
                refset.rows.iter().any(|row| self.counts(sub, refset, row) && self.focus(&sub.focus, row.component))
            }),
            Some(RefsetOperator::Fields(fields)) => match &fields[..] {
                [field] => self.rows(sub).any(|(_, refset, row)| cell(refset, row, field) == Some(Cell::Component(id))),
                _ => panic!("several fields where concepts are needed"),
            },
            Some(RefsetOperator::AllFields) => panic!("all fields where concepts are needed"),
        })
    }

    fn focus(&self, focus: &FocusConcept, id: u64) -> bool {
        self.model.concepts.contains_key(&id)
            && match focus {
                FocusConcept::Any => true,
                FocusConcept::Concept(reference) => reference.id == id,
                FocusConcept::Nested(nested) => self.holds(nested, id),
                FocusConcept::Alternate(alternate) => {
                    let identifier = (alternate.scheme.clone(), alternate.code.clone(), id);
                    self.model.identifiers.contains(&identifier)
                }
            }
    }

    /// The rows that count of the reference sets in the focus.
    fn rows<'s>(
        &'s self,
        sub: &'s SubExpressionConstraint,
    ) -> impl Iterator<Item = (u64, &'m Refset, &'m Member)> + use<'m, 's> {
        let refsets = self.model.refsets.iter().filter(|(id, _)| self.focus(&sub.focus, **id));
        let rows = refsets.flat_map(|(id, refset)| refset.rows.iter().map(move |row| (*id, refset, row)));
        rows.filter(|(_, refset, row)| self.counts(sub, refset, row))
    }

    fn counts(&self, sub: &SubExpressionConstraint, refset: &Refset, row: &Member) -> bool {
        let filters: Vec<&MemberFilter> = sub.members.iter().flatten().collect();
        let says_active = filters.iter().any(|filter| matches!(filter, MemberFilter::Active(..)));
        (says_active || row.active) && filters.iter().all(|filter| self.member(filter, refset, row))
    }

    fn member(&self, filter: &MemberFilter, refset: &Refset, row: &Member) -> bool {
        match filter {
            MemberFilter::Module(equality, modules) => self.chooses(*equality, modules, row.module),
            MemberFilter::EffectiveTime(comparison, times) => time(*comparison, times, row.time),
            MemberFilter::Active(equality, value) => active(*equality, *value, row.active),
            MemberFilter::Field(field, value) => match (value, cell(refset, row, field)) {
                (_, None) => false,
                (FieldValue::Concepts(equality, sub), Some(Cell::Component(id))) => {
                    (*equality == Equality::Equal) == (self.model.concepts.contains_key(&id) && self.sub(sub, id))
                }
                (FieldValue::Number(comparison, number), Some(Cell::Integer(value))) => {
                    number_compares(*comparison, &value.to_string(), number)
                }
                (FieldValue::Text(equality, terms), Some(Cell::Text(text))) => {
                    (*equality == Equality::Equal) == terms.iter().any(|term| searched(term, &text))
                }
                (FieldValue::Boolean(equality, wanted), Some(Cell::Integer(value))) => {
                    (value == 0 || value == 1) && (*equality == Equality::Equal) == (*wanted == (value == 1))
                }
                (FieldValue::Time(comparison, times), Some(Cell::Text(text))) => {
                    text.is_empty() && time(*comparison, times, 0)
                        || text.parse().is_ok_and(|value: u32| time(*comparison, times, value))
                }
                (value, cell) => panic!("{field} has {cell:?}, which is compared with {value:?}"),
            },
        }
    }

    /// The values of fields, where they are selected and are not concepts alone.
    fn values(&self, sub: &SubExpressionConstraint) -> Option<Naively> {
        let fields: Vec<String> = match sub.refset.as_ref()? {
            RefsetOperator::Fields(fields) => fields.clone(),
            RefsetOperator::AllFields => {
                let mut fields = vec!["referencedComponentId".to_owned()];
                let refsets = self
                    .model
                    .refsets
                    .iter()
                    .filter(|(id, refset)| !refset.rows.is_empty() && self.focus(&sub.focus, **id));
                for (column, _) in refsets.flat_map(|(_, refset)| &refset.columns) {
                    if !fields.iter().any(|field| field == column) {
                        fields.push((*column).to_owned());
                    }
                }
                fields
            }
            RefsetOperator::MemberOf | RefsetOperator::ContainingAny => return None,
        };
        let mut rows = BTreeSet::new();
        let mut concepts = BTreeSet::new();
        for (_, refset, row) in self.rows(sub) {
            let cells: Vec<Option<Cell>> = fields.iter().map(|field| cell(refset, row, field)).collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            match &cells[..] {
                [Some(Cell::Component(id))] if id / 10 % 10 == 0 => {
                    concepts.extend(Some(*id).filter(|id| self.model.concepts.contains_key(id)));
                }
                _ => _ = rows.insert(cells.iter().map(|cell| shown(cell.as_ref())).collect::<Vec<_>>()),
            }
        }
        if rows.is_empty() && fields.len() == 1 {
            return Some(Naively::Concepts(concepts));
        }
        rows.extend(concepts.iter().map(|id| vec![id.to_string()]));
        Some(Naively::Values(rows))
    }

    fn refined(&self, refinement: &Refinement, id: u64) -> bool {
        match refinement {
            Refinement::And(parts) => parts.iter().all(|part| self.refined(part, id)),
            Refinement::Or(parts) => parts.iter().any(|part| self.refined(part, id)),
            Refinement::Attribute(attribute) => self.attribute(attribute, id, None),
            Refinement::Group(group) => {
                let mut groups: BTreeSet<u32> =
                    self.model.attributes.iter().filter(|row| row.source == id).map(|row| row.group).collect();
                groups.remove(&0);
                let matching = groups.iter().filter(|number| self.set(&group.attributes, id, **number)).count();
                within(group.cardinality, matching)
            }
        }
    }

    fn set(&self, set: &AttributeSet, id: u64, group: u32) -> bool {
        match set {
            AttributeSet::And(parts) => parts.iter().all(|part| self.set(part, id, group)),
            AttributeSet::Or(parts) => parts.iter().any(|part| self.set(part, id, group)),
            AttributeSet::Attribute(attribute) => self.attribute(attribute, id, Some(group)),
        }
    }

    fn attribute(&self, attribute: &Attribute, id: u64, group: Option<u32>) -> bool {
        if attribute.reverse {
            let sources: BTreeSet<u64> = self
                .pointing_at(id)
                .filter(|(source, kind)| {
                    self.names(&attribute.name, *kind) && self.value(&attribute.value, &Value::Concept(*source))
                })
                .map(|(source, _)| source)
                .collect();
            return within(attribute.cardinality, sources.len());
        }
        let own = self.model.attributes.iter().filter(|row| row.source == id);
        let own = own.filter(|row| group.is_none_or(|group| row.group == group));
        let parents = self.model.is_a.iter().filter(|(child, _)| *child == id && group.is_none());
        let matching = own
            .map(|row| (row.kind, row.value.clone()))
            .chain(parents.map(|(_, parent)| (IS_A, Value::Concept(*parent))))
            .filter(|(kind, value)| self.names(&attribute.name, *kind) && self.value(&attribute.value, value))
            .count();
        within(attribute.cardinality, matching)
    }

    fn value(&self, wanted: &AttributeValue, value: &Value) -> bool {
        match (wanted, value) {
            (AttributeValue::Concepts(equality, sub), _) if sub.to_string() == "*" => *equality == Equality::Equal,
            (AttributeValue::Concepts(equality, sub), Value::Concept(id)) => {
                (*equality == Equality::Equal) == self.sub(sub, *id)
            }
            (AttributeValue::Number(comparison, number), Value::Number(text)) => {
                number_compares(*comparison, text, number)
            }
            (AttributeValue::Text(equality, texts), Value::Text(text)) => {
                (*equality == Equality::Equal) == texts.contains(text)
            }
            (AttributeValue::Boolean(equality, wanted), Value::Boolean(value)) => {
                (*equality == Equality::Equal) == (wanted == value)
            }
            _ => false,
        }
    }

    fn concept(&self, filter: &ConceptFilter, id: u64) -> bool {
        let concept = &self.model.concepts[&id];
        let status = if concept.defined { meta::DEFINED } else { meta::PRIMITIVE };
        match filter {
            ConceptFilter::DefinitionStatus(equality, statuses) => {
                (*equality == Equality::Equal) == statuses.iter().any(|wanted| wanted.id() == status)
            }
            ConceptFilter::DefinitionStatusId(equality, statuses) => self.chooses(*equality, statuses, status),
            ConceptFilter::Module(equality, modules) => self.chooses(*equality, modules, concept.module),
            ConceptFilter::EffectiveTime(comparison, times) => time(*comparison, times, concept.time),
            ConceptFilter::Active(equality, value) => active(*equality, *value, concept.active),
        }
    }

    fn chooses(&self, equality: Equality, set: &ConceptSet, id: u64) -> bool {
        let among = match set {
            ConceptSet::References(references) => references.iter().any(|reference| reference.id == id),
            ConceptSet::Expression(sub) => self.sub(sub, id),
        };
        (equality == Equality::Equal) == among
    }

    fn described(&self, filters: &[DescriptionFilter], id: u64) -> bool {
        let says_active = filters.iter().any(|filter| matches!(filter, DescriptionFilter::Active(..)));
        self.model.descriptions.iter().any(|row| {
            row.concept == id
                && (says_active || row.active)
                && filters.iter().all(|filter| self.description(filter, row))
        })
    }

    fn description(&self, filter: &DescriptionFilter, row: &model::Description) -> bool {
        match filter {
            DescriptionFilter::Term(equality, terms) => {
                (*equality == Equality::Equal) == terms.iter().any(|term| searched(term, &row.term))
            }
            DescriptionFilter::Language(equality, codes) => {
                (*equality == Equality::Equal) == codes.contains(&row.language)
            }
            DescriptionFilter::Type(equality, kinds) => {
                (*equality == Equality::Equal) == kinds.iter().any(|kind| kind.id() == row.kind)
            }
            DescriptionFilter::TypeId(equality, kinds) => self.chooses(*equality, kinds, row.kind),
            DescriptionFilter::Module(equality, modules) => self.chooses(*equality, modules, row.module),
            DescriptionFilter::EffectiveTime(comparison, times) => time(*comparison, times, row.time),
            DescriptionFilter::Active(equality, value) => active(*equality, *value, row.active),
            DescriptionFilter::Id(equality, ids) => (*equality == Equality::Equal) == ids.contains(&row.id),
            DescriptionFilter::Dialect(dialect) => {
                let accepted = self.model.languages.iter().filter(|(_, described, _)| *described == row.id);
                let is = |(language, _, accepted): &(u64, u64, u64)| self.accepts(dialect, *language, *accepted);
                (dialect.equality == Equality::Equal) == accepted.clone().any(is)
            }
        }
    }

    fn accepts(&self, dialect: &DialectFilter, language: u64, accepted: u64) -> bool {
        let enough = |own: Option<&AcceptabilitySet>| match own.or(dialect.acceptability.as_ref()) {
            None => true,
            Some(AcceptabilitySet::Tokens(tokens)) => tokens.iter().any(|token| token.id() == accepted),
            Some(AcceptabilitySet::References(references)) => references.iter().any(|one| one.id == accepted),
        };
        match &dialect.dialects {
            DialectSet::Expression(sub) => self.sub(sub, language) && enough(None),
            DialectSet::References(references) => {
                references.iter().any(|(reference, own)| reference.id == language && enough(own.as_ref()))
            }
            DialectSet::Aliases(aliases) => aliases.iter().any(|(alias, own)| {
                let known = match alias.as_str() {
                    "en-gb" => meta::GB_ENGLISH,
                    "en-us" => meta::US_ENGLISH,
                    alias => panic!("{alias}"),
                };
                known == language && enough(own.as_ref())
            }),
        }
    }

    /// Whether the concept has an association with one that the subexpression finds.
    fn leads_back(&self, sub: &SubExpressionConstraint, history: &HistorySupplement, id: u64) -> bool {
        let wanted = |refset: u64| match history {
            HistorySupplement::Minimum => refset == meta::SAME_AS,
            HistorySupplement::Moderate => {
                [meta::SAME_AS, meta::REPLACED_BY, meta::WAS_A, meta::PARTIALLY_EQUIVALENT_TO].contains(&refset)
            }
            HistorySupplement::Within(within) if within.to_string() != "*" => self.holds(within, refset),
            _ => self.is_below(refset, model::HISTORICAL),
        };
        self.model.refsets.iter().any(|(refset, table)| {
            let moved_from = *refset == meta::MOVED_FROM;
            let asked = wanted(*refset) || moved_from && wanted(meta::SAME_AS);
            if !asked || *refset == meta::MOVED_TO {
                return false;
            }
            table.rows.iter().filter(|row| row.active).any(|row| match row.cells[..] {
                [Cell::Component(target)] if table.columns[0].0 == "targetComponentId" => {
                    let (old, new) = if moved_from { (target, row.component) } else { (row.component, target) };
                    old == id && self.model.concepts.contains_key(&new) && self.filtered(sub, new)
                }
                _ => false,
            })
        })
    }
}

fn within(cardinality: Option<Cardinality>, count: usize) -> bool {
    let cardinality = cardinality.unwrap_or(Cardinality { minimum: 1, maximum: None });
    count >= cardinality.minimum as usize && cardinality.maximum.is_none_or(|most| count <= most as usize)
}

fn cell(refset: &Refset, row: &Member, field: &str) -> Option<Cell> {
    if field.eq_ignore_ascii_case("referencedComponentId") {
        return Some(Cell::Component(row.component));
    }
    let at = refset.columns.iter().position(|(column, _)| column.eq_ignore_ascii_case(field))?;
    Some(row.cells[at].clone())
}

fn shown(cell: Option<&Cell>) -> String {
    match cell {
        None => String::new(),
        Some(Cell::Component(id)) => id.to_string(),
        Some(Cell::Integer(number)) => number.to_string(),
        Some(Cell::Text(text)) => text.clone(),
    }
}

/// Numbers of the tests are short enough to be compared as hundredths.
fn number_compares(comparison: Comparison, text: &str, number: &Decimal) -> bool {
    let hundredths = |text: &str| {
        let hundredths: f64 = text.parse::<f64>().unwrap() * 100.0;
        #[expect(clippy::cast_possible_truncation, reason = "short numbers")]
        let rounded = hundredths.round() as i64;
        rounded
    };
    let (left, right) = (hundredths(text), hundredths(&number.to_string()));
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}

/// A date of 0 is none.
fn time(comparison: Comparison, times: &[Option<u32>], actual: u32) -> bool {
    let any = |holds: fn(u32, u32) -> bool| {
        times.iter().any(|time| time.is_some_and(|time| actual != 0 && holds(actual, time)))
    };
    let both_none = actual == 0 && times.contains(&None);
    match comparison {
        Comparison::Equal => both_none || any(|actual, time| actual == time),
        Comparison::NotEqual => !(both_none || any(|actual, time| actual == time)),
        Comparison::Less => any(|actual, time| actual < time),
        Comparison::LessOrEqual => both_none || any(|actual, time| actual <= time),
        Comparison::Greater => any(|actual, time| actual > time),
        Comparison::GreaterOrEqual => both_none || any(|actual, time| actual >= time),
    }
}

fn active(equality: Equality, value: ActiveValue, actual: bool) -> bool {
    let among = match value {
        ActiveValue::True => actual,
        ActiveValue::False => !actual,
        ActiveValue::Any => true,
    };
    (equality == Equality::Equal) == among
}

/// Texts of the tests are letters and digits of ASCII with spaces between, and a few marked letters
/// that are searched for without their marks.
fn searched(term: &TypedSearchTerm, text: &str) -> bool {
    let text = text.to_ascii_lowercase().replace(['é', 'è'], "e");
    match term {
        TypedSearchTerm::Match(words) => words.iter().all(|word| {
            let word = word.to_ascii_lowercase();
            text.split(|c: char| !c.is_ascii_alphanumeric()).any(|of_text| of_text.starts_with(&word))
        }),
        TypedSearchTerm::Wild(pieces) => {
            let pieces: Vec<String> = pieces.iter().map(|piece| piece.to_ascii_lowercase()).collect();
            globbed(pieces.join("*").as_bytes(), text.as_bytes())
        }
    }
}

fn globbed(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((b'*', rest)), _) if globbed(rest, text) => true,
        (Some((b'*', _)), Some((_, text))) => globbed(pattern, text),
        (Some((letter, rest)), Some((first, text))) => letter == first && globbed(rest, text),
        (Some(_), None) => false,
    }
}
