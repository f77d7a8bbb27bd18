//! Reference sets of languages, of members alone, of history and of metadata.

use std::io;

use snomed_ct_parsing::rf2::MemberId;

use super::super::lines::Lines;
use super::super::random::{Purpose, Random, mix};
use super::axes::AXES;
use super::calendar::{Life, MOST_ROUNDS, Odds, Selection, Version};
use super::components::{descriptions, stated};
use super::metadata::{
    ACCEPTABLE, ASSOCIATIONS, ATTRIBUTE_DOMAIN, ATTRIBUTE_RANGE, CLINICAL_LANGUAGE, CLINICAL_MODULE,
    CONCEPT_INACTIVATION, CORE_MODULE, DEFINITION, DESCRIPTION_INACTIVATION, DESCRIPTION_TYPE, DRUG_MODULE, FSN,
    GB_LANGUAGE, IS_A, MODEL_MODULE, MODULE_DEPENDENCY, OWL_AXIOM, PREFERRED, REASONS, REFSET_DESCRIPTOR, SYNONYM,
};
use super::model::{Model, NOBODY};

/// The columns that every reference set has.
pub(crate) const COLUMNS: &str = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId";

/// A member of a reference set, without the columns of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) refset: u64,
    pub(crate) component: u64,
    pub(crate) module: u64,
    /// What tells it from other members of the same component.
    pub(crate) salt: u64,
}

impl Member {
    /// Writes the columns that every member has; those of its own follow.
    pub(crate) fn begin(self, model: &Model, version: Version, lines: &mut Lines<'_>) {
        let left = mix(self.component ^ mix(self.refset ^ model.plan.seed));
        let right = mix(left ^ mix(self.salt));
        // Version 4 of the variant of RFC 9562, as random ones are.
        let left = left & !0xf000 | 0x4000;
        let right = right & !(0b11 << 62) | 0b10 << 62;
        let id = MemberId::new(u128::from(left) << 64 | u128::from(right));
        lines.member(id).number(version.time.into()).flag(version.active).number(self.module);
        lines.number(self.refset);
    }

    fn alone(self, model: &Model, version: Version, lines: &mut Lines<'_>) -> io::Result<()> {
        self.begin(model, version, lines);
        lines.digits(self.component).end()
    }

    /// Writes a member with one column of its own.
    fn with(self, model: &Model, version: Version, own: u64, lines: &mut Lines<'_>) -> io::Result<()> {
        self.begin(model, version, lines);
        lines.number(self.component).digits(own).end()
    }
}

fn numbers(model: &Model) -> std::ops::Range<u32> {
    0..u32::try_from(model.nodes.len()).unwrap_or(NOBODY)
}

/// Writes which descriptions are preferred and acceptable, in two reference sets.
pub(crate) fn write_language(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\tacceptabilityId"))?;
    for number in numbers(model) {
        let node = &model.nodes[number as usize];
        let module = node.module();
        let all = descriptions(model, number);
        let mut random = Random::new(model.plan.seed, Purpose::Member, u64::from(number));
        let lasting = all.iter().filter(|one| one.slot == 2 && !one.mortal);
        let other = lasting.filter(|one| one.life.birth == node.life.birth).map(|one| one.slot).next();
        let other = other.filter(|_| random.happens(600)).unwrap_or(1);
        for (refset, preferred) in [(CLINICAL_LANGUAGE, other), (GB_LANGUAGE, 1)] {
            for one in &all {
                let full = matches!(one.slot, 0 | super::components::RENAMED);
                let acceptability = if full || one.slot == preferred { PREFERRED } else { ACCEPTABLE };
                let life = Life { touch: None, ..one.life };
                let member = Member { refset, component: one.id, module, salt: 0 };
                for version in life.versions(selection) {
                    member.with(model, version, acceptability, lines)?;
                }
            }
        }
    }
    Ok(())
}

