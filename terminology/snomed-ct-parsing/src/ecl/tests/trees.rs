//! Expression constraints at random: every shape that the tree can have when it was read.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::ecl::*;

const LEVELS: u32 = 2;

pub(super) fn expression() -> BoxedStrategy<ExpressionConstraint> {
    expression_at(LEVELS)
}

fn expression_at(levels: u32) -> BoxedStrategy<ExpressionConstraint> {
    let one = || sub(levels);
    prop_oneof![
        3 => one().prop_map(ExpressionConstraint::Sub),
        3 => (one(), refinement(levels, 2)).prop_map(|(focus, refinement)| ExpressionConstraint::Refined(focus, Box::new(refinement))),
        1 => vec(one(), 2..4).prop_map(ExpressionConstraint::And),
        1 => vec(one(), 2..4).prop_map(ExpressionConstraint::Or),
        1 => (one(), one()).prop_map(|(first, second)| ExpressionConstraint::Minus(Box::new(first), Box::new(second))),
        1 => (one(), vec(one(), 1..3)).prop_map(|(source, attributes)| ExpressionConstraint::Dotted(source, attributes)),
    ]
    .boxed()
}

fn sub(levels: u32) -> BoxedStrategy<SubExpressionConstraint> {
    let bare = focus(levels).prop_map(SubExpressionConstraint::of);
    if levels == 0 {
        return bare.boxed();
    }
    let filters = vec(filter(levels - 1), 0..3);
    let full = (
        option::of(operator()),
        option::weighted(0.3, (refset(), vec(vec(member_filter(levels - 1), 1..3), 0..2))),
        focus(levels),
        filters,
        option::weighted(0.2, history(levels - 1)),
    );
    let full = full.prop_map(|(operator, refset, focus, filters, history)| {
        let (refset, members) = refset.map_or((None, Vec::new()), |(refset, members)| (Some(refset), members));
        SubExpressionConstraint { operator, refset, focus, members, filters, history }
    });
    prop_oneof![3 => bare, 2 => full].boxed()
}

fn focus(levels: u32) -> BoxedStrategy<FocusConcept> {
    let leaf = prop_oneof![
        6 => concept().prop_map(FocusConcept::Concept),
        1 => Just(FocusConcept::Any),
        1 => alternate().prop_map(FocusConcept::Alternate),
    ];
    if levels == 0 {
        return leaf.boxed();
    }
    let nested = expression_at(levels - 1).prop_map(|nested| FocusConcept::Nested(Box::new(nested)));
    prop_oneof![3 => leaf, 1 => nested].boxed()
}

fn operator() -> impl Strategy<Value = ConstraintOperator> {
    use ConstraintOperator::*;
    prop::sample::select(vec![
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
    ])
}

fn refset() -> impl Strategy<Value = RefsetOperator> {
    prop_oneof![
        Just(RefsetOperator::MemberOf),
        Just(RefsetOperator::AllFields),
        Just(RefsetOperator::ContainingAny),
        vec(field(), 1..3).prop_map(RefsetOperator::Fields),
    ]
}

/// Names of fields, those left out that the language has for itself.
fn field() -> impl Strategy<Value = String> {
    "[a-z]{1,3}[A-Z]{0,2}[a-z]{0,9}".prop_filter("a keyword", |field| {
        !["any", "moduleid", "effectivetime", "active"].contains(&field.to_ascii_lowercase().as_str())
    })
}

fn concept() -> impl Strategy<Value = ConceptReference> {
    (100_000..1_000_000_000_000_000_000_u64, option::weighted(0.3, term()))
        .prop_map(|(id, term)| ConceptReference { id, term })
}

fn term() -> impl Strategy<Value = String> {
    "[!-{}~é漢][ -{}~é漢]{0,12}[!-{}~é漢]"
}

fn alternate() -> impl Strategy<Value = AlternateIdentifier> {
    let code = prop_oneof!["[A-Za-z0-9._-]{1,8}", r"[ !#-\[\]-~é]{1,8}"];
    ("[A-Za-z][A-Za-z0-9-]{0,6}", code, option::weighted(0.3, term()))
        .prop_map(|(scheme, code, term)| AlternateIdentifier { scheme, code, term })
}

