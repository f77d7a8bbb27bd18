//! A model as the files of a release: RF2, as a snapshot in a zip, for those who read files.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use super::model::{CORE, Cell, Model, Refset, Value, concept};
use crate::archive::{Limits, items};
use crate::ecl::ColumnKind;
use crate::snomed::metadata::*;
use crate::snomed::{Snomed, load, recognise};

/// The date of the release that is written.
pub(super) const DATE: u32 = 20_220_131;
/// What is written for a date that is none: in files there is always one.
const DAWN: u32 = 19_700_101;
/// The concept that stands for the scheme of the identifiers.
pub(super) fn scheme() -> u64 {
    concept(90_000)
}

/// The model as a release that is loaded from its files.
pub(super) fn loaded(model: &Model) -> Snomed {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("release.zip");
    write(model, &zip);
    let items = items(&[zip], &Limits::default()).unwrap().into_iter();
    let files: Vec<_> = items.filter_map(|item| recognise(&item).unwrap().map(|role| (item, role))).collect();
    let index = folder.path().join("index");
    load(&files, None, &index, &|_| {}, &AtomicBool::new(false)).unwrap();
    Snomed::open(&index).unwrap()
}

const MEMBER: &str = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId";

/// Writes the zip of a model. Its concepts all stand in it but [`scheme`], which is added.
pub(super) fn write(model: &Model, to: &Path) {
    let mut zip = zip::ZipWriter::new(File::create(to).unwrap());
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut files = vec![
        ("Terminology/sct2_Concept_Snapshot_INT".to_owned(), concepts(model)),
        ("Terminology/sct2_Relationship_Snapshot_INT".to_owned(), relationships(model)),
        ("Terminology/sct2_RelationshipConcreteValues_Snapshot_INT".to_owned(), concrete_values(model)),
        ("Terminology/sct2_Description_Snapshot-en_INT".to_owned(), descriptions(model)),
        ("Terminology/sct2_Identifier_Snapshot_INT".to_owned(), identifiers(model)),
        ("Refset/Language/der2_cRefset_LanguageSnapshot-en_INT".to_owned(), languages(model)),
    ];
    if model.concepts.contains_key(&MODULE_DEPENDENCY) {
        files.push(("Refset/Metadata/der2_ssRefset_ModuleDependencySnapshot_INT".to_owned(), dependencies()));
    }
    for (number, (id, refset)) in model.refsets.iter().enumerate() {
        // The language reference sets have a file of their own.
        if !refset.rows.is_empty() && ![GB_ENGLISH, US_ENGLISH].contains(id) {
            let kinds: String = refset.columns.iter().map(|(_, kind)| letter(*kind)).collect();
            let name = format!("Refset/Content/der2_{kinds}Refset_Number{number}Snapshot_INT");
            files.push((name, members(*id, refset, number)));
        }
    }
    for (name, text) in files {
        zip.start_file(format!("Fiction/Snapshot/{name}_{DATE}.txt"), options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("Fiction/release_package_information.json", options).unwrap();
    write!(zip, "{{\"effectiveTime\": \"{DATE}\"}}").unwrap();
    zip.finish().unwrap();
}

fn letter(kind: ColumnKind) -> char {
    match kind {
        ColumnKind::Component => 'c',
        ColumnKind::Integer => 'i',
        ColumnKind::Text => 's',
    }
}

/// A table of these lines, as RF2 ends them.
fn table(header: &str, rows: impl Iterator<Item = String>) -> String {
    let mut text = format!("{header}\r\n");
    rows.for_each(|row| write!(text, "{row}\r\n").unwrap());
    text
}

fn uuid(table: usize, row: usize) -> String {
    format!("00000000-0000-4000-8{table:03x}-{row:012x}")
}

fn concepts(model: &Model) -> String {
    let rows = model.concepts.iter().map(|(id, concept)| {
        let status = if concept.defined { DEFINED } else { PRIMITIVE };
        format!("{id}\t{}\t{}\t{}\t{status}", concept.time.max(DAWN), u8::from(concept.active), concept.module)
    });
    let scheme = format!("{}\t{DATE}\t1\t{CORE}\t{PRIMITIVE}", scheme());
    table("id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId", rows.chain([scheme]))
}

fn relationship(item: usize) -> u64 {
    Sctid::build(item as u64 + 1000, None, ComponentKind::Relationship).unwrap().get()
}

fn relationships(model: &Model) -> String {
    let is_a = model.is_a.iter().map(|(child, parent)| (*child, 0, IS_A, *parent));
    let attributes = model.attributes.iter().filter_map(|row| match row.value {
        Value::Concept(value) => Some((row.source, row.group, row.kind, value)),
        _ => None,
    });
    let rows = is_a.chain(attributes).enumerate().map(|(item, (source, group, kind, value))| {
        let id = relationship(item);
        format!("{id}\t20200131\t1\t{CORE}\t{source}\t{value}\t{group}\t{kind}\t{INFERRED}\t900000000000451002")
    });
    table(
        "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId",
        rows,
    )
}

fn concrete_values(model: &Model) -> String {
    let concrete = model.attributes.iter().filter_map(|row| match &row.value {
        Value::Concept(_) => None,
        Value::Number(number) => Some((row, format!("#{number}"))),
        Value::Text(text) => Some((row, format!("\"{text}\""))),
        Value::Boolean(value) => Some((row, value.to_string())),
    });
    let rows = concrete.enumerate().map(|(item, (row, value))| {
        let id = relationship(item + 500_000);
        let (source, group, kind) = (row.source, row.group, row.kind);
        format!("{id}\t20200131\t1\t{CORE}\t{source}\t{value}\t{group}\t{kind}\t{INFERRED}\t900000000000451002")
    });
    table(
        "id\teffectiveTime\tactive\tmoduleId\tsourceId\tvalue\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId",
        rows,
    )
}

fn descriptions(model: &Model) -> String {
    let rows = model.descriptions.iter().map(|row| {
        let (id, time, active, module, concept) = (row.id, row.time, u8::from(row.active), row.module, row.concept);
        let (language, kind, term) = (&row.language, row.kind, &row.term);
        format!("{id}\t{time}\t{active}\t{module}\t{concept}\t{language}\t{kind}\t{term}\t{CASE_INSENSITIVE}")
    });
    let id = super::model::description(900_000);
    let scheme = format!("{id}\t{DATE}\t1\t{CORE}\t{}\ten\t{SYNONYM}\tLOINC code system\t{CASE_INSENSITIVE}", scheme());
    table(
        "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId",
        rows.chain([scheme]),
    )
}

fn identifiers(model: &Model) -> String {
    let rows = model
        .identifiers
        .iter()
        .map(|(_, code, concept)| format!("{code}\t20200131\t1\t{CORE}\t{}\t{concept}", scheme()));
    table("alternateIdentifier\teffectiveTime\tactive\tmoduleId\tidentifierSchemeId\treferencedComponentId", rows)
}

fn languages(model: &Model) -> String {
    let rows = model.languages.iter().enumerate().map(|(row, (language, description, accepted))| {
        format!("{}\t20200131\t1\t{CORE}\t{language}\t{description}\t{accepted}", uuid(0xfff, row))
    });
    table(&format!("{MEMBER}\tacceptabilityId"), rows)
}

fn dependencies() -> String {
    let row =
        format!("{}\t{DATE}\t1\t{CORE}\t{MODULE_DEPENDENCY}\t{}\t{DATE}\t{DATE}", uuid(0xffe, 0), super::model::MODEL);
    table(&format!("{MEMBER}\tsourceEffectiveTime\ttargetEffectiveTime"), std::iter::once(row))
}

fn members(id: u64, refset: &Refset, number: usize) -> String {
    let header = refset.columns.iter().fold(MEMBER.to_owned(), |header, (name, _)| header + "\t" + name);
    let rows = refset.rows.iter().enumerate().map(|(row, member)| {
        let (active, time, module, component) = (u8::from(member.active), member.time, member.module, member.component);
        let mut text = format!("{}\t{time}\t{active}\t{module}\t{id}\t{component}", uuid(number, row));
        for cell in &member.cells {
            match cell {
                Cell::Component(id) => write!(text, "\t{id}").unwrap(),
                Cell::Integer(number) => write!(text, "\t{number}").unwrap(),
                Cell::Text(cell) => write!(text, "\t{cell}").unwrap(),
            }
        }
        text
    });
    table(&header, rows)
}
