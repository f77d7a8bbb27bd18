//! The packed facts of the standard, read.
//!
//! One document a version, a fact a line, tabs between its parts:
//! `T` a data type with its components (type, usage, length, table, name), `S` a segment with its
//! fields (type, usage, repetitions, length, table, name), `M` a message structure, `E` the structure
//! of a type and event, `V` a table with its codes, `O` a table whose codes others say.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::grammar::read_structure;
use super::rules::{Component, Composite, Field, Primitive, Rules, SegmentRules, Table, TypeReference, Usage};
use crate::validation::definitions::Packed;

static PACKED: &[u8] = include_bytes!("standard.pack");

/// The versions of HL7 v2 that are checked.
pub const HL7_VERSIONS: [&str; 5] = ["2.3", "2.3.1", "2.4", "2.5", "2.5.1"];

/// What the standard asks in a version; none for one that is not checked.
pub(in crate::validation::hl7v2) fn standard(version: &str) -> Option<&'static Rules> {
    static READ: [OnceLock<Rules>; HL7_VERSIONS.len()] = [const { OnceLock::new() }; HL7_VERSIONS.len()];
    let place = HL7_VERSIONS.iter().position(|known| *known == version)?;
    Some(READ[place].get_or_init(|| text_of(HL7_VERSIONS[place], |text| read(HL7_VERSIONS[place], text))))
}

/// Whether any of the versions has a segment of a name.
pub(in crate::validation::hl7v2) fn is_known(name: [u8; 3]) -> bool {
    HL7_VERSIONS.iter().filter_map(|version| standard(version)).any(|rules| rules.segments.contains_key(&name))
}

fn text_of(version: &str, read: impl FnOnce(&str) -> Rules) -> Rules {
    let Some(packed) = Packed::open(PACKED) else { return Rules::default() };
    let place = packed.index().into_iter().find(|(_, name, _)| *name == version).map(|(_, _, place)| place);
    place.and_then(|place| packed.text(place)).map(read).unwrap_or_default()
}

fn read(version: &'static str, text: &str) -> Rules {
    let mut rules = Rules { version, ..Rules::default() };
    let types = text.lines().filter_map(|line| line.strip_prefix("T\t"));
    for (place, line) in types.clone().enumerate() {
        let name = line.split('\t').next().unwrap_or_default();
        rules.types.insert(name.into(), u16::try_from(place).unwrap_or(u16::MAX));
    }
    let mut labels = Labels::default();
    for line in types {
        let (name, components) = line.split_once('\t').unwrap_or((line, ""));
        let components = components.split(';').map(|part| component(&rules, part, &mut labels)).collect();
        rules.composites.push(Composite { name: name.into(), components });
    }
    for line in text.lines() {
        let mut parts = line.split('\t');
        let (Some(kind), Some(name)) = (parts.next(), parts.next()) else { continue };
        match kind {
            "S" => {
                let fields = parts.next().unwrap_or_default().split(';');
                let fields = fields.map(|part| field(&rules, part, &mut labels)).collect();
                let mut segment = SegmentRules { fields, ..SegmentRules::default() };
                segment.note_required();
                if let Ok(name) = name.as_bytes().try_into() {
                    rules.segments.insert(name, segment);
                }
            }
            "M" => {
                if let Ok(structure) = read_structure(name, parts.next().unwrap_or_default()) {
                    rules.structures.insert(name.into(), Arc::new(structure));
                }
            }
            "E" => {
                rules.events.insert(name.into(), parts.next().unwrap_or_default().into());
            }
            "V" => {
                rules.tables.insert(number(name), Table::Codes(parts.map(Into::into).collect()));
            }
            "O" => {
                rules.tables.insert(number(name), Table::Open);
            }
            _ => {}
        }
    }
    rules
}

/// The names of fields, each kept once.
#[derive(Default)]
struct Labels(HashMap<Box<str>, Arc<str>>);

impl Labels {
    fn keep(&mut self, label: &str) -> Arc<str> {
        if let Some(kept) = self.0.get(label) {
            return Arc::clone(kept);
        }
        let kept: Arc<str> = label.into();
        self.0.insert(label.into(), Arc::clone(&kept));
        kept
    }
}

fn number<N: std::str::FromStr + Default>(text: &str) -> N {
    text.parse().unwrap_or_default()
}

fn type_of(rules: &Rules, name: &str) -> TypeReference {
    rules.type_named(name).unwrap_or(TypeReference::Primitive(Primitive::Text))
}

fn usage(text: &str) -> Usage {
    match text {
        "R" => Usage::Required,
        "C" => Usage::Conditional,
        "X" => Usage::NotSupported,
        _ => Usage::Optional,
    }
}

fn component(rules: &Rules, part: &str, labels: &mut Labels) -> Component {
    let mut parts = part.splitn(5, ',');
    let mut next = || parts.next().unwrap_or_default();
    Component {
        kind: type_of(rules, next()),
        usage: usage(next()),
        length: number(next()),
        table: number(next()),
        label: labels.keep(next()),
    }
}

fn field(rules: &Rules, part: &str, labels: &mut Labels) -> Field {
    let mut parts = part.splitn(6, ',');
    let mut next = || parts.next().unwrap_or_default();
    Field {
        kind: type_of(rules, next()),
        usage: usage(next()),
        most: number(next()),
        length: number(next()),
        table: number(next()),
        label: labels.keep(next()),
        constraint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_whole() {
        let mut without = Vec::new();
        for version in HL7_VERSIONS {
            let rules = standard(version).expect("it is embedded");
            assert_eq!(rules.version, version);
            assert!(rules.segments.len() >= 109, "{version}: {} segments", rules.segments.len());
            assert!(rules.structures.len() >= 110, "{version}: {} structures", rules.structures.len());
            let unknown = rules.events.iter().filter(|(_, structure)| !rules.structures.contains_key(*structure));
            without.extend(unknown.map(|(event, structure)| format!("{version} {event} {structure}")));
            let text = Packed::open(PACKED).expect("packed");
            let lines = text_of(version, |text| {
                for line in text.lines().filter(|line| line.starts_with("M\t")) {
                    let (name, structure) = line[2..].split_once('\t').expect("two parts");
                    // A group of nothing stands for whatever the query defines.
                    let is_open = structure.contains(":>");
                    assert_eq!(read_structure(name, structure).is_err(), is_open, "{line}");
                }
                Rules::default()
            });
            assert!(lines.segments.is_empty() && text.index().len() == HL7_VERSIONS.len());
        }
        without.sort();
        // No source has these structures, or they hold a group of nothing: messages of these events are not checkable.
        insta::assert_snapshot!(without.join("\n"));
    }
}