fn refinement(levels: u32, width: u32) -> BoxedStrategy<Refinement> {
    let leaf = prop_oneof![
        3 => attribute(levels).prop_map(Refinement::Attribute),
        1 => (option::of(cardinality()), attribute_set(levels, 2))
            .prop_map(|(cardinality, attributes)| Refinement::Group(AttributeGroup { cardinality, attributes })),
    ];
    if width == 0 {
        return leaf.boxed();
    }
    let parts = || vec(refinement(levels, width - 1), 2..4);
    prop_oneof![4 => leaf, 1 => parts().prop_map(Refinement::And), 1 => parts().prop_map(Refinement::Or)].boxed()
}

fn attribute_set(levels: u32, width: u32) -> BoxedStrategy<AttributeSet> {
    let leaf = attribute(levels).prop_map(AttributeSet::Attribute);
    if width == 0 {
        return leaf.boxed();
    }
    let parts = || vec(attribute_set(levels, width - 1), 2..4);
    prop_oneof![3 => leaf, 1 => parts().prop_map(AttributeSet::And), 1 => parts().prop_map(AttributeSet::Or)].boxed()
}

fn attribute(levels: u32) -> BoxedStrategy<Attribute> {
    let inner = levels.saturating_sub(1);
    (option::weighted(0.3, cardinality()), prop::bool::weighted(0.2), sub(inner), value(inner))
        .prop_map(|(cardinality, reverse, name, value)| Attribute { cardinality, reverse, name: Box::new(name), value })
        .boxed()
}

fn cardinality() -> impl Strategy<Value = Cardinality> {
    (0_u32..5, option::of(0_u32..5))
        .prop_map(|(minimum, more)| Cardinality { minimum, maximum: more.map(|more| minimum + more) })
}

fn value(levels: u32) -> BoxedStrategy<AttributeValue> {
    prop_oneof![
        4 => (equality(), sub(levels)).prop_map(|(equality, sub)| AttributeValue::Concepts(equality, Box::new(sub))),
        1 => (comparison(), decimal()).prop_map(|(comparison, number)| AttributeValue::Number(comparison, number)),
        1 => (equality(), vec(text(), 1..3)).prop_map(|(equality, texts)| AttributeValue::Text(equality, texts)),
        1 => (equality(), any::<bool>()).prop_map(|(equality, value)| AttributeValue::Boolean(equality, value)),
    ]
    .boxed()
}

fn equality() -> impl Strategy<Value = Equality> {
    prop::sample::select(vec![Equality::Equal, Equality::NotEqual])
}

fn order() -> impl Strategy<Value = Comparison> {
    use Comparison::*;
    prop::sample::select(vec![Less, LessOrEqual, Greater, GreaterOrEqual])
}

fn comparison() -> impl Strategy<Value = Comparison> {
    prop_oneof![equality().prop_map(Comparison::from), order()]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?".prop_map(|text| text.parse().unwrap())
}

fn text() -> impl Strategy<Value = String> {
    "[ -~é漢\t\n]{1,12}"
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
    let types = vec(prop::sample::select(vec![Synonym, FullySpecifiedName, Definition]), 1..3);
    prop_oneof![
        (equality(), vec(search_term(), 1..3)).prop_map(|(equality, terms)| DescriptionFilter::Term(equality, terms)),
        (equality(), vec("[a-z]{2}", 1..3)).prop_map(|(equality, codes)| DescriptionFilter::Language(equality, codes)),
        (equality(), types).prop_map(|(equality, types)| DescriptionFilter::Type(equality, types)),
        (equality(), concept_set(levels)).prop_map(|(equality, set)| DescriptionFilter::TypeId(equality, set)),
        dialect(levels).prop_map(DescriptionFilter::Dialect),
        (equality(), concept_set(levels)).prop_map(|(equality, set)| DescriptionFilter::Module(equality, set)),
        (comparison(), times()).prop_map(|(comparison, times)| DescriptionFilter::EffectiveTime(comparison, times)),
        (equality(), active()).prop_map(|(equality, value)| DescriptionFilter::Active(equality, value)),
        (equality(), vec(100_000..1_000_000_000_u64, 1..3))
            .prop_map(|(equality, ids)| DescriptionFilter::Id(equality, ids)),
    ]
    .boxed()
}

fn concept_filter(levels: u32) -> BoxedStrategy<ConceptFilter> {
    let statuses = vec(prop::sample::select(vec![DefinitionStatus::Primitive, DefinitionStatus::Defined]), 1..3);
    prop_oneof![
        (equality(), statuses).prop_map(|(equality, statuses)| ConceptFilter::DefinitionStatus(equality, statuses)),
        (equality(), concept_set(levels)).prop_map(|(equality, set)| ConceptFilter::DefinitionStatusId(equality, set)),
        (equality(), concept_set(levels)).prop_map(|(equality, set)| ConceptFilter::Module(equality, set)),
        (comparison(), times()).prop_map(|(comparison, times)| ConceptFilter::EffectiveTime(comparison, times)),
        (equality(), active()).prop_map(|(equality, value)| ConceptFilter::Active(equality, value)),
    ]
    .boxed()
}

