//! The names of release files.

use snomed_ct_parsing::rf2::{FileName, NameError, Pattern, RefsetKind, Release, Table};

fn refset(letters: &str, kind: RefsetKind) -> Table {
    Table::Refset(Pattern::parse(letters).unwrap(), Some(kind))
}

/// A name, and what it says: table, summary, release, language, owner.
type Case = (&'static str, Table, &'static str, Release, Option<&'static str>, &'static str);

fn cases() -> Vec<Case> {
    use Release::{Delta, Full, Snapshot};
    vec![
        ("sct2_Concept_Snapshot_INT_20250701.txt", Table::Concept, "", Snapshot, None, "INT"),
        ("sct2_Concept_UKCLFull_GB1000000_20220928.txt", Table::Concept, "UKCL", Full, None, "GB1000000"),
        ("sct2_Concept_MONOSnapshot_GB_20230802.txt", Table::Concept, "MONO", Snapshot, None, "GB"),
        ("sct2_Concept_Snapshot_ExtensionA_20180930.txt", Table::Concept, "", Snapshot, None, "ExtensionA"),
        ("xsct2_Concept_Delta_US1000124_20230301.TXT", Table::Concept, "", Delta, None, "US1000124"),
        ("sct2_Description_Full_INT_20220731.txt", Table::Description, "", Full, None, "INT"),
        (
            "sct2_Description_UKEDSnapshot-en-GB_GB_20220928.txt",
            Table::Description,
            "UKED",
            Snapshot,
            Some("en-GB"),
            "GB",
        ),
        ("sct2_TextDefinition_Delta-en_INT_20180831.txt", Table::TextDefinition, "", Delta, Some("en"), "INT"),
        ("sct2_Relationship_UKDGFull_GB1000001_20220928.txt", Table::Relationship, "UKDG", Full, None, "GB1000001"),
        ("sct2_StatedRelationship_Full_INT_20220731.txt", Table::StatedRelationship, "", Full, None, "INT"),
        ("sct2_RelationshipConcreteValues_Full_INT_20220731.txt", Table::ConcreteRelationship, "", Full, None, "INT"),
        ("sct2_Identifier_UKEDFull_GB_20220928.txt", Table::Identifier, "UKED", Full, None, "GB"),
    ]
}

fn refset_cases() -> Vec<Case> {
    use Release::{Full, Snapshot};
    let owl = refset("s", RefsetKind::Owl);
    let language = refset("c", RefsetKind::Language);
    let association = refset("c", RefsetKind::Association);
    let simple = refset("", RefsetKind::Simple);
    let map = refset("iisssci", RefsetKind::ExtendedMapWithBlock);
    let unknown = Table::Refset(Pattern::parse("iisssc").unwrap(), None);
    vec![
        (
            "sct2_sRefset_OWLExpressionUKCLFull_GB1000000_20220928.txt",
            owl,
            "OWLExpressionUKCL",
            Full,
            None,
            "GB1000000",
        ),
        ("sct2_sRefset_OWLAxiomSnapshot_INT_20180731.txt", owl, "OWLAxiom", Snapshot, None, "INT"),
        ("sct2_sRefset_OWLOntologySnapshot_INT_20180731.txt", owl, "OWLOntology", Snapshot, None, "INT"),
        ("xder2_cRefset_LanguageMONOSnapshot-en_GB_20230802.txt", language, "LanguageMONO", Snapshot, Some("en"), "GB"),
        (
            "der2_cRefset_AssociationReferenceFull_INT_20180731.txt",
            association,
            "AssociationReference",
            Full,
            None,
            "INT",
        ),
        ("der2_Refset_SimpleUKCLSnapshot_GB1000000_20220928.txt", simple, "SimpleUKCL", Snapshot, None, "GB1000000"),
        ("der2_iisssciRefset_ExtendedMapUKEDSnapshot_GB_20210512.txt", map, "ExtendedMapUKED", Snapshot, None, "GB"),
        ("der2_iissscRefset_ExtendedMapSnapshot_GB_20210512.txt", unknown, "ExtendedMap", Snapshot, None, "GB"),
    ]
}

#[test]
fn names_say_what_files_hold() {
    for (text, table, summary, release, language, owner) in cases().into_iter().chain(refset_cases()) {
        let name = FileName::parse(text).unwrap();
        assert_eq!((name.table, name.summary.as_str(), name.release), (table, summary, release), "{text}");
        assert_eq!((name.language.as_deref(), name.owner.as_str()), (language, owner), "{text}");
        assert_eq!(name.beta, text.starts_with('x'));
    }
}

#[test]
fn owners_are_countries_namespaces_or_both() {
    let owners = [
        ("INT", Some("INT"), None),
        ("GB", Some("GB"), None),
        ("GB1000000", Some("GB"), Some(1_000_000)),
        ("1000124", None, Some(1_000_124)),
        ("ExtensionA", None, None),
    ];
    for (owner, country, namespace) in owners {
        let name = FileName::parse(&format!("sct2_Concept_Snapshot_{owner}_20250701.txt")).unwrap();
        assert_eq!((name.country(), name.namespace()), (country, namespace), "{owner}");
    }
}

#[test]
fn other_names_are_refused_with_the_part_that_is_wrong() {
    let refused = [
        ("Readme_en_20250701.txt", NameError::NotRf2),
        ("sct2_Concept_Snapshot_INT_20250701.zip", NameError::NotRf2),
        ("release_package_information.json", NameError::NotRf2),
        (".txt", NameError::NotRf2),
        ("", NameError::NotRf2),
        ("sct1_Concepts_Core_INT_20120131.txt", NameError::NotRf2),
        ("sct2_Concept_Snapshot_20250701.txt", NameError::Parts),
        ("sct2_Concept_Snapshot__20250701.txt", NameError::Parts),
        ("sct2_Qualifier_Snapshot_INT_20250701.txt", NameError::Content("Qualifier".to_owned())),
        ("der2_cxRefset_ThingSnapshot_INT_20250701.txt", NameError::Content("cxRefset".to_owned())),
        ("der2_cccccccccccccccccRefset_ThingSnapshot_INT_20250701.txt", {
            NameError::Content("cccccccccccccccccRefset".to_owned())
        }),
        ("sct2_Concept_snapshot_INT_20250701.txt", NameError::Release("snapshot".to_owned())),
        ("sct2_Concept_Snapshot_INT_20180931.txt", NameError::Date("20180931".to_owned())),
        ("sct2_Concept_Snapshot_INT_2018.txt", NameError::Date("2018".to_owned())),
    ];
    for (name, error) in refused {
        assert_eq!(FileName::parse(name), Err(error), "{name}");
    }
}
