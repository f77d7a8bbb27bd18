//! The tables of components: concepts, descriptions, relationships.

use std::io;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use super::super::lines::Lines;
use super::super::random::{Purpose, Random};
use super::axes::AXES;
use super::calendar::{Life, MOST_ROUNDS, Odds, Selection};
use super::metadata::{CORE_MODULE, DEFINITION, FSN, IS_A, NUMBERS, SYNONYM};
use super::model::{Model, NOBODY, Node, item};
use super::terms;

const PRIMITIVE: u64 = 900_000_000_000_074_008;
const DEFINED: u64 = 900_000_000_000_073_002;
const INSENSITIVE: u64 = 900_000_000_000_448_009;
const INITIAL: u64 = 900_000_000_000_020_002;
const INFERRED: u64 = 900_000_000_000_011_006;
const EXISTENTIAL: u64 = 900_000_000_000_451_002;

/// A description of a concept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Description {
    pub(crate) id: u64,
    /// 0 for the fully specified name, 1 for the preferred synonym, more for others.
    pub(crate) slot: u8,
    pub(crate) life: Life,
    /// Whether it is inactivated once.
    pub(crate) mortal: bool,
}

/// A relationship of a concept; of one to a number the value is the number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relationship {
    id: u64,
    life: Life,
    value: u64,
    group: u8,
    kind: u64,
}

/// The identifier of a part of a concept, in the namespace of the concept.
fn part(model: &Model, node: u32, slot: u8, kind: ComponentKind) -> u64 {
    let concept = model.nodes[node as usize].id;
    let namespace = Sctid::new(concept).ok().and_then(Sctid::namespace);
    Sctid::build(item(u64::from(node) * 32 + u64::from(slot)), namespace, kind).map_or(0, Sctid::get)
}

/// The slot of the name that replaces the fully specified one.
pub(crate) const RENAMED: u8 = 31;
/// The slots of the names that later releases add, from the first.
const LATER: u8 = 22;

/// The descriptions of a concept, those of releases not made left out.
pub(crate) fn descriptions(model: &Model, number: u32) -> Vec<Description> {
    let node = &model.nodes[number as usize];
    let synonyms = model.synonyms[number as usize];
    let mut all = Vec::with_capacity(usize::from(synonyms) + 4);
    let mut random = Random::new(model.plan.seed, Purpose::Life, u64::from(number));
    let id = |slot| part(model, number, slot, ComponentKind::Description);
    let described = |slot, (life, mortal)| Description { id: id(slot), slot, life, mortal };
    let still = |slot, birth| described(slot, (Life::still(birth), false));
    let renamed = (1..=MOST_ROUNDS).find(|_| random.happens(10)).and_then(|round| model.calendar.round(round));
    let renamed = renamed.filter(|date| *date > node.life.birth && node.life.lasts(*date));
    let named = Life { death: renamed, ..Life::still(node.life.birth) };
    all.push(described(0, (named, false)));
    if let Some(date) = renamed {
        all.push(still(RENAMED, date));
    }
    all.push(still(1, node.life.birth));
    let odds = Odds { touched: 700, gone: 1400, touched_later: 20, gone_later: 30 };
    for slot in 0..synonyms {
        let birth = model.calendar.past(&mut random, node.life.birth, 1.5);
        all.push(described(slot + 2, model.calendar.life(&mut random, birth, odds)));
    }
    for round in 1..=MOST_ROUNDS {
        let date = model.calendar.round(round).filter(|date| *date > node.life.birth && node.life.lasts(*date));
        if let Some(date) = date
            .filter(|_| Random::new(model.plan.seed, Purpose::Life, u64::from(number) << 8 | round as u64).happens(40))
        {
            all.push(still(LATER + u8::try_from(round).unwrap_or_default() - 1, date));
        }
    }
    all
}

/// The relationships of a concept to those above it and to its attributes.
pub(crate) fn relationships(model: &Model, number: u32) -> Vec<Relationship> {
    let node = &model.nodes[number as usize];
    let mut random = Random::new(model.plan.seed, Purpose::Attribute, u64::from(number));
    let mut all = Vec::with_capacity(8);
    let mut push = |slot: u8, life, destination: u32, group, kind| {
        let id = part(model, number, slot, ComponentKind::Relationship);
        all.push(Relationship { id, life, value: model.nodes[destination as usize].id, group, kind });
    };
    for (slot, parent) in (0..).zip(node.parents).filter(|(_, parent)| *parent != NOBODY) {
        let odds = Odds { touched: 300, gone: 0, touched_later: 0, gone_later: if slot > 0 { 20 } else { 0 } };
        push(slot, of_node(model, node, &mut random, odds), parent, 0, IS_A);
    }
    let attributes = AXES[usize::from(node.axis)].attributes;
    let (mut group, mut at) = (1, 0);
    for slot in 0..model.attributes[number as usize] {
        let (kind, range) = attributes[at % attributes.len()];
        let values = &model.axes[usize::from(model.nodes[model.number(range) as usize].axis)];
        let value = values[random.early(values.len(), 1.3)];
        let odds = Odds { touched: 300, gone: 600, touched_later: 10, gone_later: 20 };
        let alone = attributes.len() == 1;
        push(slot + 4, of_node(model, node, &mut random, odds), value, if alone { 0 } else { group }, kind);
        at += 1;
        if at >= attributes.len() || random.happens(3500) {
            (group, at) = (group + 1, 0);
        }
    }
    all
}

