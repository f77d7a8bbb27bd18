use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::load::{LoadError, Summary};
use crate::read_code::ReadCode;
use crate::test_files::{changed_copy, corpus, mini, recognised, untold, without, write};

const CONCEPTS: &str = ".....|C|N|Xt001\r\nXt001|C|N|Xt001\r\nXa001|C|N|Xt001\r\n";
const TERMS: &str = "Y0001|C|Root||\r\nY0002|C|Type||\r\nY0003|C|Short|Somewhat longer|\r\n";
const DESCRIPTIONS: &str = ".....|Y0001|P\r\nXt001|Y0002|P\r\nXa001|Y0003|P\r\n";
const HIERARCHY: &str = "Xt001|.....|01\r\nXa001|.....|02\r\n";
const REDUNDANT: &str = "Xa001|Xa000\r\n";
const FILES: [(&str, &str); 5] = [
    ("V3/Concept.v3", CONCEPTS),
    ("V3/Terms.v3", TERMS),
    ("V3/Descrip.v3", DESCRIPTIONS),
    ("V3/V3hier.v3", HIERARCHY),
    ("V3/Redun.map", REDUNDANT),
];

fn load_from(path: &Path) -> Result<(TempDir, Ctv3, Summary), LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let items = recognised(path, recognise)?;
    let summary = load(&items, None, &index, &untold, &AtomicBool::new(false))?;
    let read = Ctv3::open(&index)?;
    read.container().verify()?;
    Ok((folder, read, summary))
}

/// What the small files give with others in place of some: counts and notes, or the error.
fn outcome(others: &[(&str, Vec<u8>)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        write(folder.path(), &[(name, text.as_bytes())]);
    }
    for (name, bytes) in others {
        write(folder.path(), &[(name, bytes)]);
    }
    let said = match load_from(folder.path()) {
        Ok((_, read, summary)) => format!("{} codes\n{}", read.len(), summary.notes.join("\n")),
        Err(error) => error.to_string(),
    };
    without(folder.path(), &said)
}

/// What the small files give with a line more in one of them.
fn with(name: &str, line: &str) -> String {
    let (_, text) = FILES.iter().find(|(file, _)| *file == name).unwrap();
    outcome(&[(name, format!("{text}{line}\r\n").into_bytes())])
}

fn code(text: &str) -> ReadCode {
    ReadCode::parse(text).unwrap()
}

fn codes<'a>(concepts: impl IntoIterator<Item = Concept<'a>>) -> Vec<String> {
    concepts.into_iter().map(|concept| concept.code().to_string()).collect()
}

fn listed(read: &Ctv3) -> String {
    let mut shown = String::new();
    for concept in read.codes() {
        let status = concept.status().map_or("local".to_owned(), |status| status.to_string());
        let role = concept.linguistic_role().unwrap_or('-');
        let concept_type = concept.concept_type().map_or("-".to_owned(), |concept| concept.code().to_string());
        writeln!(shown, "{} {status} {role} {concept_type} {:?}", concept.code(), concept.preferred_term()).unwrap();
        for (term, preferred) in concept.terms() {
            let mark = if preferred { 'P' } else { 'S' };
            writeln!(shown, "    {mark} {} {} {:?}", term.id(), term.status(), term.texts()).unwrap();
        }
        let order = |parent: &Concept<'_>| read.order(concept.code(), parent.code()).unwrap();
        let parents = read.parents(concept.code());
        let parents: Vec<_> = parents.map(|parent| format!("{} {:?}", parent.code(), order(&parent))).collect();
        let replaced: Vec<_> = read.replacements(concept.code()).map(|code| code.to_string()).collect();
        writeln!(shown, "    below {} replaced by {}", parents.join(", "), replaced.join(", ")).unwrap();
    }
    shown
}

#[test]
fn every_column_of_the_mini_release_can_be_read_back() {
    let (_folder, read, summary) = load_from(&mini("ctv3")).unwrap();
    let notes = without(&mini("ctv3"), &summary.notes.join("\n"));
    insta::assert_snapshot!(format!("{:#?}\n{notes}\n{}", summary.counts, listed(&read)));
}

#[test]
fn a_concept_can_stand_below_several() {
    let (_folder, read, _) = load_from(&mini("ctv3")).unwrap();
    assert_eq!(codes(read.children(ReadCode::ROOT)), ["W....", "w....", "Xw000"]);
    assert_eq!(codes(read.parents(code("XwA02"))), ["XwA01", "XwCyc"]);
    assert_eq!(codes(read.ancestors(code("XwA02"))), [".....", "W....", "W1...", "W10..", "XwA01", "XwCyc"]);
    assert_eq!(codes(read.descendants(code("W10.."))), ["W10z.", "XwA01", "XwA02", "Y00W1", "Y00W2"]);
    assert!(read.is_below_or_same(code("Y00W2"), code("W1...")));
    assert!(!read.is_below_or_same(code("w101."), code("W1...")));
    assert_eq!(codes(read.concepts_of_term(code("YwA03"))), ["W10..", "XwA01"]);
    assert_eq!(read.term(code("YwA03")).unwrap().full(), "Shoulder draught");
    assert!(read.exists(code("w101.")) && !read.exists(code("W101.")));
    assert!(read.lookup_text("W10...").is_none() && read.lookup_text("W10").is_none());
}

