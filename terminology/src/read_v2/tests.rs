use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::load::{LoadError, Summary};
use crate::read_code::{ReadCode, TermCode};
use crate::test_files::{changed_copy, mini, recognised, untold, without, write};

fn load_from(path: &Path) -> Result<(TempDir, ReadV2, Summary), LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let items = recognised(path, recognise)?;
    let summary = load(&items, None, &index, &untold, &AtomicBool::new(false))?;
    let read = ReadV2::open(&index)?;
    read.container().verify()?;
    Ok((folder, read, summary))
}

fn code(text: &str) -> ReadCode {
    ReadCode::parse(text).unwrap()
}

fn codes<'a>(concepts: impl Iterator<Item = Concept<'a>>) -> Vec<String> {
    concepts.map(|concept| concept.code().to_string()).collect()
}

/// What a pair of files gives: the notes, or the error.
fn outcome(core: &[u8], keys: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("Corev2.all", core), ("Keyv2.all", keys)]);
    let said = match load_from(folder.path()) {
        Ok((_, read, summary)) => format!("{} codes\n{}", read.len(), summary.notes.join("\n")),
        Err(error) => error.to_string(),
    };
    without(folder.path(), &said)
}

const CORE: &str = "\"W....\",\"Weather\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\",\"EN\"\r\n";
const KEYS: &str = "WEATHER,01,Weather,,,00,EN,W....,0\r\n";

#[test]
fn every_column_of_the_mini_release_can_be_read_back() {
    let (_folder, read, summary) = load_from(&mini("read-v2")).unwrap();
    let mut shown = String::new();
    for concept in read.codes() {
        let [t30, t60, t198] = concept.preferred_terms();
        writeln!(shown, "{} {:?}", concept.code(), concept.preferred_term()).unwrap();
        writeln!(shown, "    {t30:?} {t60:?} {t198:?}").unwrap();
        let maps = [concept.icd9(), concept.icd9_cm(), concept.opcs4_2()];
        writeln!(shown, "    {maps:?} {:?} {:?} {:?}", concept.specialty(), concept.status(), concept.language())
            .unwrap();
        for term in concept.terms() {
            let keys: Vec<_> = term.keys().map(|key| format!("{}/{}", key.key, key.uniquifier)).collect();
            let (texts, flags) = (term.texts(), [term.language(), term.status()]);
            writeln!(shown, "    {} {texts:?} {flags:?} {}", term.term_code(), keys.join(" ")).unwrap();
        }
        assert!(concept.agrees());
    }
    insta::assert_snapshot!(format!("{:?}\n{:?}\n{shown}", summary.counts, summary.notes));
}

#[test]
fn case_matters_and_seven_characters_name_a_term() {
    let (_folder, read, _) = load_from(&mini("read-v2")).unwrap();
    assert_eq!(read.lookup(code("W10..")).unwrap().preferred_term(), "Draught between the shoulders");
    assert_eq!(read.lookup(code("w10..")).unwrap().preferred_term(), "Breezoline");
    assert!(!read.exists(code("W1OO.")));
    let term = |text| read.lookup_term(text).map(|(concept, term)| (concept.code(), term.map(|term| term.full())));
    assert_eq!(term("W10..00"), Some((code("W10.."), Some("Draught between the shoulders"))));
    assert_eq!(term("W10..12"), Some((code("W10.."), Some("Has caught a draught between the shoulders"))));
    assert_eq!(term("W11..1A"), Some((code("W11.."), Some("Forecast dread"))));
    assert_eq!(term("W10.."), Some((code("W10.."), None)));
    for text in ["W10..99", "W10", "W10..0", "w10..11", "W10...", ""] {
        assert_eq!(term(text), None, "{text:?}");
    }
}

#[test]
fn the_tree_is_walked_both_ways() {
    let (_folder, read, _) = load_from(&mini("read-v2")).unwrap();
    assert_eq!(codes(read.children(ReadCode::ROOT)), ["7....", "W....", "w...."]);
    assert_eq!(codes(read.children(code("W10.."))), ["W100.", "W101.", "W10z."]);
    assert_eq!(codes(read.ancestors(code("W1000"))), ["W100.", "W10..", "W1...", "W...."]);
    assert_eq!(codes(read.descendants(code("w1..."))), ["w10..", "w101."]);
    assert_eq!(read.parent(code("W10..")).unwrap().code(), code("W1..."));
    assert!(read.parent(code("W....")).is_none() && read.children(code("W1000")).next().is_none());
    assert!(
        read.is_below_or_same(code("W1000"), code("W1...")) && !read.is_below_or_same(code("w101."), code("W1..."))
    );
}

