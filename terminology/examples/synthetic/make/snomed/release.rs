//! The files of a release, where they lie and who writes each.

use std::io;
use std::path::Path;

use snomed_ct_parsing::rf2::Release;

use super::super::archive::{self, Entry, Written};
use super::super::lines::Lines;
use super::calendar::Selection;
use super::model::Model;
use super::{components, maps, refsets};

/// What writes a table.
type Write = fn(&Model, Selection, &mut Lines<'_>) -> io::Result<()>;

/// The tables: folder, name in front of the release, language, and who writes it. The longest first,
/// so that two cores end together.
const TABLES: &[(&str, &str, &str, Write)] = &[
    ("Refset/Language", "der2_cRefset_Language", "-en", refsets::write_language),
    ("Terminology", "sct2_Description_", "-en", components::write_descriptions),
    ("Terminology", "sct2_Relationship_", "", components::write_relationships),
    ("Terminology", "sct2_sRefset_OWLExpression", "", refsets::write_axioms),
    ("Refset/Content", "der2_Refset_Simple", "", refsets::write_simple),
    ("Refset/Map", "der2_sRefset_SimpleMap", "", maps::write_simple),
    ("Refset/Map", "der2_iisssciRefset_ExtendedMap", "", maps::write_extended),
    ("Terminology", "sct2_RelationshipConcreteValues_", "", components::write_numbers),
    ("Refset/Content", "der2_cRefset_AttributeValue", "", refsets::write_reasons),
    ("Refset/Content", "der2_cRefset_Association", "", refsets::write_associations),
    ("Terminology", "sct2_Concept_", "", components::write_concepts),
    ("Terminology", "sct2_TextDefinition_", "-en", components::write_definitions),
    ("Refset/Metadata", "der2_ssRefset_ModuleDependency", "", refsets::write_modules),
    ("Refset/Metadata", "der2_cciRefset_RefsetDescriptor", "", refsets::write_descriptors),
    ("Refset/Metadata", "der2_ciRefset_DescriptionType", "", refsets::write_lengths),
    ("Refset/Metadata", "der2_cissccRefset_MRCMAttributeDomain", "", refsets::write_domains),
    ("Refset/Metadata", "der2_ssccRefset_MRCMAttributeRange", "", refsets::write_ranges),
    ("Terminology", "sct2_StatedRelationship_", "", write_stated),
    ("Terminology", "sct2_Identifier_", "", write_unused),
];

fn write_stated(_: &Model, _: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header(
        "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\t\
         characteristicTypeId\tmodifierId",
    )
}

fn write_unused(_: &Model, _: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    lines.header("NOT USED")
}

/// Writes the releases of these kinds into one zip.
pub(crate) fn write(model: &Model, kinds: &[Release], to: &Path) -> io::Result<Vec<Written>> {
    let date = model.calendar.date();
    let folder = format!("SnomedCT_SyntheticRF2_PRODUCTION_{date}T120000Z");
    let mut entries = Vec::new();
    for kind in kinds {
        let selection = model.calendar.selection(*kind);
        for (place, name, language, write) in TABLES {
            let path = format!("{folder}/{kind:?}/{place}/{name}MONO{kind:?}{language}_GB_{date}.txt");
            entries.push(Entry::new(path, move |lines| write(model, selection, lines)));
        }
    }
    let readme = format!("{folder}/Readme_en_{date}.txt");
    entries.push(Entry::new(readme, |lines| lines.header("Nothing in this release is of the real world.")));
    archive::write(&entries, to)
}