/// The relationships of a concept to numbers.
fn numbers(model: &Model, number: u32) -> Vec<Relationship> {
    let node = &model.nodes[number as usize];
    let mut random = Random::new(model.plan.seed, Purpose::Medicine, u64::from(number));
    let count = model.numbers.get(number as usize).copied().unwrap_or_default();
    let odds = Odds { touched: 100, gone: 200, touched_later: 10, gone_later: 10 };
    let all = (0..count).map(|slot| Relationship {
        id: part(model, number, slot + 27, ComponentKind::Relationship),
        life: of_node(model, node, &mut random, odds),
        value: random.of(&[1, 2, 5, 10, 20, 25, 50, 100, 125, 250, 500, 1000]),
        group: slot + 1,
        kind: NUMBERS[usize::from(slot) % NUMBERS.len()],
    });
    all.collect()
}

/// A life that begins and at the latest ends with that of a concept.
fn of_node(model: &Model, node: &Node, random: &mut Random, odds: Odds) -> Life {
    let (life, _) = model.calendar.life(random, node.life.birth, odds);
    let death = [life.death, node.life.death].into_iter().flatten().min();
    let touch = life.touch.filter(|touch| death.is_none_or(|death| *touch < death));
    Life { touch, death, ..life }
}

fn each(model: &Model) -> std::ops::Range<u32> {
    0..u32::try_from(model.nodes.len()).unwrap_or(NOBODY)
}

/// Writes concepts.
pub(crate) fn write_concepts(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header("id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId")?;
    for node in &model.nodes {
        let defined = node.words[1] % 3 == 0;
        for version in node.life.versions(selection) {
            let status = if defined == version.touched { PRIMITIVE } else { DEFINED };
            lines.number(node.id).number(version.time.into()).flag(version.active).number(node.module());
            lines.digits(status).end()?;
        }
    }
    Ok(())
}

/// Writes descriptions.
pub(crate) fn write_descriptions(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header("id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId")?;
    let mut term = String::new();
    for number in each(model) {
        let node = &model.nodes[number as usize];
        for description in descriptions(model, number) {
            let full = matches!(description.slot, 0 | RENAMED);
            terms::write(model, number, description.slot, &mut term);
            for version in description.life.versions(selection) {
                lines.number(description.id).number(version.time.into()).flag(version.active);
                lines.number(node.module()).number(node.id).column("en");
                lines.number(if full { FSN } else { SYNONYM }).column(&term);
                lines.digits(if version.touched { INITIAL } else { INSENSITIVE }).end()?;
            }
        }
    }
    Ok(())
}

/// Writes a definition in words of every two hundredth concept.
pub(crate) fn write_definitions(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header("id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId")?;
    for number in each(model).step_by(200) {
        let node = &model.nodes[number as usize];
        let id = part(model, number, 30, ComponentKind::Description);
        let text = terms::sentence(model, number);
        for version in Life::still(node.life.birth).versions(selection) {
            lines.number(id).number(version.time.into()).flag(version.active).number(node.module());
            lines.number(node.id).column("en").number(DEFINITION).column(&text).digits(INSENSITIVE).end()?;
        }
    }
    Ok(())
}

/// Writes relationships between concepts.
pub(crate) fn write_relationships(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(
        "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\t\
         characteristicTypeId\tmodifierId",
    )?;
    for number in each(model) {
        write_each(model, number, &relationships(model, number), "", selection, lines)?;
    }
    Ok(())
}

/// Writes relationships to numbers.
pub(crate) fn write_numbers(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(
        "id\teffectiveTime\tactive\tmoduleId\tsourceId\tvalue\trelationshipGroup\ttypeId\tcharacteristicTypeId\t\
         modifierId",
    )?;
    for number in each(model) {
        write_each(model, number, &numbers(model, number), "#", selection, lines)?;
    }
    Ok(())
}

fn write_each(
    model: &Model,
    number: u32,
    all: &[Relationship],
    mark: &str,
    selection: Selection,
    lines: &mut Lines<'_>,
) -> io::Result<()> {
    let node = &model.nodes[number as usize];
    for relationship in all {
        for version in relationship.life.versions(selection) {
            let module = if version.touched { node.module() } else { CORE_MODULE.max(node.module()) };
            lines.number(relationship.id).number(version.time.into()).flag(version.active).number(module);
            lines.number(node.id).text(mark).number(relationship.value).number(relationship.group.into());
            lines.number(relationship.kind).number(INFERRED).digits(EXISTENTIAL).end()?;
        }
    }
    Ok(())
}

/// The relationships of a concept as its author stated them, whatever became of them: attribute,
/// value and group.
pub(crate) fn stated(model: &Model, number: u32) -> impl Iterator<Item = (u64, u64, u8)> {
    relationships(model, number).into_iter().map(|one| (one.kind, one.value, one.group))
}