#[test]
fn terms_are_found_by_their_words() {
    let (_folder, read, _) = load_from(&mini("read-v2")).unwrap();
    let found = |query: &str| {
        let hits = read.search(query, 10, |_| true).unwrap();
        (codes(hits.concepts.into_iter()), hits.found.fuzzy)
    };
    let shoulders = ["W100.", "W101.", "W10..", "W1000"].map(ToOwned::to_owned).to_vec();
    assert_eq!(found("should drau"), (shoulders, false));
    assert_eq!(found("brolly"), (vec!["7W0..".to_owned()], false), "a synonym finds its code");
    assert_eq!(found("breezolin tab"), (vec!["w101.".to_owned()], false));
    assert_eq!(found("brezoline tablet"), (vec!["w101.".to_owned()], true));
    assert_eq!(found("zephyr").0, Vec::<String>::new());
    let some = read.search("draught", 2, |concept| concept.code() != code("W10..")).unwrap();
    assert_eq!(
        (codes(some.concepts.into_iter()), some.found.more),
        (vec!["W10z.".to_owned(), "W100.".to_owned()], true)
    );
}

#[test]
fn what_is_no_row_of_the_files_is_refused_with_its_place() {
    let core = |line: &str| outcome(format!("{CORE}{line}\r\n").as_bytes(), KEYS.as_bytes());
    let keys = |line: &str| outcome(CORE.as_bytes(), format!("{KEYS}{line}\r\n").as_bytes());
    let said = [
        core("W1...,Wind,,,,,,,,,,0"),
        core("W1...,Wind,,,,,,,,,,0,EN,more"),
        core("W1....,Wind,,,,,,,,,,0,EN"),
        core("W.1..,Wind,,,,,,,,,,0,EN"),
        core("W1.,Wind,,,,,,,,,,0,EN"),
        core("Wind,W1...,,,,,,,,,,0,EN"),
        core("W....,Weather,,,,,,,,,,0,EN"),
        core("W1...,,,,,,,,,,,0,EN"),
        core("W1...,\"Wind,,,,,,,,,,0,EN"),
        core("W1...,Wi\u{7}nd,,,,,,,,,,0,EN"),
        keys("WIND,01,Wind,,,00,EN,W1....,0"),
        keys("WIND,01,Wind,,,0,EN,W1...,0"),
        keys("WIND,01,,,,00,EN,W1...,0"),
        keys("WIND,01,Wind,,,00,EN,W1..."),
        keys("WEATHER,01,Weather,,,00,EN,W....,0"),
        keys("SKY,01,Sky,,,00,EN,W....,0"),
        keys("W1...,Wind,,,00,EN,WIND,01,0"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn files_that_do_not_agree_are_loaded_and_said() {
    let core = format!("{CORE}W11..,Gust,,,,,,,,,,0,EN\r\nW2...,Rain,,,,,,,,,,0,EN\r\n");
    let keys = format!("{KEYS}GUST,01,A gust,,,00,EN,W11..,0\r\nWIND,01,Wind,,,11,EN,W3...,0");
    insta::assert_snapshot!(outcome(core.as_bytes(), keys.as_bytes()));
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("Corev2.all", core.as_bytes()), ("Keyv2.all", keys.as_bytes())]);
    let (_index, read, _) = load_from(folder.path()).unwrap();
    let gust = read.lookup(code("W11..")).unwrap();
    assert_eq!((gust.preferred_term(), gust.term(TermCode::PREFERRED).unwrap().full()), ("Gust", "A gust"));
    assert!(!gust.agrees() && !read.lookup(code("W2...")).unwrap().agrees());
    assert_eq!(read.lookup(code("W3...")).unwrap().preferred_term(), "Wind");
    assert!(read.lookup_term("W2...00").unwrap().1.is_none(), "its term is Corev2.all's");
}

#[test]
fn terms_that_are_no_utf8_are_latin_1() {
    let core = [CORE.as_bytes(), b"W1...,M\xe9ni\xe8re,,,,,,,,,,0,EN\r\n"].concat();
    let keys = [KEYS.as_bytes(), b"MENIERE,01,M\xe9ni\xe8re,,,00,EN,W1...,0\r\n"].concat();
    insta::assert_snapshot!(outcome(&core, &keys));
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("Corev2.all", &core), ("Keyv2.all", &keys)]);
    let (_index, read, _) = load_from(folder.path()).unwrap();
    assert_eq!(read.lookup(code("W1...")).unwrap().preferred_term(), "Ménière");
}

#[test]
fn a_file_cut_short_never_passes_in_silence() {
    let core = format!("{CORE}W1...,Wind,,,,,,,,,,0,EN\r\n");
    let keys = format!("{KEYS}WIND,01,Wind,,,00,EN,W1...,0\r\n");
    let whole = outcome(core.as_bytes(), keys.as_bytes());
    assert_eq!(whole, "2 codes\n");
    for length in 0..core.len() - 2 {
        assert_ne!(outcome(&core.as_bytes()[..length], keys.as_bytes()), whole, "core cut to {length}");
    }
    for length in 0..keys.len() - 2 {
        assert_ne!(outcome(core.as_bytes(), &keys.as_bytes()[..length]), whole, "keys cut to {length}");
    }
}

