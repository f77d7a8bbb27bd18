//! Which version of a component is taken: from Full, Snapshot and Delta files in any order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::dump::dump;
use super::metadata::{ACCEPTABLE, GB_ENGLISH, PREFERRED};
use super::mini::{
    CONCEPT, DESCRIPTION, LANGUAGE, MAP, MODULE, RELATIONSHIP, Row, SIMPLE, Tables, concept, description, relationship,
    uuid,
};
use super::*;

const OTHER_MODULE: u64 = 900_000_000_000_012_004;
const DATES: [u32; 4] = [20_200_131, 20_200_731, 20_210_131, 20_210_731];
/// A simple reference set, and a map.
const REFSETS: [u64; 2] = [723_264_001, 447_562_003];

/// One change: at which date, of which component, and what it says.
#[derive(Debug, Clone)]
struct Change {
    date: usize,
    table: usize,
    item: u64,
    active: bool,
    choice: u64,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (0..DATES.len(), 0_usize..6, 0_u64..6, any::<bool>(), 0_u64..4)
        .prop_map(|(date, table, item, active, choice)| Change { date, table, item, active, choice });
    prop::collection::vec(change, 1..60)
}

/// Every version of every component, each component once at a date.
fn history(changes: &[Change]) -> Tables {
    let mut tables = Tables::default();
    tables.concept(99, DATES[0], true);
    let mut seen = std::collections::BTreeSet::new();
    for change in changes.iter().filter(|change| seen.insert((change.date, change.table, change.item))) {
        let (item, choice, time) = (change.item, change.choice, DATES[change.date]);
        let module = if choice == 0 { OTHER_MODULE } else { MODULE };
        let (table, id, rest) = match change.table {
            0 => (
                CONCEPT,
                concept(item).to_string(),
                format!("90000000000007{}00{}", 3 + choice % 2, [2, 8][(choice % 2) as usize]),
            ),
            1 => (
                DESCRIPTION,
                description(item).to_string(),
                format!("{}\ten\t900000000000013009\tterm {choice}\t900000000000448009", concept(item % 3)),
            ),
            2 => {
                // Parents have greater items, so that no circle comes of it.
                let (child, parent) = (concept(item % 3), concept(item % 3 + 1 + choice % 3));
                (
                    RELATIONSHIP,
                    relationship(item).to_string(),
                    format!("{child}\t{parent}\t0\t116680003\t900000000000011006\t900000000000451002"),
                )
            }
            3 => (
                LANGUAGE,
                uuid(item),
                format!("{GB_ENGLISH}\t{}\t{}", description(item), if choice == 1 { PREFERRED } else { ACCEPTABLE }),
            ),
            4 => (SIMPLE, uuid(100 + item), format!("{}\t{}", REFSETS[0], concept(item))),
            _ => (
                MAP,
                uuid(200 + item),
                format!(
                    "{}\t{}\t1\t{choice}\tTRUE\tALWAYS A0{choice}\tA0{choice}\t447561005\t447637006",
                    REFSETS[1],
                    concept(item)
                ),
            ),
        };
        tables.row(table, &id, time, change.active, format!("{module}\t{rest}"));
    }
    tables
}

/// Of each component the newest version up to a date.
fn snapshot(history: &Tables, until: u32) -> Tables {
    let mut tables = Tables::default();
    for (table, rows) in &history.rows {
        let mut newest: BTreeMap<&str, &Row> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.time <= until) {
            let known = newest.entry(&row.id).or_insert(row);
            if row.time > known.time {
                *known = row;
            }
        }
        tables.rows.insert(table, newest.into_values().cloned().collect());
    }
    tables
}

/// What is new between two dates.
fn delta(history: &Tables, after: u32, until: u32) -> Tables {
    let mut tables = Tables::default();
    for (table, rows) in &history.rows {
        tables.rows.insert(table, rows.iter().filter(|row| row.time > after && row.time <= until).cloned().collect());
    }
    tables
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_full_release_replayed_to_a_date_is_the_snapshot(changes in changes()) {
        let history = history(&changes);
        let folder = tempfile::tempdir().unwrap();
        let place = |name: String| folder.path().join(name);
        history.write(&place("full".to_owned()), "Full", DATES[3]);
        let mut before: Option<Snomed> = None;
        for (number, date) in DATES.into_iter().enumerate() {
            snapshot(&history, date).write(&place(format!("snapshot{date}")), "Snapshot", date);
            let (expected, _) = alone(&place(format!("snapshot{date}"))).unwrap();
            let until = jiff::civil::Date::strptime("%Y%m%d", date.to_string()).unwrap();
            let options = LoadOptions { until: Some(until) };
            let (replayed, _) = loaded(&[place("full".to_owned())], None, &place(format!("replayed{date}")), options).unwrap();
            prop_assert_eq!(dump(&replayed), dump(&expected));
            if let Some(before) = before {
                delta(&history, DATES[number - 1], date).write(&place(format!("delta{date}")), "Delta", date);
                let to = place(format!("added{date}"));
                let (added, _) = loaded(&[place(format!("delta{date}"))], Some(&before), &to, LoadOptions::default()).unwrap();
                prop_assert_eq!(dump(&added), dump(&expected));
            }
            before = Some(expected);
        }
        let (whole, _) = alone(&place("full".to_owned())).unwrap();
        prop_assert_eq!(dump(&whole), dump(&before.unwrap()));
    }

    #[test]
    fn the_order_of_files_is_of_no_matter(changes in changes(), seed in any::<u64>()) {
        let history = history(&changes);
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        history.write(&place("full"), "Full", DATES[2]);
        snapshot(&history, DATES[1]).write(&place("snapshot"), "Snapshot", DATES[1]);
        delta(&history, DATES[1], DATES[3]).write(&place("delta"), "Delta", DATES[3]);
        let mut files = recognised(&[place("full"), place("snapshot"), place("delta")]).unwrap();
        let load = |files: &[(Item, Role)], to: &str| {
            load(files, None, &place(to), &|_| {}, &AtomicBool::new(false)).unwrap();
            (dump(&Snomed::open(&place(to)).unwrap()), std::fs::read(place(to)).unwrap())
        };
        let in_order = load(&files, "in-order");
        let count = files.len() as u64;
        for at in (1..files.len()).rev() {
            files.swap(at, usize::try_from(seed.rotate_left(u32::try_from(at).unwrap() * 7) % count).unwrap() % (at + 1));
        }
        let shuffled = load(&files, "shuffled");
        prop_assert_eq!(&shuffled.0, &in_order.0);
        prop_assert!(shuffled.1 == in_order.1, "the index is the same byte for byte");
    }
}
