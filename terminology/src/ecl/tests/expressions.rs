//! Expression constraints at random that mean something over the releases of `random`.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use snomed_ct_parsing::ecl::*;

use super::model::{ATTRIBUTES, CORE, HISTORICAL, MODEL, concept, description};
use super::random::{CLINICAL, DESCRIPTIONS, ICD, LINKS, LIST, TYPES, WORDS};
use crate::snomed::metadata::*;

const LEVELS: u32 = 2;

pub(super) fn expression() -> BoxedStrategy<ExpressionConstraint> {
    let projected = projected().prop_map(ExpressionConstraint::Sub);
    prop_oneof![12 => expression_at(LEVELS), 1 => projected].boxed()
}

fn expression_at(levels: u32) -> BoxedStrategy<ExpressionConstraint> {
    let one = || sub(levels);
    prop_oneof![
        3 => one().prop_map(ExpressionConstraint::Sub),
        4 => (one(), refinement(levels, 2)).prop_map(|(focus, refinement)| ExpressionConstraint::Refined(focus, Box::new(refinement))),
        1 => vec(one(), 2..4).prop_map(ExpressionConstraint::And),
        1 => vec(one(), 2..4).prop_map(ExpressionConstraint::Or),
        1 => (one(), one()).prop_map(|(first, second)| ExpressionConstraint::Minus(Box::new(first), Box::new(second))),
        1 => (one(), vec(name(levels), 1..3)).prop_map(|(source, names)| ExpressionConstraint::Dotted(source, names)),
    ]
    .boxed()
}

fn reference(id: u64) -> ConceptReference {
    ConceptReference { id, term: None }
}

fn bare(id: u64) -> SubExpressionConstraint {
    SubExpressionConstraint::of(FocusConcept::Concept(reference(id)))
}

fn sub(levels: u32) -> BoxedStrategy<SubExpressionConstraint> {
    let plain = (option::weighted(0.6, operator()), focus(levels))
        .prop_map(|(operator, focus)| SubExpressionConstraint { operator, ..SubExpressionConstraint::of(focus) })
        .boxed();
    if levels == 0 {
        return plain;
    }
    let filters = vec(filter(levels - 1), 0..3);
    let filtered = (plain.clone(), filters, option::weighted(0.3, history(levels - 1)))
        .prop_map(|(sub, filters, history)| SubExpressionConstraint { filters, history, ..sub });
    let members = (option::weighted(0.3, operator()), refsets(), vec(vec(member_filter(levels - 1), 1..3), 0..2))
        .prop_map(|(operator, (refset, focus), members)| SubExpressionConstraint {
            operator,
            refset: Some(refset),
            members: members
                .into_iter()
                .map(|filters| suiting(filters, &focus))
                .filter(|filters| !filters.is_empty())
                .collect(),
            ..SubExpressionConstraint::of(focus)
        });
    prop_oneof![6 => plain, 3 => filtered, 2 => members].boxed()
}

fn id() -> impl Strategy<Value = u64> {
    prop_oneof![
        12 => (0..CLINICAL).prop_map(concept),
        2 => select(TYPES.to_vec()),
        3 => Just(ROOT),
        1 => select(vec![ATTRIBUTES, LIST, HISTORICAL]),
        1 => Just(concept(999)),
    ]
}

fn focus(levels: u32) -> BoxedStrategy<FocusConcept> {
    let leaf = prop_oneof![
        10 => id().prop_map(|id| FocusConcept::Concept(reference(id))),
        3 => Just(FocusConcept::Any),
        1 => select(vec!["A-1", "B-2", "none"]).prop_map(|code| FocusConcept::Alternate(AlternateIdentifier {
            scheme: "LOINC".to_owned(),
            code: code.to_owned(),
            term: None,
        })),
    ];
    if levels == 0 {
        return leaf.boxed();
    }
    let nested = expression_at(levels - 1).prop_map(|nested| FocusConcept::Nested(Box::new(nested)));
    prop_oneof![3 => leaf, 1 => nested].boxed()
}

fn operator() -> impl Strategy<Value = ConstraintOperator> {
    use ConstraintOperator::*;
    let all = [
        DescendantOf,
        DescendantOrSelfOf,
        ChildOf,
        ChildOrSelfOf,
        AncestorOf,
        AncestorOrSelfOf,
        ParentOf,
        ParentOrSelfOf,
        Top,
        Bottom,
    ];
    select(all.to_vec())
}