#[test]
fn files_are_known_by_name_and_must_be_one_of_each() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    let at = |release: &str, files: &[&str]| {
        let bytes = |file: &str| if file.contains("core") { CORE } else { KEYS }.as_bytes();
        let files: Vec<_> = files.iter().map(|file| (format!("{release}/{file}"), bytes(file))).collect();
        let files: Vec<_> = files.iter().map(|(file, bytes)| (file.as_str(), *bytes)).collect();
        write(place, &files);
        let items = recognised(&place.join(release), recognise).unwrap();
        let roles: Vec<_> = items.iter().map(|(item, role)| format!("{} {role:?}", item.name())).collect();
        let said = match load_from(&place.join(release)) {
            Ok((_, _, summary)) => summary.notes.join("\n"),
            Err(error) => error.to_string(),
        };
        without(place, &format!("{}\n{said}\n", roles.join("\n")))
    };
    let said = [
        at(
            "nhs_readv2_21.0.0_20160401000001",
            &["V2/Unified/corev2.all", "V2/Unified/KEYV2.ALL", "V2/Unified/Uniicd10.xrf"],
        ),
        at("both", &["V2/Unified/corev2.all", "V2/Unified/keyv2.all", "V2/Drugs/corev2.all", "readme.txt"]),
        at("two", &["a/corev2.all", "b/corev2.all", "a/keyv2.all"]),
        at("one", &["a/corev2.all"]),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn an_index_of_another_kind_or_damaged_is_an_error() {
    let (folder, _, _) = load_from(&mini("read-v2")).unwrap();
    let index = std::fs::read(folder.path().join("index")).unwrap();
    let other = folder.path().join("other");
    for length in [0, 1, 100, index.len() / 2, index.len() - 1] {
        std::fs::write(&other, &index[..length]).unwrap();
        assert!(ReadV2::open(&other).is_err(), "cut to {length} bytes");
    }
}

fn release() -> impl Strategy<Value = BTreeMap<String, BTreeSet<String>>> {
    let code = "[ABab1]{1,5}".prop_map(|path| format!("{path:.<5}"));
    prop::collection::btree_map(code, prop::collection::btree_set("[1-3][1A]", 0..3), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_bytes_are_an_error_or_load(changes in prop::collection::vec((0_usize..8, any::<usize>(), any::<u8>()), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        changed_copy(&mini("read-v2"), folder.path(), &changes);
        if let Ok((_index, read, _)) = load_from(folder.path()) {
            read.codes().for_each(|concept| _ = (concept.preferred_term(), read.children(concept.code()).count()));
        }
    }

    #[test]
    fn lookup_and_tree_are_those_of_a_plain_reading(release in release(), asked in "[ABab1]{0,5}") {
        let core: Vec<_> =
            release.keys().map(|code| format!("{code},Term of {code},,,,,,,,,,0,EN\r\n")).collect();
        let mut keys = String::new();
        for (code, terms) in &release {
            write!(keys, "KEY,01,Term of {code},,,00,EN,{code},0\r\n").unwrap();
            keys.extend(terms.iter().map(|term| format!("KEY,01,{term} of {code},,,{term},EN,{code},0\r\n")));
        }
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[("Corev2.all", core.concat().as_bytes()), ("Keyv2.all", keys.as_bytes())]);
        let (_index, read, _) = load_from(folder.path()).unwrap();
        prop_assert_eq!(codes(read.codes()), release.keys().cloned().collect::<Vec<_>>());
        let above = |code: &str| {
            let last = code.rfind(|letter| letter != '.').unwrap();
            format!("{}.{}", &code[..last], &code[last + 1..])
        };
        for asked in release.keys().cloned().chain([format!("{asked:.<5}")]) {
            let found = read.lookup(code(&asked));
            prop_assert_eq!(found.is_some(), release.contains_key(&asked));
            if let (Some(concept), Some(terms)) = (found, release.get(&asked)) {
                let found: Vec<_> = concept.terms().skip(1).map(|term| term.term_code().to_string()).collect();
                prop_assert_eq!(found, terms.iter().cloned().collect::<Vec<_>>());
                for term in terms {
                    let (_, found) = read.lookup_term(&format!("{asked}{term}")).unwrap();
                    prop_assert_eq!(found.unwrap().full(), format!("{term} of {asked}"));
                }
            }
            let path = asked.trim_end_matches('.');
            let below: Vec<_> = release.keys().filter(|code| code.starts_with(path) && **code != asked).cloned().collect();
            let children: Vec<_> = below.iter().filter(|code| above(code) == asked).cloned().collect();
            prop_assert_eq!(codes(read.descendants(code(&asked))), below);
            prop_assert_eq!(codes(read.children(code(&asked))), children);
            let ancestors: Vec<_> = (1..path.len()).rev().map(|level| format!("{:.<5}", &path[..level])).collect();
            let ancestors: Vec<_> = ancestors.into_iter().filter(|code| release.contains_key(code)).collect();
            prop_assert_eq!(codes(read.ancestors(code(&asked))), ancestors);
        }
    }
}
