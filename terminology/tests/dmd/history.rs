//! Identifiers of earlier releases.

use std::fmt::Write as _;
use std::path::PathBuf;

use dcr_terminology::dmd::{Dmd, Entry, Level};
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{changed, id, loaded, testdata, try_loaded};

/// What an identifier has become: the path of identifiers, and whether the last is in the release.
fn resolved(dmd: &Dmd, id: u64) -> Vec<(Level, Vec<u64>, bool)> {
    let successions = dmd.resolve(id).into_iter();
    successions
        .map(|succession| {
            let level = succession.changes.first().map(|change| change.level);
            let path = succession.changes.iter().map(|change| change.current).collect();
            (level.or(succession.entry.map(Entry::level)).unwrap(), path, succession.entry.is_some())
        })
        .collect()
}

#[test]
fn elements_and_the_history_file_tell_of_changes() {
    let week = loaded(testdata("week-6"), None);
    let dmd = &week.dmd;
    assert_eq!(resolved(dmd, id(203)), [(Level::Vmp, vec![], true)], "an identifier of now is itself");
    assert_eq!(resolved(dmd, id(251)), [(Level::Vmp, vec![id(203)], true)]);
    assert_eq!(resolved(dmd, id(252)), [(Level::Vmp, vec![id(251), id(203)], true)], "told by the history file alone");
    assert_eq!(resolved(dmd, id(151)), [(Level::Vtm, vec![id(101)], true)]);
    assert_eq!(resolved(dmd, id(651)), [(Level::Ingredient, vec![id(601)], true)]);
    assert_eq!(resolved(dmd, id(751)), [(Level::UnitOfMeasure, vec![id(702)], true)]);
    assert_eq!(resolved(dmd, id(851)), [(Level::Form, vec![id(801)], true)]);
    assert_eq!(resolved(dmd, id(861)), [(Level::Route, vec![id(811)], true)]);
    assert_eq!(resolved(dmd, id(951)), [(Level::Supplier, vec![id(901)], true)]);
    assert!(dmd.resolve(id(999)).is_empty());
    assert_eq!(dmd.entry(id(203)).unwrap().previous_id(), Some(id(251)));
    assert_eq!(dmd.entry(id(203)).unwrap().previous_ids(), [id(251), id(252)]);
}

#[test]
fn a_change_says_who_told_of_it() {
    let week = loaded(testdata("week-6"), None);
    let changes: Vec<_> = week.dmd.changes_from(id(251)).collect();
    assert_eq!(changes.len(), 2, "the element and the history file");
    let [element, history] = changes[..] else { panic!("two changes") };
    assert_eq!((element.element, element.file), ("VPIDPREV", "f_vmp2_3050224.xml"));
    assert_eq!(element.changed, Some(date(2020, 1, 31)));
    assert_eq!((history.element, history.file), ("IDPREVIOUS", "f_history1_0050224.xml"));
    assert_eq!((history.from, history.to), (Some(date(2009, 4, 1)), Some(date(2020, 1, 30))));
    assert!(changes.iter().all(|change| change.release == Some(date(2024, 2, 5))));
}

#[test]
fn changes_chain_over_releases() {
    let first = loaded(testdata("week-6"), None);
    let second = loaded(testdata("week-7"), Some(&first.dmd));
    assert_eq!(second.dmd.date(), Some(date(2024, 2, 12)));
    assert_eq!(resolved(&second.dmd, id(202)), [(Level::Vmp, vec![id(272)], true)]);
    // The bonus file is of the week before, and what it told is kept.
    assert_eq!(resolved(&second.dmd, id(252)), [(Level::Vmp, vec![id(251), id(203)], true)]);
    // In a third release the product changes again, and no longer says what it was at first.
    let (again, now) = (id(272).to_string(), id(273).to_string());
    let element =
        format!("<VPID>{again}</VPID>\n      <VPIDDT>2024-02-09</VPIDDT>\n      <VPIDPREV>{}</VPIDPREV>", id(202));
    let third = format!("<VPID>{now}</VPID>\n      <VPIDDT>2024-02-16</VPIDDT>\n      <VPIDPREV>{again}</VPIDPREV>");
    let folder = changed("week-7", &[("vmp2", &element, &third)]);
    let third = loaded(folder.path().to_owned(), Some(&second.dmd));
    assert_eq!(resolved(&third.dmd, id(202)), [(Level::Vmp, vec![id(272), id(273)], true)]);
    assert_eq!(third.dmd.entry(id(273)).unwrap().previous_ids(), [id(202), id(272)]);
    assert!(third.summary.notes.iter().any(|note| note.contains("VPID in AMPS/AMP names none of the VMPs")));
}

