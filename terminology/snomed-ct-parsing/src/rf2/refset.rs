//! The kinds of reference set whose columns are known by name.

use super::Pattern;

/// A kind of reference set, known by the names of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RefsetKind {
    /// Membership alone.
    Simple,
    /// Which description is preferred or acceptable: acceptabilityId.
    Language,
    /// What a component became, mostly: targetComponentId.
    Association,
    /// A value of a component, as why it is inactive: valueId.
    AttributeValue,
    /// A code of another scheme: mapTarget.
    SimpleMap,
    /// A code of another scheme, and its words: mapTarget, mapTargetDescription.
    SimpleMapWithDescription,
    /// Groups of codes by rule: mapGroup, mapPriority, mapRule, mapAdvice, mapTarget, correlationId.
    ComplexMap,
    /// Those of a complex map and mapCategoryId, as the international map to ICD-10.
    ExtendedMap,
    /// Those of a complex map and mapBlock, as the UK maps to ICD-10 and OPCS-4.
    ExtendedMapWithBlock,
    /// An axiom of OWL: owlExpression.
    Owl,
    /// Which release of a module needs which of another: sourceEffectiveTime, targetEffectiveTime.
    ModuleDependency,
    /// The columns of a reference set: attributeDescription, attributeType, attributeOrder.
    RefsetDescriptor,
    /// How long a term of a type may be: descriptionFormat, descriptionLength.
    DescriptionType,
    /// Domains of the concept model: domainConstraint and six more.
    MrcmDomain,
    /// Which attribute a domain may have: domainId, grouped, attributeCardinality,
    /// attributeInGroupCardinality, ruleStrengthId, contentTypeId.
    MrcmAttributeDomain,
    /// Which values an attribute may have: rangeConstraint, attributeRule, ruleStrengthId, contentTypeId.
    MrcmAttributeRange,
    /// Which rules a module follows: mrcmRuleRefsetId.
    MrcmModuleScope,
    /// Members in an order: order.
    Ordered,
    /// Members in an order under another component: targetComponentId, order.
    OrderedAssociation,
    /// A note to a component: languageDialectCode, typeId, value.
    ComponentAnnotation,
    /// A note to a member of a reference set: referencedMemberId, languageDialectCode, typeId, value.
    MemberAnnotation,
    /// Another kind: its columns are known by their letters, and named as the header does.
    Other,
}

/// How a kind of reference set is known.
pub(crate) struct Shape {
    pub(crate) kind: RefsetKind,
    pub(crate) letters: &'static str,
    /// How the summary in the name of a file begins; the first is the name of the kind.
    pub(crate) names: &'static [&'static str],
    pub(crate) columns: &'static [&'static str],
}

const fn shape(
    kind: RefsetKind,
    letters: &'static str,
    names: &'static [&'static str],
    columns: &'static [&'static str],
) -> Shape {
    Shape { kind, letters, names, columns }
}

