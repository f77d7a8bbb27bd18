//! What cannot be loaded, or only half of it, and what is then said.

use std::fs;
use std::sync::atomic::Ordering;

use super::dump::dump;
use super::mini::{CONCEPT, SIMPLE, Tables, concept};
use super::*;
use crate::container::ContainerError;
use crate::load::Progress;
use crate::test_files::without;

const DATE: u32 = 20_200_131;

/// Three concepts, each below the one before.
fn chain() -> Tables {
    let mut tables = Tables::default();
    (1..=3).for_each(|item| tables.concept(item, DATE, true));
    (1..=2).for_each(|item| tables.is_a(item, item + 1, item, DATE, true));
    (1..=3).for_each(|item| tables.synonym(item, item, &format!("term {item}"), DATE));
    tables.member(SIMPLE, 1, 723_264_001, concept(2), "", DATE);
    tables
}

/// What is said of files that are changed by `change`.
fn said(change: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    chain().write(&folder.path().join("a"), "Snapshot", DATE);
    change(folder.path());
    let to = folder.path().join("index");
    let error = loaded(&[folder.path().to_owned()], None, &to, LoadOptions::default()).unwrap_err();
    assert!(!to.exists(), "nothing is published");
    without(folder.path(), &error.to_string())
}

/// What is said when a part of a table's file is another text.
fn changed(table: &str, from: &str, to: &str) -> String {
    said(|folder| {
        let between = if table.starts_with("sct2") { "_" } else { "" };
        let path = folder.join(format!("a/{table}{between}Snapshot_INT_{DATE}.txt"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    })
}

#[test]
fn it_names_the_place() {
    let one = concept(1).to_string();
    let wrong = (concept(1) + 1).to_string();
    let cases = [
        ("a missing column", changed(CONCEPT, "\tmoduleId", "")),
        ("a column too many", changed(CONCEPT, "\tmoduleId", "\tmoduleId\tcolour")),
        ("a wrong check digit", changed(CONCEPT, &one, &wrong)),
        ("an unknown status", changed(CONCEPT, "900000000000074008", "900000000000207008")),
        ("a row that is cut", changed(CONCEPT, "\t900000000000074008\r\n", "\r\n")),
        ("a date that is none", changed(CONCEPT, "\t20200131\t", "\t20200199\t")),
        ("no date", changed(CONCEPT, "\t20200131\t", "\t\t")),
        ("neither active nor inactive", changed(CONCEPT, "\t1\t", "\tyes\t")),
        ("an unknown type", changed("sct2_Description", "900000000000013009", "900000000000207008")),
        ("no term", changed("sct2_Description", "\tterm 2\t", "\t\t")),
        ("a member without UUID", changed(SIMPLE, "c0ffee00-", "c0ffee-")),
        ("a relationship of a description", changed("sct2_Relationship", &one, &mini::description(1).to_string())),
    ];
    let said: Vec<String> = cases.iter().map(|(name, said)| format!("{name}: {said}")).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn files_that_do_not_fit_are_refused_by_name() {
    let copy = |release: &str| {
        let release = release.to_owned();
        said(move |folder| {
            let name = |release: &str| folder.join(format!("a/sct2_Concept_{release}_INT_{DATE}.txt"));
            fs::rename(name("Snapshot"), name(&release)).unwrap();
        })
    };
    let delta = said(|folder| {
        fs::remove_dir_all(folder.join("a")).unwrap();
        chain().write(&folder.join("b"), "Delta", DATE);
    });
    let nothing =
        said(|folder| fs::remove_file(folder.join(format!("a/sct2_Concept_Snapshot_INT_{DATE}.txt"))).unwrap());
    let other = said(|folder| fs::write(folder.join("a/sct2_Colour_Snapshot_INT_20200131.txt"), "id\r\n").unwrap());
    let nameless = said(|folder| {
        let name = format!("a/sct2_Concept_Snapshot_INT_{DATE}.txt");
        fs::copy(folder.join(name), folder.join("a/concepts.txt")).unwrap();
    });
    let options = LoadOptions { until: Some(jiff::civil::date(2020, 1, 1)) };
    let folder = tempfile::tempdir().unwrap();
    chain().write(&folder.path().join("a"), "Snapshot", DATE);
    let until = loaded(&[folder.path().to_owned()], None, &folder.path().join("index"), options).unwrap_err();
    let until = without(folder.path(), &until.to_string());
    insta::assert_snapshot!([copy("Snap"), delta, nothing, other, nameless, until].join("\n"));
}

#[test]
fn packages_that_disagree_are_named_both() {
    let two = |change: &dyn Fn(&mut Tables)| {
        said(|folder| {
            let mut tables = chain();
            change(&mut tables);
            tables.write(&folder.join("b"), "Snapshot", DATE);
        })
    };
    let each = |table: &'static str, from: &str, to: &str| {
        two(&|tables: &mut Tables| {
            for row in tables.rows.get_mut(table).unwrap() {
                row.rest = row.rest.replace(from, to);
            }
        })
    };
    let inactive = two(&|tables: &mut Tables| tables.rows.get_mut(CONCEPT).unwrap()[1].active = false);
    let term = each("sct2_Description", "term 2", "terms 2");
    let group = each("sct2_Relationship", "\t0\t", "\t1\t");
    let member = each(SIMPLE, &concept(2).to_string(), &concept(3).to_string());
    let twice = two(&|tables: &mut Tables| tables.concept(1, DATE, false));
    let module = each(SIMPLE, "900000000000207008", "900000000000012004");
    insta::assert_snapshot!([inactive, term, group, member, twice, module].join("\n"));
}

#[test]
fn a_group_beyond_what_is_held_is_refused() {
    let attribute = |group: u32| {
        let folder = tempfile::tempdir().unwrap();
        let mut tables = chain();
        let kind = concept(3);
        let rest = format!("{}\t{}\t{}\t{group}\t{kind}", mini::MODULE, concept(1), concept(2));
        let rest = format!("{rest}\t900000000000011006\t900000000000451002");
        tables.row("sct2_Relationship", &mini::relationship(9), DATE, true, rest);
        tables.write(folder.path(), "Snapshot", DATE);
        alone(folder.path()).map(|(snomed, _)| {
            let one = snomed.ordinal(concept(1)).unwrap();
            snomed.attributes(one).map(|found| found.group).collect::<Vec<u32>>()
        })
    };
    assert_eq!(attribute(32_767).unwrap(), [32_767]);
    let error = attribute(32_768).unwrap_err().to_string();
    let id = mini::relationship(9);
    assert_eq!(error, format!("relationship {id} is of group 32768: at most 32767 groups and 65536 types are held"));
}

#[test]
fn packages_that_agree_are_one() {
    let folder = tempfile::tempdir().unwrap();
    chain().write(&folder.path().join("a"), "Snapshot", DATE);
    chain().write(&folder.path().join("b"), "Full", 20_200_731);
    let (_, summary) = alone(folder.path()).unwrap();
    assert_eq!(count(&summary, "concepts"), 3);
    assert_eq!(count(&summary, "members"), 1);
}

#[test]
fn a_circle_is_named() {
    let error = said(|folder| {
        let mut tables = chain();
        tables.is_a(3, 1, 3, DATE, true);
        tables.concept(4, DATE, true);
        tables.is_a(4, 4, 1, DATE, true);
        tables.write(&folder.join("a"), "Snapshot", DATE);
    });
    insta::assert_snapshot!(error);
    let itself = said(|folder| {
        let mut tables = chain();
        tables.is_a(3, 1, 1, DATE, true);
        tables.write(&folder.join("a"), "Snapshot", DATE);
    });
    assert_eq!(itself, format!("the is-a relationships go round in a circle: {0} is a {0}", concept(1)));
}

#[test]
fn a_module_that_is_not_there_or_older_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    chain().write(folder.path(), "Snapshot", DATE);
    let header = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\tsourceEffectiveTime\ttargetEffectiveTime";
    let row = |number: u64, active: u8, needs: u64, of: u32| {
        let id = mini::uuid(number);
        format!("{id}\t{DATE}\t{active}\t{}\t900000000000534007\t{needs}\t{DATE}\t{of}\r\n", mini::MODULE)
    };
    let rows =
        [row(1, 1, mini::MODULE, 20_200_731), row(2, 1, 900_000_000_000_012_004, DATE), row(3, 0, concept(9), DATE)];
    let name = format!("der2_ssRefset_ModuleDependencySnapshot_INT_{DATE}.txt");
    fs::write(folder.path().join(name), format!("{header}\r\n{}", rows.concat())).unwrap();
    let (_, summary) = alone(folder.path()).unwrap();
    insta::assert_snapshot!(summary.notes.join("\n"));
}

#[test]
fn an_older_release_is_said_and_its_rows_do_not_win() {
    let folder = tempfile::tempdir().unwrap();
    let mut newer = chain();
    newer.concept(1, 20_210_131, false);
    newer.rows.get_mut(CONCEPT).unwrap().remove(0);
    newer.write(&folder.path().join("newer"), "Snapshot", 20_210_131);
    let (newer, _) = alone(&folder.path().join("newer")).unwrap();
    chain().write(&folder.path().join("older"), "Delta", DATE);
    let to = folder.path().join("index");
    let (both, summary) = loaded(&[folder.path().join("older")], Some(&newer), &to, LoadOptions::default()).unwrap();
    assert_eq!(dump(&both), dump(&newer));
    assert_eq!(
        summary.notes[0],
        "this release is of 2020-01-31, older than the loaded one of 2021-01-31 that it is added to"
    );
}

#[test]
fn columns_in_another_order_and_quotes_are_read() {
    let folder = tempfile::tempdir().unwrap();
    chain().write(folder.path(), "Snapshot", DATE);
    let (expected, _) = alone(folder.path()).unwrap();
    let path = folder.path().join(format!("{CONCEPT}_Snapshot_INT_{DATE}.txt"));
    let text = fs::read_to_string(&path).unwrap();
    let turned = text.lines().map(|line| line.split('\t').rev().collect::<Vec<_>>().join("\t") + "\r\n");
    fs::write(&path, turned.collect::<String>()).unwrap();
    let (turned, _) = alone(folder.path()).unwrap();
    assert_eq!(dump(&turned), dump(&expected));
}

#[test]
fn a_zip_that_is_cut_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    chain().write(files.path(), "Snapshot", DATE);
    let path = folder.path().join("release.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for item in items(&[files.path().to_owned()], &Limits::default()).unwrap() {
        zip.start_file(item.name(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &item.read().unwrap()).unwrap();
    }
    zip.finish().unwrap();
    alone(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    for length in (0..whole.len()).step_by(7) {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(alone(&path).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn a_truncated_or_damaged_index_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    chain().write(&folder.path().join("files"), "Snapshot", DATE);
    let to = folder.path().join("index");
    loaded(&[folder.path().join("files")], None, &to, LoadOptions::default()).unwrap();
    let whole = fs::read(&to).unwrap();
    let other = folder.path().join("other");
    for length in (0..whole.len()).step_by(101) {
        fs::write(&other, &whole[..length]).unwrap();
        assert!(matches!(Snomed::open(&other), Err(ContainerError::Damaged { .. })), "cut to {length} bytes");
    }
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&other, &bytes).unwrap();
        // What is damaged inside a section is found by its checksum; until then it reads without a panic.
        if let Ok(snomed) = Snomed::open(&other) {
            let _ = dump(&snomed);
            let _ = snomed.search("term", 5, SearchOptions::default());
            let _ = (snomed.members(723_264_001), snomed.ancestors(1), snomed.container().verify());
        }
    }
}

#[test]
fn a_load_can_be_stopped_anywhere_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    chain().write(&folder.path().join("files"), "Snapshot", DATE);
    let files = recognised(&[folder.path().join("files")]).unwrap();
    let to = folder.path().join("made/index");
    let mut stops = 0;
    for after in 0_usize.. {
        let (told, stop) = (std::sync::atomic::AtomicUsize::new(0), AtomicBool::new(false));
        let tell = |_: Progress<'_>| {
            if told.fetch_add(1, Ordering::SeqCst) == after {
                stop.store(true, Ordering::SeqCst);
            }
        };
        match load(&files, None, &to, &tell, &stop) {
            Err(LoadError::Interrupted) => stops += 1,
            other => {
                other.unwrap();
                break;
            }
        }
        let left = fs::read_dir(folder.path().join("made")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "stopped after {after} reports");
    }
    assert!(stops > 10, "{stops}");
}

