use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use snomed_ct_parsing::sctid::{ComponentKind, Sctid};
use tempfile::TempDir;

use super::Status::{InForce, Superseded, Withdrawn};
use super::*;
use crate::load::{LoadError, Summary};
use crate::read_code::{ReadCode, TermCode};
use crate::test_files::{changed_copy, mini, recognised, untold, without, write};

fn load_from(path: &Path) -> Result<(TempDir, DataMigration, Summary), LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let items = recognised(path, recognise)?;
    let summary = load(&items, None, &index, &untold, &AtomicBool::new(false))?;
    let maps = DataMigration::open(&index)?;
    maps.container().verify()?;
    Ok((folder, maps, summary))
}

fn read(code: &str, term: Option<&str>) -> End {
    End::ReadV2(ReadCode::parse(code).unwrap(), term.map(|term| TermCode::parse(term).unwrap()))
}

fn ctv3(code: &str, term: Option<&str>) -> End {
    End::Ctv3(ReadCode::parse(code).unwrap(), term.map(|term| ReadCode::parse(term).unwrap()))
}

fn concept(item: u64) -> u64 {
    Sctid::build(item, Some(9_999_999), ComponentKind::Concept).unwrap().get()
}

/// What one file gives: counts and notes of what is odd, or the error.
fn outcome(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[(name, bytes)]);
    let said = match load_from(folder.path()) {
        Ok((_, _, Summary { counts, notes })) => {
            let notes = notes.iter().filter(|note| !note.starts_with("there is no file of"));
            let notes: Vec<_> = notes.map(String::as_str).collect();
            format!("{counts:?}\n{}", notes.join("\n"))
        }
        Err(error) => error.to_string(),
    };
    without(folder.path(), &said)
}

fn line(row: &Row<'_>) -> String {
    let date = row.date().map(|date| date.to_string()).unwrap_or_default();
    let term_type = row.ctv3_term_type().map(String::from).unwrap_or_default();
    let status = format!("{} {:?} {:?}", row.map_status(), row.status(), row.assured());
    let others: Vec<_> =
        row.table().others().filter_map(|name| Some(format!("{name}={}", row.column(name)?))).collect();
    let place = format!("{}:{}", row.table(), row.line());
    let line = format!(
        "{place} {} {} > {} {term_type} {date} {status} {}",
        row.map_id(),
        row.from(),
        row.to(),
        others.join(" ")
    );
    line.trim_end().to_owned()
}

fn lines<'a>(rows: impl Iterator<Item = Row<'a>>) -> Vec<String> {
    rows.map(|row| format!("{}:{} {} > {}", row.table(), row.line(), row.from(), row.to())).collect()
}