#[test]
fn terms_are_found_by_their_words() {
    let (_folder, read, _) = load_from(&mini("ctv3")).unwrap();
    let found = |query: &str| codes(read.search(query, 10, |_| true).unwrap().concepts);
    assert_eq!(found("draught telephone"), ["Y00W1", "Y00W2"], "a local code by its description");
    assert_eq!(found("shipping dread"), ["XwB01"]);
    assert_eq!(found("shoulder draught"), ["W10..", "XwA01", "XwA02"], "a synonym first where it is the query itself");
    assert_eq!(found("draught nos"), ["W10z."]);
    assert_eq!(found("draught").last().unwrap(), "W10z.", "what is extinct comes last");
    let active = read.search("draught", 10, |concept| concept.status().is_none_or(Status::is_active)).unwrap();
    assert!(!codes(active.concepts).contains(&"W10z.".to_owned()));
}

#[test]
fn what_is_no_row_of_the_files_is_refused_with_its_place() {
    let said = [
        with("V3/Concept.v3", "Xb001|C|N"),
        with("V3/Concept.v3", "Xb001|C|N|Xt001|"),
        with("V3/Concept.v3", "Xb0001|C|N|Xt001"),
        with("V3/Concept.v3", "Xb001|D|N|Xt001"),
        with("V3/Concept.v3", "Xb001|C|Noun|Xt001"),
        with("V3/Concept.v3", "Xb001|C|N|Xt002"),
        with("V3/Concept.v3", "Xa001|C|N|Xt001"),
        with("V3/Terms.v3", "Y0004|C|Term||\t"),
        with("V3/Terms.v3", "Y0004|Term|||"),
        with("V3/Terms.v3", "Y00004|C|Term||"),
        with("V3/Terms.v3", "Y0004|C|||"),
        with("V3/Terms.v3", "Y0001|C|Term||"),
        with("V3/Terms.v3", "Y0004|C|One|term|too|many"),
        with("V3/Descrip.v3", "Xa001|Y0004|S"),
        with("V3/Descrip.v3", "Xb001|Y0001|S"),
        with("V3/Descrip.v3", "Xa001|Y0001|T"),
        with("V3/Descrip.v3", "Xa001|Y0001"),
        with("V3/V3hier.v3", "Xb001|.....|01"),
        with("V3/V3hier.v3", "Xa001|Xb001|01"),
        with("V3/V3hier.v3", "Xa001|Xt001|1"),
        with("V3/V3hier.v3", ".....Xa001|01"),
        with("V3/Redun.map", "Xa001"),
        with("V3/Redun.map", "Xa001|Xa0"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_odd_is_loaded_and_said() {
    let said = [
        with("V3/Concept.v3", "Xb001|C|N|Xt001"),
        with("V3/Concept.v3", "Xb001|E|N|Xt001"),
        with("V3/Descrip.v3", "Xa001|Y0001|P"),
        with("V3/V3hier.v3", "Xt001|Xa001|01\r\n.....|Xt001|01\r\nXa001|Xa001|01"),
        with("V3/Redun.map", "Xa00R|Xa001"),
        outcome(&[
            ("V3/Concept.v3", format!("{CONCEPTS}Xb001|R|N|Xt001\r\n").into_bytes()),
            ("V3/Redun.map", b"Xb001|Xa001\r\n".to_vec()),
        ]),
        outcome(&[("V3/Terms.v3", TERMS.replace("Short", "Caf\u{e9}").chars().map(|c| c as u8).collect())]),
        outcome(&[("V3/Terms.v3", TERMS.replace("Short", "\"Short\" 'sh").into_bytes())]),
    ];
    insta::assert_snapshot!(said.join("\n--\n"));
}

#[test]
fn a_cycle_ends_every_walk() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        write(folder.path(), &[(name, text.as_bytes())]);
    }
    let hierarchy = format!("{HIERARCHY}Xt001|Xa001|01\r\n.....|Xt001|01\r\n");
    write(folder.path(), &[("V3/V3hier.v3", hierarchy.as_bytes())]);
    let (_index, read, _) = load_from(folder.path()).unwrap();
    assert_eq!(codes(read.ancestors(code("Xt001"))), [".....", "Xa001", "Xt001"]);
    assert_eq!(codes(read.descendants(ReadCode::ROOT)), [".....", "Xa001", "Xt001"]);
}

#[test]
fn a_suppliers_tables_are_read_by_their_headers() {
    let dictionary = |text: &str| outcome(&[("ctv3_dictionary.csv", text.as_bytes().to_vec())]);
    let hierarchy = |text: &str| {
        let dictionary = "CTV3Code,Description\r\nY00W1,Local\r\nY00W2,\"Another, local\"\r\n".as_bytes().to_vec();
        outcome(&[("ctv3_dictionary.csv", dictionary), ("ctv3_hierarchy.csv", text.as_bytes().to_vec())])
    };
    let said = [
        dictionary("Description,CTV3Code\r\nLocal,Y00W1\r\nSomewhat longer,Xa001\r\n"),
        dictionary("CTV3Code,Description\r\nZ00W1,Local\r\nXa001,Otherwise\r\n"),
        dictionary("CTV3Code,Words\r\nY00W1,Local\r\n"),
        dictionary("CTV3Code\r\nY00W1\r\n"),
        dictionary("CTV3Code,Description\r\nY00W1\r\n"),
        dictionary("CTV3Code,Description\r\nY00W1,\r\n"),
        dictionary("CTV3Code,Description\r\nY00W,Local\r\n"),
        dictionary("CTV3Code,Description\r\nY00W1,Local\r\nY00W1,Local\r\n"),
        dictionary(""),
        hierarchy(
            "ChildToParentDistance,ParentCTV3Code,ChildCTV3Code\r\n\
             1,Xa001,Y00W1\r\n0,Y00W1,Y00W1\r\n2,.....,Y00W1\r\n3,Xt001,Y00W1\r\n1,Xt001,Xa001\r\n",
        ),
        hierarchy("ParentCTV3Code,ChildCTV3Code,ChildToParentDistance\r\nXa001,Y00W3,1\r\n"),
        hierarchy("ParentCTV3Code,ChildCTV3Code,ChildToParentDistance\r\nXa001,Y00W1,one\r\n"),
        hierarchy("ParentCTV3Code,ChildCTV3Code,ChildToParentDistance\r\nXa001,Y00W1,0\r\n"),
        hierarchy("ParentCTV3Code,ChildCTV3Code\r\nXa001,Y00W1\r\n"),
    ];
    insta::assert_snapshot!(said.join("\n--\n"));
}

#[test]
fn a_file_cut_short_never_passes_in_silence() {
    let whole = outcome(&[]);
    assert_eq!(whole, "3 codes\nrows of Redun.map with a code that is not in Concept.v3: 1 (Xa001|Xa000)");
    for (name, text) in FILES {
        // Rows of Redun.map do not depend on each other: its whole lines are a whole file.
        let least = usize::from(name == "V3/Redun.map");
        for length in least..text.len() - 2 {
            let said = outcome(&[(name, text.as_bytes()[..length].to_vec())]);
            assert_ne!(said, whole, "{name} cut to {length} bytes");
        }
    }
}

#[test]
fn files_are_known_by_name_and_must_be_one_of_each() {
    let folder = tempfile::tempdir().unwrap();
    let release = folder.path().join("nhs_readctv3_25.0.0_20180401000001");
    for (name, text) in FILES {
        write(&release, &[(&name.to_uppercase(), text.as_bytes())]);
    }
    write(&release, &[("V3/Dcf.v3", b"?"), ("V3/Template.v3", b"?"), ("V3/Specialties", b"?"), ("V3/New.v3", b"?")]);
    write(&release, &[("readme.txt", b"?")]);
    let roles = recognised(&release, recognise).unwrap();
    let roles: Vec<_> = roles.iter().map(|(item, role)| format!("{} {role:?}", item.name())).collect();
    let notes = load_from(&release).unwrap().2.notes.join("\n");
    write(&release, &[("again/Terms.v3", TERMS.as_bytes())]);
    let twice = load_from(&release).unwrap_err().to_string();
    std::fs::remove_dir_all(release.join("again")).unwrap();
    std::fs::remove_file(release.join("V3/V3HIER.V3")).unwrap();
    let missing = load_from(&release).unwrap_err().to_string();
    insta::assert_snapshot!(without(folder.path(), &format!("{}\n{notes}\n{twice}\n{missing}", roles.join("\n"))));
}

#[test]
fn the_corpus_release_loads_with_these_counts() {
    let Some(folder) = corpus("ctv3-and-mini-uk") else { return };
    let zip = folder.join("nhs_readctv3_25.0.0_20180401000001.zip");
    for path in [folder.join("ctv3"), zip.clone()] {
        let (_index, read, summary) = load_from(&path).unwrap();
        let expected = [
            ("concepts", 11),
            ("current or optional concepts", 10),
            ("terms", 25),
            ("descriptions", 25),
            ("steps of the hierarchy", 10),
            ("redundant codes", 0),
            ("local codes", 0),
        ];
        assert_eq!(summary.counts, expected.map(|(what, count)| (what.to_owned(), count)));
        assert_eq!(summary.notes, ["there is no Redun.map: what took the place of a redundant code is not known"]);
        let asthma = read.lookup(code("H33..")).unwrap();
        assert_eq!((asthma.preferred_term(), asthma.terms().count()), ("Asthma", 8));
        assert_eq!(asthma.concept_type().unwrap().preferred_term(), "Clinical findings type");
        assert_eq!(codes(read.descendants(code("H33.."))), ["X101x", "XE0YQ", "XE0ZP"]);
        let extinct = read.lookup(code("XE0ZP")).unwrap();
        assert_eq!(extinct.status(), Some(Status::Extinct));
        assert_eq!(extinct.preferred_term(), "Extrinsic asthma - atopy (& pollen)");
    }
    let date = recognised(&zip, recognise).unwrap()[0].1.date();
    assert_eq!(date, Some("2018-04-01".parse().unwrap()));
}

type Edges = BTreeSet<(u8, u8)>;

fn name(at: u8) -> String {
    if at == 0 { ".....".to_owned() } else { format!("X{at:04}") }
}

/// Everything reached from a concept, by plain reading of the edges again and again.
fn reached(edges: &Edges, from: u8, up: bool) -> BTreeSet<u8> {
    let mut found = BTreeSet::new();
    loop {
        let next: BTreeSet<u8> = edges
            .iter()
            .map(|(child, parent)| if up { (*child, *parent) } else { (*parent, *child) })
            .filter(|(here, _)| *here == from || found.contains(here))
            .map(|(_, there)| there)
            .collect();
        if next.is_subset(&found) {
            return found;
        }
        found.extend(next);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_bytes_are_an_error_or_load(changes in prop::collection::vec((0_usize..8, any::<usize>(), any::<u8>()), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        changed_copy(&mini("ctv3"), folder.path(), &changes);
        if let Ok((_index, read, _)) = load_from(folder.path()) {
            read.codes().for_each(|concept| _ = (concept.preferred_term(), read.descendants(concept.code()).len()));
        }
    }

    #[test]
    fn lookup_and_hierarchy_are_those_of_a_plain_reading(
        count in 1_u8..20,
        edges in prop::collection::btree_set((0_u8..20, 0_u8..20), 0..40),
        terms in prop::collection::btree_map((0_u8..20, 0_u8..6), any::<bool>(), 0..30),
    ) {
        let edges: Edges = edges.into_iter().filter(|(child, parent)| *child < count && *parent < count).collect();
        let terms: BTreeMap<(u8, u8), bool> = terms.into_iter().filter(|((at, _), _)| *at < count).collect();
        let concepts: Vec<_> = (0..count).map(|at| format!("{}|C|N|.....\r\n", name(at))).collect();
        let descriptions: Vec<_> = terms
            .iter()
            .map(|((at, term), preferred)| format!("{}|Y000{term}|{}\r\n", name(*at), if *preferred { "P" } else { "S" }))
            .collect();
        let all_terms: Vec<_> = (0..6).map(|term| format!("Y000{term}|C|Term {term}||\r\n")).collect();
        let hierarchy: Vec<_> =
            edges.iter().map(|(child, parent)| format!("{}|{}|01\r\n", name(*child), name(*parent))).collect();
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[
            ("Concept.v3", concepts.concat().as_bytes()),
            ("Terms.v3", all_terms.concat().as_bytes()),
            ("Descrip.v3", descriptions.concat().as_bytes()),
            ("V3hier.v3", hierarchy.concat().as_bytes()),
        ]);
        let (_index, read, _) = load_from(folder.path()).unwrap();
        for at in 0..20 {
            let asked = code(&name(at));
            prop_assert_eq!(read.exists(asked), at < count);
            let names = |found: BTreeSet<u8>| found.into_iter().map(name).collect::<Vec<_>>();
            prop_assert_eq!(codes(read.ancestors(asked)), names(reached(&edges, at, true)));
            prop_assert_eq!(codes(read.descendants(asked)), names(reached(&edges, at, false)));
            let parents = edges.iter().filter(|(child, _)| *child == at).map(|(_, parent)| *parent).collect();
            prop_assert_eq!(codes(read.parents(asked)), names(parents));
            let found: BTreeMap<String, bool> = read.lookup(asked).map_or(BTreeMap::new(), |concept| {
                concept.terms().map(|(term, preferred)| (term.id().to_string(), preferred)).collect()
            });
            let expected = terms.iter().filter(|((concept, _), _)| *concept == at);
            let expected: BTreeMap<_, _> = expected.map(|((_, term), preferred)| (format!("Y000{term}"), *preferred)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