/// A reference set operator whose values are concepts, and what it is applied to.
fn refsets() -> impl Strategy<Value = (RefsetOperator, FocusConcept)> {
    let one = select(vec![LIST, ICD, LINKS, SAME_AS]).prop_map(|id| FocusConcept::Concept(reference(id)));
    let two = Just(FocusConcept::Nested(Box::new(ExpressionConstraint::Or(vec![bare(LIST), bare(ICD)]))));
    let members = prop_oneof![4 => one, 1 => two, 1 => Just(FocusConcept::Any)];
    let targets = select(vec![LINKS, SAME_AS]).prop_map(|id| FocusConcept::Concept(reference(id)));
    prop_oneof![
        4 => members.prop_map(|focus| (RefsetOperator::MemberOf, focus)),
        1 => targets.prop_map(|focus| (RefsetOperator::Fields(vec!["targetComponentId".to_owned()]), focus)),
        1 => focus(0).prop_map(|focus| (RefsetOperator::ContainingAny, focus)),
    ]
}

/// Values of fields, whatever they are.
fn projected() -> impl Strategy<Value = SubExpressionConstraint> {
    let fields = |fields: &[&str]| RefsetOperator::Fields(fields.iter().map(|field| (*field).to_owned()).collect());
    let operators = select(vec![
        fields(&["mapTarget"]),
        fields(&["MAPGROUP"]),
        fields(&["referencedComponentId", "mapTarget"]),
        fields(&["referencedComponentId"]),
        RefsetOperator::AllFields,
    ]);
    (operators, vec(vec(member_filter(1), 1..3), 0..2)).prop_map(|(operator, members)| {
        let focus = FocusConcept::Concept(reference(ICD));
        let members = members.into_iter().map(|filters| suiting(filters, &focus)).filter(|filters| !filters.is_empty());
        SubExpressionConstraint {
            refset: Some(operator),
            members: members.collect(),
            ..SubExpressionConstraint::of(focus)
        }
    })
}

/// The filters on fields that the reference sets of a focus have.
fn suiting(filters: Vec<MemberFilter>, focus: &FocusConcept) -> Vec<MemberFilter> {
    let fields: &[&str] = match focus {
        FocusConcept::Concept(reference) if reference.id == ICD => &["mapTarget", "mapGroup", "referencedComponentId"],
        FocusConcept::Concept(reference) if reference.id == LIST => &["referencedComponentId"],
        FocusConcept::Concept(reference) if [LINKS, SAME_AS].contains(&reference.id) => {
            &["targetComponentId", "referencedComponentId"]
        }
        _ => &["referencedComponentId"],
    };
    let suits = |filter: &MemberFilter| match filter {
        MemberFilter::Field(field, _) => fields.contains(&field.as_str()),
        _ => true,
    };
    filters.into_iter().filter(suits).collect()
}

fn refinement(levels: u32, width: u32) -> BoxedStrategy<Refinement> {
    let leaf = prop_oneof![
        3 => attribute(levels, true).prop_map(Refinement::Attribute),
        2 => (option::of(cardinality()), attribute_set(levels, 1))
            .prop_map(|(cardinality, attributes)| Refinement::Group(AttributeGroup { cardinality, attributes })),
    ];
    if width == 0 {
        return leaf.boxed();
    }
    let parts = || vec(refinement(levels, width - 1), 2..4);
    prop_oneof![4 => leaf, 1 => parts().prop_map(Refinement::And), 1 => parts().prop_map(Refinement::Or)].boxed()
}

fn attribute_set(levels: u32, width: u32) -> BoxedStrategy<AttributeSet> {
    let leaf = attribute(levels, false).prop_map(AttributeSet::Attribute);
    if width == 0 {
        return leaf.boxed();
    }
    let parts = || vec(attribute_set(levels, width - 1), 2..4);
    prop_oneof![2 => leaf, 2 => parts().prop_map(AttributeSet::And), 1 => parts().prop_map(AttributeSet::Or)].boxed()
}

fn name(levels: u32) -> BoxedStrategy<SubExpressionConstraint> {
    let kind = || select(TYPES.to_vec());
    let operated = (select(vec![ConstraintOperator::DescendantOrSelfOf, ConstraintOperator::AncestorOrSelfOf]), kind())
        .prop_map(|(operator, kind)| SubExpressionConstraint { operator: Some(operator), ..bare(kind) });
    let but = (Just(FocusConcept::Any), kind()).prop_map(|(any, kind)| {
        let minus = ExpressionConstraint::Minus(Box::new(SubExpressionConstraint::of(any)), Box::new(bare(kind)));
        SubExpressionConstraint::of(FocusConcept::Nested(Box::new(minus)))
    });
    prop_oneof![
        8 => kind().prop_map(bare),
        2 => operated,
        1 => Just(SubExpressionConstraint::of(FocusConcept::Any)),
        1 => Just(bare(IS_A)),
        1 => but,
        1 => if levels == 0 { kind().prop_map(bare).boxed() } else { sub(0) },
    ]
    .boxed()
}

