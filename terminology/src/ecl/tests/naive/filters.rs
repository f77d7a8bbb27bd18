//! Filters and history supplements, for one concept.

use snomed_ct_parsing::ecl::*;

use super::super::model::{self, Cell};
use super::Naive;
use super::compare::{active, searched, time};
use crate::snomed::metadata as meta;

impl Naive<'_> {
    pub(super) fn concept(&self, filter: &ConceptFilter, id: u64) -> bool {
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

    pub(super) fn chooses(&self, equality: Equality, set: &ConceptSet, id: u64) -> bool {
        let among = match set {
            ConceptSet::References(references) => references.iter().any(|reference| reference.id == id),
            ConceptSet::Expression(sub) => self.sub(sub, id),
        };
        (equality == Equality::Equal) == among
    }

    pub(super) fn described(&self, filters: &[DescriptionFilter], id: u64) -> bool {
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
    pub(super) fn leads_back(&self, sub: &SubExpressionConstraint, history: &HistorySupplement, id: u64) -> bool {
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
