//! Everything that an index says, as text, to compare two.

use std::fmt::Write;

use super::*;

/// Everything that an index says.
pub(super) fn dump(snomed: &Snomed) -> String {
    let mut out = String::new();
    let id = |ordinal: u32| snomed.sctid(ordinal);
    for ordinal in 0..snomed.count() {
        let concept = snomed.concept(ordinal);
        let state = concept.map(|concept| (version(snomed, concept.version), concept.defined));
        writeln!(out, "concept {} {state:?}", id(ordinal)).unwrap();
        let ids = |ordinals: &mut dyn Iterator<Item = u32>| ordinals.map(id).collect::<Vec<u64>>();
        writeln!(out, " parents {:?}", ids(&mut snomed.parents(ordinal))).unwrap();
        writeln!(out, " children {:?}", ids(&mut snomed.children(ordinal))).unwrap();
        writeln!(out, " below {:?}", ids(&mut snomed.descendants(ordinal).iter())).unwrap();
        for found in snomed.descriptions(ordinal) {
            let accepted: Vec<_> = snomed.acceptabilities(found.position).collect();
            let state = version(snomed, found.version);
            let what = (found.kind, found.case, found.language, found.term);
            writeln!(out, " description {} {state} {what:?} {accepted:?}", found.sctid).unwrap();
        }
        for (name, row) in snomed
            .relationships(ordinal)
            .map(|row| ("relationship", row))
            .chain(snomed.stated(ordinal).map(|row| ("stated", row)))
        {
            let value = match row.value {
                Value::Concept(ordinal) => id(ordinal).to_string(),
                other => format!("{other:?}"),
            };
            let what = (id(row.kind), row.group, id(row.characteristic), id(row.modifier));
            writeln!(out, " {name} {} {} {value} {what:?}", row.sctid, version(snomed, row.version)).unwrap();
        }
        let incoming: Vec<_> = snomed.incoming(ordinal).map(|(kind, source)| (id(kind), id(source))).collect();
        writeln!(out, " incoming {incoming:?}").unwrap();
    }
    for identifier in snomed.identifiers() {
        let component = snomed.component_sctid(identifier.component);
        let state = version(snomed, identifier.version);
        writeln!(out, "identifier {} {} {component} {state}", identifier.alternate, id(identifier.scheme)).unwrap();
    }
    for refset in snomed.refsets() {
        let names: Vec<_> = refset.pattern.columns.iter().map(|(name, _)| name.as_str()).collect();
        writeln!(out, "refset {} {} of {} {names:?}", refset.sctid, refset.active, refset.rows).unwrap();
        for row in snomed.rows_of(refset) {
            write!(out, " {:x}", u128::from_be_bytes(row.id())).unwrap();
            write!(out, " {} {}", version(snomed, row.version), snomed.component_sctid(row.component)).unwrap();
            for (name, field) in row.fields() {
                match field {
                    Field::Component(component) => {
                        write!(out, " {name}={}", snomed.component_sctid(component)).unwrap();
                    }
                    other => write!(out, " {name}={other:?}").unwrap(),
                }
            }
            out.push('\n');
        }
    }
    out
}

fn version(snomed: &Snomed, version: Version) -> String {
    let state = if version.active { "active" } else { "inactive" };
    format!("{} {state} {}", version.effective_number(), snomed.sctid(version.module))
}