fn member_filter(levels: u32) -> BoxedStrategy<MemberFilter> {
    prop_oneof![
        (equality(), concept_set(levels)).prop_map(|(equality, set)| MemberFilter::Module(equality, set)),
        (comparison(), times()).prop_map(|(comparison, times)| MemberFilter::EffectiveTime(comparison, times)),
        (equality(), active()).prop_map(|(equality, value)| MemberFilter::Active(equality, value)),
        (field(), field_value(levels)).prop_map(|(field, value)| MemberFilter::Field(field, value)),
    ]
    .boxed()
}

fn field_value(levels: u32) -> BoxedStrategy<FieldValue> {
    let undated = (equality(), times()).prop_map(|(equality, mut times)| {
        times.push(None);
        FieldValue::Time(equality.into(), times)
    });
    prop_oneof![
        (equality(), sub(levels)).prop_map(|(equality, sub)| FieldValue::Concepts(equality, Box::new(sub))),
        (comparison(), decimal()).prop_map(|(comparison, number)| FieldValue::Number(comparison, number)),
        (equality(), vec(search_term(), 1..3)).prop_map(|(equality, terms)| FieldValue::Text(equality, terms)),
        (equality(), any::<bool>()).prop_map(|(equality, value)| FieldValue::Boolean(equality, value)),
        (order(), times()).prop_map(|(comparison, times)| FieldValue::Time(comparison, times)),
        undated,
    ]
    .boxed()
}

fn search_term() -> impl Strategy<Value = TypedSearchTerm> {
    let pieces = vec("[ -~é]{0,5}", 1..4).prop_filter("nothing at all", |pieces| *pieces != [""]);
    prop_oneof![
        vec("[!-~é]{1,6}|20210131", 1..3).prop_map(TypedSearchTerm::Match),
        pieces.prop_map(TypedSearchTerm::Wild),
    ]
}

fn concept_set(levels: u32) -> BoxedStrategy<ConceptSet> {
    prop_oneof![
        sub(levels).prop_map(|sub| ConceptSet::Expression(Box::new(sub))),
        vec(concept(), 2..4).prop_map(ConceptSet::References),
    ]
    .boxed()
}

fn dialect(levels: u32) -> BoxedStrategy<DialectFilter> {
    let one = (concept(), acceptability()).prop_map(|(concept, set)| vec![(concept, Some(set))]);
    let several = vec((concept(), option::of(acceptability())), 2..4);
    let aliases = vec(("[a-z][a-z0-9-]{0,8}", option::of(acceptability())), 1..3);
    let dialects = prop_oneof![
        sub(levels).prop_map(|sub| DialectSet::Expression(Box::new(sub))),
        one.prop_map(DialectSet::References),
        several.prop_map(DialectSet::References),
        aliases.prop_map(DialectSet::Aliases),
    ];
    (equality(), dialects, option::of(acceptability()))
        .prop_map(|(equality, dialects, acceptability)| DialectFilter { equality, dialects, acceptability })
        .boxed()
}

fn acceptability() -> impl Strategy<Value = AcceptabilitySet> {
    let tokens = vec(prop::sample::select(vec![Acceptability::Acceptable, Acceptability::Preferred]), 1..3);
    prop_oneof![tokens.prop_map(AcceptabilitySet::Tokens), vec(concept(), 1..3).prop_map(AcceptabilitySet::References),]
}

fn times() -> impl Strategy<Value = Vec<TimeValue>> {
    let date = (1000_u32..3000, 1_u32..13, 1_u32..32).prop_map(|(year, month, day)| year * 10_000 + month * 100 + day);
    vec(option::weighted(0.8, date), 1..4)
}

fn active() -> impl Strategy<Value = ActiveValue> {
    prop::sample::select(vec![ActiveValue::True, ActiveValue::False, ActiveValue::Any])
}

fn history(levels: u32) -> BoxedStrategy<HistorySupplement> {
    prop_oneof![
        Just(HistorySupplement::Any),
        Just(HistorySupplement::Minimum),
        Just(HistorySupplement::Moderate),
        Just(HistorySupplement::Maximum),
        expression_at(levels).prop_map(|within| HistorySupplement::Within(Box::new(within))),
    ]
    .boxed()
}