/// Loads again and again when it is told to by the test below; by itself it is nothing.
#[test]
fn a_load_to_be_killed() {
    let Some(folder) = std::env::var_os("DCR_TEST_KILLED").map(PathBuf::from) else { return };
    let files = recognised(&[crate::test_files::mini("snomed-ct")]).unwrap();
    for _ in 0..10_000 {
        load(&files, None, &folder.join("index"), &|_| {}, &AtomicBool::new(false)).unwrap();
    }
}

#[test]
fn a_kill_at_any_moment_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("index");
    let files = recognised(&[crate::test_files::mini("snomed-ct")]).unwrap();
    load(&files, None, &to, &|_| {}, &AtomicBool::new(false)).unwrap();
    let expected = dump(&Snomed::open(&to).unwrap());
    for wait in [5, 17, 29, 41, 60] {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "snomed::tests::bad::a_load_to_be_killed"]).env("DCR_TEST_KILLED", folder.path());
        let mut child = child.stdout(std::process::Stdio::null()).spawn().unwrap();
        let begun = std::time::Instant::now();
        while begun.elapsed() < std::time::Duration::from_millis(wait) {
            assert_eq!(dump(&Snomed::open(&to).unwrap()), expected);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let snomed = Snomed::open(&to).unwrap();
        snomed.container().verify().unwrap();
        assert_eq!(dump(&snomed), expected);
    }
}
