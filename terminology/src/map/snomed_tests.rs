//! What chains ask of SNOMED CT, asked of a release that is loaded.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use snomed_ct_parsing::sctid::{ComponentKind, Sctid};

use super::*;
use crate::snomed::{self, Snomed, metadata};
use crate::test_files::{recognised, untold, write};

const MODULE: u64 = 900_000_000_000_207_008;

fn concept(item: u64) -> u64 {
    Sctid::build(item, Some(9_999_999), ComponentKind::Concept).unwrap().get()
}

/// A table of reference set members: UUID by number, refset, component and the further columns.
fn members(columns: &str, rows: &[(u8, u8, u64, u64, &str)]) -> Vec<u8> {
    let mut file = format!("id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId{columns}\r\n");
    for (number, active, refset, component, cells) in rows {
        let id = format!("{number:02x}{number:02x}{number:02x}{number:02x}-0000-4000-8000-000000000000");
        write!(file, "{id}\t20240301\t{active}\t{MODULE}\t{refset}\t{component}{cells}\r\n").unwrap();
    }
    file.into_bytes()
}

#[test]
fn history_and_maps_are_those_of_the_release() {
    let folder = tempfile::tempdir().unwrap();
    let mut concepts = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n".to_owned();
    for (item, active) in [(101, 1), (102, 1), (103, 0), (104, 1)] {
        write!(concepts, "{}\t20240301\t{active}\t{MODULE}\t{}\r\n", concept(item), metadata::PRIMITIVE).unwrap();
    }
    let targets = [101, 102, 104].map(|item| format!("\t{}", concept(item)));
    let associations = members(
        "\ttargetComponentId",
        &[
            (1, 1, metadata::POSSIBLY_EQUIVALENT_TO, concept(103), &targets[0]),
            (2, 1, metadata::SAME_AS, concept(103), &targets[1]),
            (3, 0, metadata::REPLACED_BY, concept(103), &targets[2]),
            (4, 1, metadata::MOVED_FROM, concept(103), &targets[2]),
        ],
    );
    let correlation = "447561005";
    let map = |group: u8, target: &str| format!("\t{group}\t1\tTRUE\tALWAYS {target}\t{target}\t{correlation}\t1");
    let rows = [map(1, "E059D"), map(2, "I394 A"), map(1, "#NIS"), map(1, "X403"), map(1, "R51X")];
    let classified = members(
        "\tmapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId\tmapBlock",
        &[
            (21, 1, metadata::UK_ICD10_MAP, concept(102), &rows[1]),
            (20, 1, metadata::UK_ICD10_MAP, concept(102), &rows[0]),
            (22, 1, metadata::UK_ICD10_MAP, concept(101), &rows[2]),
            (23, 1, metadata::UK_OPCS4_MAP, concept(104), &rows[3]),
            (24, 0, metadata::UK_ICD10_MAP, concept(104), &rows[4]),
        ],
    );
    let simple = members(
        "\tmapTarget",
        &[(30, 1, metadata::CTV3_MAP, concept(102), "\tXwA01"), (31, 0, metadata::CTV3_MAP, concept(101), "\tW10..")],
    );
    write(
        folder.path(),
        &[
            ("Snapshot/sct2_Concept_Snapshot_INT_20240301.txt", concepts.as_bytes()),
            ("Snapshot/der2_cRefset_AssociationSnapshot_INT_20240301.txt", &associations),
            ("Snapshot/der2_iisssciRefset_ExtendedMapUKEDSnapshot_GB_20240301.txt", &classified),
            ("Snapshot/der2_sRefset_SimpleMapSnapshot_INT_20240301.txt", &simple),
        ],
    );
    let index = folder.path().join("index");
    let items = recognised(&folder.path().join("Snapshot"), snomed::recognise).unwrap();
    snomed::load(&items, None, &index, &untold, &AtomicBool::new(false)).unwrap();
    let snomed = Snomed::open(&index).unwrap();
    let maps = Maps { snomed: Some(Source { release: "snomed-1", index: &snomed }), ..Maps::default() };
    let mut said = String::new();
    for (code, from, to) in [
        (concept(103).to_string(), System::SnomedCt, System::SnomedCt),
        (concept(103).to_string(), System::SnomedCt, System::Icd10),
        (concept(104).to_string(), System::SnomedCt, System::Icd10),
        (concept(104).to_string(), System::SnomedCt, System::Opcs4),
        (concept(102).to_string(), System::SnomedCt, System::Ctv3),
        (concept(101).to_string(), System::SnomedCt, System::Ctv3),
        ("XwA01".to_owned(), System::Ctv3, System::SnomedCt),
        ("W10..".to_owned(), System::Ctv3, System::SnomedCt),
    ] {
        said += &tests::shown(&maps, &code, from, to);
    }
    insta::assert_snapshot!(said);
}