/// Writes the simple reference sets: two of 70,000 members where there are that many concepts, then
/// smaller and smaller ones; every other one is what lies under a concept.
pub(crate) fn write_simple(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(COLUMNS)?;
    let lasting: Vec<u32> = model.axes.iter().flatten().copied().collect();
    let largest = 70_000.min(lasting.len() / 3);
    for (at, refset) in model.refsets.iter().enumerate() {
        let size = if at < 2 { largest } else { (largest / at).clamp(5, 20_000) };
        let mut random = Random::new(model.plan.seed, Purpose::Refset, at as u64);
        for number in if at % 2 == 0 { spread(&mut random, &lasting, size) } else { under(model, &mut random, size) } {
            let node = &model.nodes[number as usize];
            let mut random = Random::new(model.plan.seed, Purpose::Refset, ((at as u64 + 1) << 32) | u64::from(number));
            let mut birth = model.calendar.past(&mut random, node.life.birth, 0.7);
            if random.happens(400) {
                let Some(date) = model.calendar.round(1 + random.below(MOST_ROUNDS)) else { continue };
                birth = date;
            }
            let odds = Odds { touched: 0, gone: 500, touched_later: 0, gone_later: 50 };
            let (life, _) = model.calendar.life(&mut random, birth, odds);
            let member = Member { refset: *refset, component: node.id, module: CLINICAL_MODULE, salt: 0 };
            for version in life.versions(selection) {
                member.alone(model, version, lines)?;
            }
        }
    }
    Ok(())
}

/// About as many concepts, from everywhere.
fn spread(random: &mut Random, from: &[u32], size: usize) -> Vec<u32> {
    let step = (from.len() / size.max(1)).max(1);
    from.chunks(step).take(size).map(|chunk| random.of(chunk)).collect()
}

/// At most as many concepts that lie under one concept.
fn under(model: &Model, random: &mut Random, size: usize) -> Vec<u32> {
    let members = &model.axes[random.below(8)];
    let top = members[random.early(members.len().min(200), 2.0)];
    let below = members.iter().filter(|number| model.ancestors(**number).binary_search(&top).is_ok());
    below.copied().take(size).collect()
}

/// Writes what became of the concepts that are inactive.
pub(crate) fn write_associations(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\ttargetComponentId"))?;
    for number in numbers(model) {
        let node = &model.nodes[number as usize];
        let Some(death) = node.life.death else { continue };
        let mut random = Random::new(model.plan.seed, Purpose::Refset, u64::from(number) << 16);
        let mut at = random.below(100);
        let found = ASSOCIATIONS.iter().find(|(_, share)| at.checked_sub(*share).map(|left| at = left).is_none());
        let refset = found.map_or(ASSOCIATIONS[0].0, |(refset, _)| *refset);
        let several = if refset == ASSOCIATIONS[2].0 { 2 + random.below(2) } else { 1 };
        let members = &model.axes[usize::from(node.axis)];
        for salt in 0..several {
            let target = members[random.below(members.partition_point(|other| *other < number).max(1))];
            let target = model.nodes[target as usize].id;
            let member = Member { refset, component: node.id, module: node.module(), salt: salt as u64 };
            for version in Life::still(death).versions(selection) {
                member.with(model, version, target, lines)?;
            }
        }
    }
    Ok(())
}

/// Writes why concepts and descriptions are inactive.
pub(crate) fn write_reasons(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\tvalueId"))?;
    for number in numbers(model) {
        let node = &model.nodes[number as usize];
        let gone = node.life.death.map(|death| (CONCEPT_INACTIVATION, node.id, death));
        let names = descriptions(model, number);
        let names = names.iter().filter_map(|one| Some((DESCRIPTION_INACTIVATION, one.id, one.life.death?)));
        for (refset, component, death) in gone.into_iter().chain(names) {
            let member = Member { refset, component, module: node.module(), salt: 0 };
            let value = Random::new(model.plan.seed, Purpose::Refset, component).of(REASONS);
            for version in Life::still(death).versions(selection) {
                member.with(model, version, value, lines)?;
            }
        }
    }
    Ok(())
}

/// Writes an axiom for every concept.
pub(crate) fn write_axioms(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\towlExpression"))?;
    for number in numbers(model).skip(1).filter(|_| model.plan.axioms) {
        let node = &model.nodes[number as usize];
        let conjuncts = stated(model, number).map(|(kind, value, group)| match (kind, group) {
            (IS_A, _) => format!(":{value}"),
            (_, 0) => format!("ObjectSomeValuesFrom(:{kind} :{value})"),
            _ => format!("ObjectSomeValuesFrom(:609096000 ObjectSomeValuesFrom(:{kind} :{value}))"),
        });
        let conjuncts: Vec<String> = conjuncts.collect();
        let axiom = format!("SubClassOf(:{} ObjectIntersectionOf({}))", node.id, conjuncts.join(" "));
        let member = Member { refset: OWL_AXIOM, component: node.id, module: node.module(), salt: 0 };
        let life = Life { touch: None, ..node.life };
        for version in life.versions(selection) {
            member.begin(model, version, lines);
            lines.number(node.id).text(&axiom).end()?;
        }
    }
    Ok(())
}