#[test]
fn every_row_of_the_mini_release_can_be_read_back() {
    let (_folder, maps, summary) = load_from(&mini("data-migration")).unwrap();
    let mut shown = format!("{:#?}\n{:?}\n", summary.counts, summary.notes);
    for row in maps.rows() {
        writeln!(shown, "{}", line(&row)).unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_map_counts_by_its_newest_row_and_then_its_status() {
    let (_folder, maps, _) = load_from(&mini("data-migration")).unwrap();
    let said = |code| {
        let rows = maps.rows_from(read(code, None)).filter(|row| row.table() == Table::Rcsctmap2);
        rows.map(|row| (row.line(), row.status())).collect::<Vec<_>>()
    };
    assert_eq!(said("W11.."), [(7, Superseded), (8, Withdrawn), (9, InForce)]);
    assert_eq!(said("W20.."), [(10, Withdrawn), (11, Superseded)], "the newest row stands first");
    assert_eq!(said("7W0.."), [(12, Superseded), (13, Superseded), (14, InForce)]);
    let id = MapId::parse("{00000009-57EA-4000-8000-000000000009}").unwrap();
    let dates: Vec<_> = maps.rows_of(id).map(|row| row.date().unwrap().year()).collect();
    assert_eq!(dates, [2012, 2013, 2014]);
}

#[test]
fn rows_are_found_from_both_ends() {
    let (_folder, maps, _) = load_from(&mini("data-migration")).unwrap();
    let said = [
        lines(maps.rows_from(read("W10..", Some("11")))),
        lines(maps.rows_from(read("W1000", None))),
        lines(maps.rows_from(read("w1000", None))),
        lines(maps.rows_from(ctv3("W10..", None))),
        lines(maps.rows_from(ctv3("W10..", Some("YwA03")))),
        lines(maps.rows_to(End::Snomed(concept(103), None))),
        lines(maps.rows_to(read("W1000", None))),
        lines(maps.rows_to(ctv3("XwA02", None))),
        lines(maps.rows_to(End::Drug)),
        lines(maps.rows_to(End::Nothing)),
    ];
    insta::assert_snapshot!(said.map(|lines| lines.join("\n")).join("\n--\n"));
    let codes: Vec<_> = maps.rows_in_order().map(|row| row.from().to_string()[..5].to_owned()).collect();
    let (read_v2, ctv3) = codes.split_at(25);
    assert!(read_v2.is_sorted() && ctv3.is_sorted(), "{codes:?}");
}

const HEADER: &str = "MapId\tReadCode\tTermCode\tConceptId\tDescriptionId\tIS_ASSURED\tEffectiveDate\tMapStatus\r\n";
const GUID: &str = "{00000001-57EA-4000-8000-000000000001}";

#[test]
fn columns_are_found_by_name_in_any_order_and_case() {
    let (one, description) = (concept(1), Sctid::build(1, Some(9_999_999), ComponentKind::Description).unwrap());
    let file = format!(
        "effectivedate\tMAPSTATUS\tISASSURED\tdescriptionid\tCONCEPTID\ttermcode\tREADCODE\tmapid\r\n20200401\t1\t0\t{description}\t{one}\t\tW10..\t{GUID}\r\n"
    );
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("Clinically Assured/RCSCTMAP2_UK.TXT", file.as_bytes())]);
    let (_index, maps, _) = load_from(folder.path()).unwrap();
    let row = maps.rows().next().unwrap();
    assert_eq!((row.from(), row.to()), (read("W10..", None), End::Snomed(one, Some(description.get()))));
    assert_eq!((row.status(), row.assured()), (InForce, Some(false)), "the row says more than its folder");
    assert_eq!((row.file(), row.file_date()), ("RCSCTMAP2_UK.TXT", None));
}

#[test]
fn the_folder_says_what_the_row_does_not() {
    let header = "MapId\tReadCode\tConceptId\tEffectiveDate\tMapStatus\r\n";
    let rcmap = format!("{header}{GUID}\tW10..\t{}\t20200401\t1\r\n", concept(1));
    let rcsctmap2 = format!("{HEADER}{GUID}\tW10..\t00\t{}\t\t1\t20200401\t1\r\n", concept(1));
    let assured = |name: &str, file: &str| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[(name, file.as_bytes())]);
        let (_index, maps, summary) = load_from(folder.path()).unwrap();
        let row = maps.rows().next().unwrap();
        (row.assured(), summary.notes.iter().any(|note| note.contains("taken as not assured")))
    };
    assert_eq!(assured("rcmap_uk.txt", &rcmap), (None, false));
    assert_eq!(assured("Clinically Assured/rcmap_uk.txt", &rcmap), (Some(true), false));
    assert_eq!(assured("Not Clinically Assured/rcmap_uk.txt", &rcmap), (Some(false), false));
    assert_eq!(assured("rcsctmap2_uk.txt", &rcsctmap2), (Some(true), false));
    assert_eq!(assured("Not Clinically Assured/rcsctmap2_uk.txt", &rcsctmap2), (Some(false), true));
}