/// Every kind that is known. Longer names stand before those that begin them.
pub(crate) const SHAPES: &[Shape] = &[
    shape(RefsetKind::Simple, "", &["Simple"], &[]),
    shape(RefsetKind::Language, "c", &["Language"], &["acceptabilityId"]),
    shape(RefsetKind::Association, "c", &["AssociationReference", "Association"], &["targetComponentId"]),
    shape(RefsetKind::AttributeValue, "c", &["AttributeValue"], &["valueId"]),
    shape(RefsetKind::MrcmModuleScope, "c", &["MRCMModuleScope"], &["mrcmRuleRefsetId"]),
    shape(RefsetKind::SimpleMap, "s", &["SimpleMap"], &["mapTarget"]),
    shape(RefsetKind::Owl, "s", &["OWLExpression", "OWLAxiom", "OWLOntology"], &["owlExpression"]),
    shape(
        RefsetKind::SimpleMapWithDescription,
        "ss",
        &["SimpleMapWithDescription"],
        &["mapTarget", "mapTargetDescription"],
    ),
    shape(RefsetKind::ModuleDependency, "ss", &["ModuleDependency"], &["sourceEffectiveTime", "targetEffectiveTime"]),
    shape(
        RefsetKind::ComplexMap,
        "iisssc",
        &["ComplexMap"],
        &["mapGroup", "mapPriority", "mapRule", "mapAdvice", "mapTarget", "correlationId"],
    ),
    shape(
        RefsetKind::ExtendedMap,
        "iissscc",
        &["ExtendedMap"],
        &["mapGroup", "mapPriority", "mapRule", "mapAdvice", "mapTarget", "correlationId", "mapCategoryId"],
    ),
    shape(
        RefsetKind::ExtendedMapWithBlock,
        "iisssci",
        &["ExtendedMap"],
        &["mapGroup", "mapPriority", "mapRule", "mapAdvice", "mapTarget", "correlationId", "mapBlock"],
    ),
    shape(
        RefsetKind::RefsetDescriptor,
        "cci",
        &["RefsetDescriptor"],
        &["attributeDescription", "attributeType", "attributeOrder"],
    ),
    shape(RefsetKind::DescriptionType, "ci", &["DescriptionType"], &["descriptionFormat", "descriptionLength"]),
    shape(RefsetKind::OrderedAssociation, "ci", &["OrderedAssociation"], &["targetComponentId", "order"]),
    shape(RefsetKind::Ordered, "i", &["Ordered"], &["order"]),
    shape(
        RefsetKind::MrcmDomain,
        "sssssss",
        &["MRCMDomain"],
        &[
            "domainConstraint",
            "parentDomain",
            "proximalPrimitiveConstraint",
            "proximalPrimitiveRefinement",
            "domainTemplateForPrecoordination",
            "domainTemplateForPostcoordination",
            "guideURL",
        ],
    ),
    shape(
        RefsetKind::MrcmAttributeDomain,
        "cisscc",
        &["MRCMAttributeDomain"],
        &[
            "domainId",
            "grouped",
            "attributeCardinality",
            "attributeInGroupCardinality",
            "ruleStrengthId",
            "contentTypeId",
        ],
    ),
    shape(
        RefsetKind::MrcmAttributeRange,
        "sscc",
        &["MRCMAttributeRange"],
        &["rangeConstraint", "attributeRule", "ruleStrengthId", "contentTypeId"],
    ),
    shape(
        RefsetKind::ComponentAnnotation,
        "scs",
        &["ComponentAnnotationStringValue", "ComponentAnnotation"],
        &["languageDialectCode", "typeId", "value"],
    ),
    shape(
        RefsetKind::MemberAnnotation,
        "sscs",
        &["MemberAnnotationStringValue", "MemberAnnotation"],
        &["referencedMemberId", "languageDialectCode", "typeId", "value"],
    ),
];

/// Names that columns had in older releases, and have now.
pub(crate) const OLDER_NAMES: &[(&str, &str)] =
    &[("targetComponent", "targetComponentId"), ("annotationTypeId", "typeId"), ("annotationValue", "value")];

impl RefsetKind {
    /// The kind that the summary in the name of a file says, of those with this pattern.
    pub(crate) fn of_summary(pattern: &Pattern, summary: &str) -> Option<Self> {
        let shapes = SHAPES.iter().filter(|shape| shape.letters == pattern.as_str());
        let named = shapes.filter_map(|shape| {
            let length = shape.names.iter().filter(|name| summary.starts_with(**name)).map(|name| name.len()).max()?;
            Some((length, shape.kind))
        });
        named.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
    }

    /// Its columns beside those of every reference set, in the order of the specification; of
    /// another kind none.
    pub fn columns(self) -> &'static [&'static str] {
        SHAPES.iter().find(|shape| shape.kind == self).map_or(&[], |shape| shape.columns)
    }
}