/// Writes which module needs which: each release of one needs the same release of the others.
pub(crate) fn write_modules(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\tsourceEffectiveTime\ttargetEffectiveTime"))?;
    let date = selection.date;
    let pairs = [
        (CORE_MODULE, MODEL_MODULE),
        (CLINICAL_MODULE, CORE_MODULE),
        (CLINICAL_MODULE, MODEL_MODULE),
        (DRUG_MODULE, CORE_MODULE),
        (DRUG_MODULE, MODEL_MODULE),
        (DRUG_MODULE, CLINICAL_MODULE),
    ];
    for (module, component) in pairs {
        let member = Member { refset: MODULE_DEPENDENCY, component, module, salt: module };
        member.begin(model, Version { time: date, active: true, touched: false }, lines);
        lines.number(component).number(date.into()).digits(date.into()).end()?;
    }
    Ok(())
}

/// Writes the column of the language reference sets.
pub(crate) fn write_descriptors(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\tattributeDescription\tattributeType\tattributeOrder"))?;
    for component in [CLINICAL_LANGUAGE, GB_LANGUAGE] {
        let member = Member { refset: REFSET_DESCRIPTOR, component, module: MODEL_MODULE, salt: 1 };
        for version in Life::still(20_020_131).versions(selection) {
            member.begin(model, version, lines);
            lines.number(component).number(PREFERRED).number(ACCEPTABLE).digits(1).end()?;
        }
    }
    Ok(())
}

/// Writes how long descriptions may be.
pub(crate) fn write_lengths(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\tdescriptionFormat\tdescriptionLength"))?;
    for (component, length) in [(FSN, 255), (SYNONYM, 255), (DEFINITION, 4096)] {
        let member = Member { refset: DESCRIPTION_TYPE, component, module: MODEL_MODULE, salt: 0 };
        for version in Life::still(20_020_131).versions(selection) {
            member.begin(model, version, lines);
            lines.number(component).number(900_000_000_000_540_000).digits(length).end()?;
        }
    }
    Ok(())
}

/// Writes which branch may have which attribute.
pub(crate) fn write_domains(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    let own = "domainId\tgrouped\tattributeCardinality\tattributeInGroupCardinality\truleStrengthId\tcontentTypeId";
    lines.header(&format!("{COLUMNS}\t{own}"))?;
    for (axis, (attribute, _)) in AXES.iter().flat_map(|axis| axis.attributes.iter().map(move |one| (axis, one))) {
        let member = Member { refset: ATTRIBUTE_DOMAIN, component: *attribute, module: MODEL_MODULE, salt: axis.top };
        for version in Life::still(20_170_731).versions(selection) {
            member.begin(model, version, lines);
            lines.number(*attribute).number(axis.top).flag(true).column("0..*").column("0..1");
            lines.number(723_597_001).digits(723_596_005).end()?;
        }
    }
    Ok(())
}

/// Writes which values attributes may have.
pub(crate) fn write_ranges(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(&format!("{COLUMNS}\trangeConstraint\tattributeRule\truleStrengthId\tcontentTypeId"))?;
    for (axis, (attribute, range)) in AXES.iter().flat_map(|axis| axis.attributes.iter().map(move |one| (axis, one))) {
        let member = Member { refset: ATTRIBUTE_RANGE, component: *attribute, module: MODEL_MODULE, salt: axis.top };
        for version in Life::still(20_170_731).versions(selection) {
            member.begin(model, version, lines);
            lines.number(*attribute).column(&format!("<< {range}"));
            lines.column(&format!("<< {}: [0..*] {{ [0..1] {attribute} = << {range} }}", axis.top));
            lines.number(723_597_001).digits(723_596_005).end()?;
        }
    }
    Ok(())
}
