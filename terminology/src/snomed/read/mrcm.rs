//! The machine readable concept model: which attributes a domain may have, and which values those.

use super::{Component, Member, Snomed};

/// A domain of the concept model.
#[derive(Debug, Clone, Copy)]
pub struct Domain<'a> {
    /// The concept that stands for the domain.
    pub domain: Component,
    /// Which concepts are in it, an ECL expression.
    pub constraint: &'a str,
    /// The domain that it is part of; it may be empty.
    pub parent: &'a str,
    /// Which concepts may be its proximal primitives, an ECL expression.
    pub proximal_primitive: &'a str,
    /// What refines them; it may be empty.
    pub proximal_primitive_refinement: &'a str,
    /// The template of expressions that are made when a release is.
    pub precoordination: &'a str,
    /// The template of expressions that are made afterwards.
    pub postcoordination: &'a str,
    /// Where the guide to it is published.
    pub guide: &'a str,
    /// The row.
    pub member: Member<'a>,
}

/// That a domain may have an attribute.
#[derive(Debug, Clone, Copy)]
pub struct AttributeDomain<'a> {
    /// The attribute.
    pub attribute: Component,
    /// The domain.
    pub domain: Component,
    /// Whether it stands in groups.
    pub grouped: bool,
    /// How often a concept may have it: `0..1`.
    pub cardinality: &'a str,
    /// How often a group may have it.
    pub in_group_cardinality: &'a str,
    /// Whether the rule is mandatory or optional, an SCTID.
    pub strength: u64,
    /// Which content the rule is for, an SCTID.
    pub content: u64,
    /// The row.
    pub member: Member<'a>,
}

/// Which values an attribute may have.
#[derive(Debug, Clone, Copy)]
pub struct AttributeRange<'a> {
    /// The attribute.
    pub attribute: Component,
    /// Its values, an ECL expression.
    pub constraint: &'a str,
    /// The rule of the attribute as a whole, an ECL expression.
    pub rule: &'a str,
    /// Whether the rule is mandatory or optional, an SCTID.
    pub strength: u64,
    /// Which content the rule is for, an SCTID.
    pub content: u64,
    /// The row.
    pub member: Member<'a>,
}

impl Snomed {
    /// The active domains of the concept model.
    pub fn domains(&self) -> impl Iterator<Item = Domain<'_>> {
        self.with_column("domainConstraint").map(|member| {
            let text = |name| member.text(name).unwrap_or_default();
            Domain {
                domain: member.component,
                constraint: text("domainConstraint"),
                parent: text("parentDomain"),
                proximal_primitive: text("proximalPrimitiveConstraint"),
                proximal_primitive_refinement: text("proximalPrimitiveRefinement"),
                precoordination: text("domainTemplateForPrecoordination"),
                postcoordination: text("domainTemplateForPostcoordination"),
                guide: text("guideURL"),
                member,
            }
        })
    }

    /// The active rows that say which domain may have which attribute.
    pub fn attribute_domains(&self) -> impl Iterator<Item = AttributeDomain<'_>> {
        self.with_column("attributeInGroupCardinality").filter_map(|member| {
            Some(AttributeDomain {
                attribute: member.component,
                domain: member.target("domainId")?,
                grouped: member.integer("grouped") == Some(1),
                cardinality: member.text("attributeCardinality")?,
                in_group_cardinality: member.text("attributeInGroupCardinality")?,
                strength: self.component_sctid(member.target("ruleStrengthId")?),
                content: self.component_sctid(member.target("contentTypeId")?),
                member,
            })
        })
    }

    /// The active rows that say which values an attribute may have.
    pub fn attribute_ranges(&self) -> impl Iterator<Item = AttributeRange<'_>> {
        self.with_column("rangeConstraint").filter_map(|member| {
            Some(AttributeRange {
                attribute: member.component,
                constraint: member.text("rangeConstraint")?,
                rule: member.text("attributeRule")?,
                strength: self.component_sctid(member.target("ruleStrengthId")?),
                content: self.component_sctid(member.target("contentTypeId")?),
                member,
            })
        })
    }

    /// The active rows that say which reference set of rules a module follows: module and reference
    /// set.
    pub fn rule_scopes(&self) -> impl Iterator<Item = (Component, Component)> {
        self.with_column("mrcmRuleRefsetId")
            .filter_map(|member| Some((member.component, member.target("mrcmRuleRefsetId")?)))
    }

    /// The active rows of every reference set that has a column.
    fn with_column<'a>(&'a self, name: &'static str) -> impl Iterator<Item = Member<'a>> {
        let sets = self.refsets().filter(move |refset| refset.pattern.column(name).is_some());
        sets.flat_map(|refset| self.rows_of(refset)).filter(|row| row.version.active)
    }
}