fn attribute(levels: u32, may_reverse: bool) -> BoxedStrategy<Attribute> {
    let inner = levels.saturating_sub(1);
    let reverse = if may_reverse { 0.2 } else { 0.0 };
    (option::weighted(0.3, cardinality()), prop::bool::weighted(reverse), name(inner), value(inner))
        .prop_map(|(cardinality, reverse, name, value)| {
            let concepts = matches!(value, AttributeValue::Concepts(..));
            Attribute { cardinality, reverse: reverse && concepts, name: Box::new(name), value }
        })
        .boxed()
}

fn cardinality() -> impl Strategy<Value = Cardinality> {
    (0_u32..3, option::of(0_u32..2))
        .prop_map(|(minimum, more)| Cardinality { minimum, maximum: more.map(|more| minimum + more) })
}

fn value(levels: u32) -> BoxedStrategy<AttributeValue> {
    prop_oneof![
        6 => (equality(), sub(levels)).prop_map(|(equality, sub)| AttributeValue::Concepts(equality, Box::new(sub))),
        3 => Just(AttributeValue::Concepts(Equality::Equal, Box::new(SubExpressionConstraint::of(FocusConcept::Any)))),
        1 => (comparison(), number()).prop_map(|(comparison, number)| AttributeValue::Number(comparison, number)),
        1 => (equality(), vec(select(vec!["a", "b"]), 1..3)).prop_map(|(equality, texts)| {
            AttributeValue::Text(equality, texts.into_iter().map(str::to_owned).collect())
        }),
        1 => (equality(), any::<bool>()).prop_map(|(equality, value)| AttributeValue::Boolean(equality, value)),
    ]
    .boxed()
}

fn equality() -> impl Strategy<Value = Equality> {
    prop_oneof![3 => Just(Equality::Equal), 1 => Just(Equality::NotEqual)]
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::*;
    select(vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual])
}

fn number() -> impl Strategy<Value = Decimal> {
    select(vec!["0", "1", "1.5", "-2", "2.50"]).prop_map(|text| text.parse().unwrap())
}

fn filter(levels: u32) -> BoxedStrategy<FilterConstraint> {
    prop_oneof![
        vec(description_filter(levels), 1..3).prop_map(FilterConstraint::Description),
        vec(concept_filter(levels), 1..3).prop_map(FilterConstraint::Concept),
    ]
    .boxed()
}

fn description_filter(levels: u32) -> BoxedStrategy<DescriptionFilter> {
    use DescriptionType::*;
    let kinds = vec(select(vec![Synonym, FullySpecifiedName, Definition]), 1..3);
    let ids = vec((0..DESCRIPTIONS).prop_map(description), 1..3);
    prop_oneof![
        4 => (equality(), vec(search_term(), 1..3)).prop_map(|(equality, terms)| DescriptionFilter::Term(equality, terms)),
        1 => (equality(), vec(select(vec!["en".to_owned(), "cy".to_owned()]), 1..3))
            .prop_map(|(equality, codes)| DescriptionFilter::Language(equality, codes)),
        1 => (equality(), kinds).prop_map(|(equality, kinds)| DescriptionFilter::Type(equality, kinds)),
        1 => (equality(), concept_set(&[SYNONYM, DEFINITION], levels))
            .prop_map(|(equality, set)| DescriptionFilter::TypeId(equality, set)),
        2 => dialect().prop_map(DescriptionFilter::Dialect),
        1 => (equality(), concept_set(&[CORE, MODEL], levels))
            .prop_map(|(equality, set)| DescriptionFilter::Module(equality, set)),
        1 => (comparison(), times()).prop_map(|(comparison, times)| DescriptionFilter::EffectiveTime(comparison, times)),
        1 => (equality(), active()).prop_map(|(equality, value)| DescriptionFilter::Active(equality, value)),
        1 => (equality(), ids).prop_map(|(equality, ids)| DescriptionFilter::Id(equality, ids)),
    ]
    .boxed()
}

fn concept_filter(levels: u32) -> BoxedStrategy<ConceptFilter> {
    let statuses = vec(select(vec![DefinitionStatus::Primitive, DefinitionStatus::Defined]), 1..3);
    prop_oneof![
        (equality(), statuses).prop_map(|(equality, statuses)| ConceptFilter::DefinitionStatus(equality, statuses)),
        (equality(), concept_set(&[PRIMITIVE, DEFINED], levels))
            .prop_map(|(equality, set)| ConceptFilter::DefinitionStatusId(equality, set)),
        (equality(), concept_set(&[CORE, MODEL], levels))
            .prop_map(|(equality, set)| ConceptFilter::Module(equality, set)),
        (comparison(), times()).prop_map(|(comparison, times)| ConceptFilter::EffectiveTime(comparison, times)),
        (equality(), active()).prop_map(|(equality, value)| ConceptFilter::Active(equality, value)),
    ]
    .boxed()
}