#[test]
fn what_is_no_row_of_a_table_is_refused_with_its_place() {
    let one = concept(1);
    let row = |text: String| outcome("rcsctmap2_uk.txt", format!("{HEADER}{text}\r\n").as_bytes());
    let said = [
        row(format!("{GUID}\tW10..\t00\t{one}\t\t1\t20200401")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\t1\t20200401\t1\t")),
        row(format!("{{00000001-57EA-4000-8000-00000000001}}\tW10..\t00\t{one}\t\t1\t20200401\t1")),
        row(format!("1\tW10..\t00\t{one}\t\t1\t20200401\t1")),
        row(format!("{GUID}\tW10...\t00\t{one}\t\t1\t20200401\t1")),
        row(format!("{GUID}\t_DRUGS\t00\t{one}\t\t1\t20200401\t1")),
        row(format!("{GUID}\t_DRAG\t00\t{one}\t\t1\t20200401\t1")),
        row(format!("{GUID}\tW10..\t0\t{one}\t\t1\t20200401\t1")),
        row(format!("{GUID}\tW10..\t00\t{}\t\t1\t20200401\t1", one + 1)),
        row(format!("{GUID}\tW10..\t00\t_OTHER\t\t1\t20200401\t1")),
        row(format!("{GUID}\tW10..\t00\t{one}\t{one}\t1\t20200401\t1")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\tyes\t20200401\t1")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\t\t20200401\t1")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\t1\t20200431\t1")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\t1\t1/4/2020\t1")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\t1\t20200401\tactive")),
        row(format!("{GUID}\tW10..\t00\t{one}\t\t1\t20200401\t-1")),
        row(String::new()),
        outcome("rcsctmap2_uk.txt", HEADER.replace("\tMapStatus", "").as_bytes()),
        outcome("rcsctmap2_uk.txt", HEADER.replace("ReadCode", "Code").as_bytes()),
        outcome("rcsctmap2_uk.txt", HEADER.replace("TermCode", "ReadCode").as_bytes()),
        outcome("rcsctmap2_uk.txt", b""),
        outcome("ctv3sctmap2_uk.txt", HEADER.as_bytes()),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_odd_is_loaded_and_said() {
    let one = concept(1);
    let header = "MapId\tReadCode\tTerm\tConceptId\tEffectiveDate\tMapStatus\r\n";
    let said = [
        outcome("rcsctmap2_uk.txt", HEADER.as_bytes()),
        outcome(
            "rcsctmap2_uk.txt",
            format!(
                "{HEADER}{GUID}\tW10..\t00\t{one}\t\t1\t20200401\t1\r\n{GUID}\tW10..\t00\t{one}\t\t1\t20200401\t0\r\n"
            )
            .as_bytes(),
        ),
        outcome(
            "rctermsctmap_uk.txt",
            &[
                header.as_bytes(),
                format!("{GUID}\tW10..\t\"M").as_bytes(),
                b"\xe9",
                format!("\t{one}\t20200401\t1").as_bytes(),
            ]
            .concat(),
        ),
    ];
    insta::assert_snapshot!(said.join("\n--\n"));
}

#[test]
fn a_file_cut_short_never_passes_in_silence() {
    let file = format!("{HEADER}{GUID}\tW10..\t00\t{}\t\t1\t20200401\t1\r\n", concept(1));
    let whole = outcome("rcsctmap2_uk.txt", file.as_bytes());
    for length in 0..file.len() - 2 {
        assert_ne!(outcome("rcsctmap2_uk.txt", &file.as_bytes()[..length]), whole, "cut to {length} bytes");
    }
}

#[test]
fn files_are_known_by_their_name_or_their_columns() {
    let between =
        "MAPID\tV2_CONCEPTID\tV2_TERMID\tCTV3_TERMID\tCTV3_TERMTYP\tCTV3_CONCEPTID\tMAPSTATUS\tEFFECTIVEDATE\r\n";
    let folder = tempfile::tempdir().unwrap();
    let known = |name: &str, bytes: &str| {
        write(folder.path(), &[(name, bytes.as_bytes())]);
        let said = match recognised(&folder.path().join(name), recognise) {
            Ok(found) => found.first().map_or("nothing".to_owned(), |(_, role)| format!("{role:?}")),
            Err(error) => error.to_string(),
        };
        format!("{name}: {}", without(folder.path(), &said))
    };
    let said = [
        known("Updated/Clinically Assured/rcsctmap2_uk_20200401000001.txt", ""),
        known("Updated/Not Clinically Assured/rcsctmap_uk_20200401000001.txt", ""),
        known("rcsctmap2_enhanced_uk_20200401000001.txt", ""),
        known("ctv3rctmap_uk_20200401000002.txt", ""),
        known("rcsctmap.txt", ""),
        known("our maps.txt", HEADER),
        known("our maps too.tsv", between),
        known("our table.txt", "MapId\tReadCode\r\n"),
        known("sct2_Concept_Full_INT_20200401.txt", HEADER),
        known("codesWithValues_AlternateMaps_READ2_20180401000001.txt", "ReadCode\tTermCode\r\n"),
        known("notes.pdf", HEADER),
    ];
    write(folder.path(), &[("twice/a/rcmap_uk_1.txt", b""), ("twice/b/rcmap_uk_2.txt", b"")]);
    let twice = without(folder.path(), &load_from(&folder.path().join("twice")).unwrap_err().to_string());
    insta::assert_snapshot!(format!("{}\n{twice}", said.join("\n")));
}

/// A row as a test makes it: map, code, date, status, in the order of the file.
type Made = (u8, u8, u8, u8);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_bytes_are_an_error_or_load(changes in prop::collection::vec((0_usize..8, any::<usize>(), any::<u8>()), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        changed_copy(&mini("data-migration"), folder.path(), &changes);
        if let Ok((_index, read, _)) = load_from(folder.path()) {
            read.rows().for_each(|row| _ = (row.from(), row.to(), row.column("Term"), row.date()));
        }
    }

    #[test]
    fn what_counts_is_that_of_a_plain_reading(made in prop::collection::vec((0_u8..8, 0_u8..4, 1_u8..5, 0_u8..3), 1..40)) {
        let header = "MapId\tReadCode\tConceptId\tEffectiveDate\tMapStatus\r\n";
        let row = |(map, code, day, status): &Made| {
            format!("{{{map:08}-57EA-4000-8000-000000000000}}\tW{code}...\t{}\t202004{day:02}\t{status}\r\n", concept(1 + u64::from(*code)))
        };
        let rows: Vec<String> = made.iter().map(row).collect();
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[("rcmap_uk.txt", format!("{header}{}", rows.concat()).as_bytes())]);
        let (_index, maps, _) = load_from(folder.path()).unwrap();
        let mut newest: BTreeMap<u8, u8> = BTreeMap::new();
        for (map, _, day, _) in &made {
            let day_of = newest.entry(*map).or_insert(*day);
            *day_of = (*day_of).max(*day);
        }
        let status = |(map, _, day, status): &Made| match (newest[map] == *day, status) {
            (false, _) => Superseded,
            (true, 0) => Withdrawn,
            (true, _) => InForce,
        };
        let found: Vec<_> = maps.rows().map(|row| row.status()).collect();
        prop_assert_eq!(found, made.iter().map(status).collect::<Vec<_>>());
        for code in 0..5_u8 {
            let lines = |rows: Vec<Row<'_>>| rows.iter().map(Row::line).collect::<Vec<_>>();
            let expected: Vec<u64> = (2..).zip(&made).filter(|(_, row)| row.1 == code).map(|(line, _)| line).collect();
            prop_assert_eq!(lines(maps.rows_from(read(&format!("W{code}..."), None)).collect()), expected.clone());
            prop_assert_eq!(lines(maps.rows_to(End::Snomed(concept(1 + u64::from(code)), None)).collect()), expected);
        }
        for map in 0..9_u8 {
            let id = MapId::parse(&format!("{map:08}-57EA-4000-8000-000000000000")).unwrap();
            let mut expected: Vec<(u8, u64)> =
                made.iter().zip(2..).filter(|(row, _)| row.0 == map).map(|(row, line)| (row.2, line)).collect();
            expected.sort_unstable();
            let found: Vec<u64> = maps.rows_of(id).map(|row| row.line()).collect();
            prop_assert_eq!(found, expected.into_iter().map(|(_, line)| line).collect::<Vec<_>>());
        }
    }
}