#[test]
fn what_is_gone_is_kept_by_name() {
    let first = loaded(testdata("week-6"), None);
    assert_eq!(first.dmd.gone().count(), 0);
    let second = loaded(testdata("week-7"), Some(&first.dmd));
    let gone: Vec<_> = second.dmd.gone().map(|gone| (gone.level, gone.id, gone.name.to_owned())).collect();
    assert_eq!(gone, [(Level::Amp, id(307), "Samplazole 50mg tablets (Imaginary Generics & Sons)".to_owned())]);
    let kept = loaded(testdata("week-7"), Some(&second.dmd));
    let gone = kept.dmd.gone_with(id(307)).next().unwrap();
    assert_eq!(gone.release, Some(date(2024, 2, 5)), "the last release that had it");
    // It comes back, and is not gone.
    let folder = changed("week-6", &[]);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        std::fs::rename(&path, path.to_str().unwrap().replace("050224", "190224")).unwrap();
    }
    let back = loaded(folder.path().to_owned(), Some(&kept.dmd));
    assert_eq!(back.dmd.gone_with(id(307)).count(), 0);
}

#[test]
fn a_release_does_not_follow_a_newer_one() {
    let newer = loaded(testdata("week-7"), None);
    let error = try_loaded(&[testdata("week-6")], Some(&newer.dmd)).err().unwrap();
    let told = "the dm+d files are of 2024-02-05, and the release that they would follow is of 2024-02-12";
    assert_eq!(error.to_string(), told);
}

/// A release whose history file tells of these changes of VMPs.
fn with_history(changes: &[(u64, u64)]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = changed("week-6", &[("history1", "", "")]);
    let mut rows = String::new();
    for (previous, current) in changes {
        let _ = write!(
            rows,
            "<VMP><IDPREVIOUS>{previous}</IDPREVIOUS><IDCURRENT>{current}</IDCURRENT><STARTDT>2004-12-01</STARTDT></VMP>"
        );
    }
    let text = format!("<HISTORY><VMPS>{rows}</VMPS></HISTORY>");
    std::fs::write(folder.path().join("f_history1_0050224.xml"), text).unwrap();
    let path = folder.path().to_owned();
    (folder, vec![path])
}

#[test]
fn changes_that_lead_round_end() {
    // 201 is of this release; 290 and 291 are not.
    let changes = [(290, 291), (291, 290), (292, 290), (293, 201), (293, 294), (294, 293), (295, 296)];
    let changes = changes.map(|(previous, current)| (id(previous), id(current)));
    let (_folder, paths) = with_history(&changes);
    let loaded = try_loaded(&paths, None).unwrap();
    let dmd = &loaded.dmd;
    assert_eq!(resolved(dmd, id(290)), [(Level::Vmp, vec![id(291)], false)], "round and nowhere");
    assert_eq!(resolved(dmd, id(292)), [(Level::Vmp, vec![id(290), id(291)], false)]);
    assert_eq!(resolved(dmd, id(294)), [(Level::Vmp, vec![id(293), id(201)], true)]);
    assert_eq!(resolved(dmd, id(295)), [(Level::Vmp, vec![id(296)], false)], "to what is not there");
    assert_eq!(dmd.entry(id(201)).unwrap().previous_ids(), [id(293), id(294)]);
}

#[test]
fn one_identifier_can_have_several_successors() {
    let changes = [(290, 201), (290, 202), (290, 291), (291, 201)];
    let changes = changes.map(|(previous, current)| (id(previous), id(current)));
    let (_folder, paths) = with_history(&changes);
    let loaded = try_loaded(&paths, None).unwrap();
    let expected = [(Level::Vmp, vec![id(201)], true), (Level::Vmp, vec![id(202)], true)];
    assert_eq!(resolved(&loaded.dmd, id(290)), expected, "each once, and the nearer way");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_changes_every_way_ends(changes in prop::collection::vec((201_u64..212, 201_u64..212), 0..40)) {
        let changes: Vec<(u64, u64)> = changes.iter().map(|(one, other)| (id(*one), id(*other))).collect();
        let (_folder, paths) = with_history(&changes);
        let loaded = try_loaded(&paths, None).unwrap();
        for item in 201..212 {
            let successions = loaded.dmd.resolve(id(item));
            let known = loaded.dmd.exists(id(item)) || changes.iter().any(|(one, other)| *one == id(item) && one != other);
            prop_assert_eq!(successions.is_empty(), !known);
            for succession in successions {
                prop_assert!(succession.changes.len() <= 11);
                let mut at = id(item);
                for change in &succession.changes {
                    prop_assert_eq!(change.previous, at);
                    at = change.current;
                }
                if let Some(entry) = succession.entry {
                    prop_assert_eq!(entry.id(), at);
                    prop_assert!(at == id(item) || entry.previous_ids().contains(&id(item)));
                }
            }
        }
    }
}