fn member_filter(levels: u32) -> BoxedStrategy<MemberFilter> {
    let field = |field: &'static str| move |value| MemberFilter::Field(field.to_owned(), value);
    let concepts =
        || (equality(), sub(levels)).prop_map(|(equality, sub)| FieldValue::Concepts(equality, Box::new(sub)));
    prop_oneof![
        (equality(), concept_set(&[CORE, MODEL], levels))
            .prop_map(|(equality, set)| MemberFilter::Module(equality, set)),
        (comparison(), times()).prop_map(|(comparison, times)| MemberFilter::EffectiveTime(comparison, times)),
        (equality(), active()).prop_map(|(equality, value)| MemberFilter::Active(equality, value)),
        concepts().prop_map(field("referencedComponentId")),
        concepts().prop_map(field("targetComponentId")),
        (comparison(), number())
            .prop_map(|(comparison, number)| FieldValue::Number(comparison, number))
            .prop_map(field("mapGroup")),
        (equality(), any::<bool>())
            .prop_map(|(equality, value)| FieldValue::Boolean(equality, value))
            .prop_map(field("mapGroup")),
        (equality(), vec(search_term(), 1..3))
            .prop_map(|(equality, terms)| FieldValue::Text(equality, terms))
            .prop_map(field("mapTarget")),
    ]
    .boxed()
}

fn search_term() -> impl Strategy<Value = TypedSearchTerm> {
    let word =
        || (select(WORDS.to_vec()), 1_usize..6).prop_map(|(word, length)| word[..length.min(word.len())].to_owned());
    let pieces = vec(prop_oneof![1 => Just(String::new()), 2 => word()], 1..4)
        .prop_filter("nothing at all", |pieces| *pieces != [""]);
    prop_oneof![2 => vec(word(), 1..3).prop_map(TypedSearchTerm::Match), 1 => pieces.prop_map(TypedSearchTerm::Wild)]
}

fn concept_set(ids: &[u64], levels: u32) -> BoxedStrategy<ConceptSet> {
    let one = || select(ids.to_vec());
    let found = if levels == 0 { one().prop_map(bare).boxed() } else { sub(0) };
    prop_oneof![
        3 => one().prop_map(|id| ConceptSet::Expression(Box::new(bare(id)))),
        1 => vec(one().prop_map(reference), 2..3).prop_map(ConceptSet::References),
        1 => found.prop_map(|sub| ConceptSet::Expression(Box::new(sub))),
    ]
    .boxed()
}

fn dialect() -> impl Strategy<Value = DialectFilter> {
    let language = || select(vec![GB_ENGLISH, US_ENGLISH]);
    let references = vec((language().prop_map(reference), option::of(acceptability())), 2..3);
    let aliases = vec((select(vec!["en-gb".to_owned(), "en-us".to_owned()]), option::of(acceptability())), 1..3);
    let dialects = prop_oneof![
        language().prop_map(|id| DialectSet::Expression(Box::new(bare(id)))),
        Just(DialectSet::Expression(Box::new(SubExpressionConstraint::of(FocusConcept::Any)))),
        references.prop_map(DialectSet::References),
        aliases.prop_map(DialectSet::Aliases),
    ];
    (equality(), dialects, option::of(acceptability())).prop_map(|(equality, dialects, acceptability)| DialectFilter {
        equality,
        dialects,
        acceptability,
    })
}

fn acceptability() -> impl Strategy<Value = AcceptabilitySet> {
    let tokens = vec(select(vec![Acceptability::Acceptable, Acceptability::Preferred]), 1..3);
    prop_oneof![
        tokens.prop_map(AcceptabilitySet::Tokens),
        Just(AcceptabilitySet::References(vec![reference(PREFERRED)])),
    ]
}

fn times() -> impl Strategy<Value = Vec<TimeValue>> {
    vec(select(vec![None, Some(20_200_131), Some(20_210_131), Some(20_220_131)]), 1..3)
}

fn active() -> impl Strategy<Value = ActiveValue> {
    select(vec![ActiveValue::True, ActiveValue::False, ActiveValue::Any])
}

fn history(levels: u32) -> BoxedStrategy<HistorySupplement> {
    let within = select(vec![SAME_AS, REPLACED_BY, MOVED_FROM, MOVED_TO])
        .prop_map(|id| HistorySupplement::Within(Box::new(ExpressionConstraint::Sub(bare(id)))));
    let any = Just(HistorySupplement::Within(Box::new(ExpressionConstraint::Sub(SubExpressionConstraint::of(
        FocusConcept::Any,
    )))));
    let found = expression_at(levels).prop_map(|within| HistorySupplement::Within(Box::new(within)));
    prop_oneof![
        Just(HistorySupplement::Any),
        Just(HistorySupplement::Minimum),
        Just(HistorySupplement::Moderate),
        Just(HistorySupplement::Maximum),
        any,
        within,
        found,
    ]
    .boxed()
}
