//! Which identifiers were changed to which, in this release and before it.

use std::collections::HashSet;

use jiff::civil::Date;

use super::files::Files;
use super::sorted::Tables;
use crate::dmd::Dmd;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::{Draft, Row};
use crate::dmd::xml::Rows;

const PREVIOUS: usize = Table::Changed.position("previous");
const CURRENT: usize = Table::Changed.position("current");
const LEVEL: usize = Table::Changed.position("level");
const ELEMENT: usize = Table::Changed.position("element");

/// The rows of the two tables that are made here.
pub(super) struct Changes {
    pub(super) changed: Rows,
    pub(super) gone: Rows,
}

/// Where rows tell of a change: the level, the elements of the new identifier, of the old one, and of
/// the day from which the new one holds.
const ELEMENTS: &[(Level, usize, usize)] = &[
    (Level::Vtm, Table::Vtm.position("VTMIDPREV"), Table::Vtm.position("VTMIDDT")),
    (Level::Vmp, Table::Vmp.position("VPIDPREV"), Table::Vmp.position("VPIDDT")),
    (Level::Ingredient, Table::Ingredient.position("ISIDPREV"), Table::Ingredient.position("ISIDDT")),
    (Level::Supplier, Table::Supplier.position("CDPREV"), Table::Supplier.position("CDDT")),
    (Level::Form, Table::Form.position("CDPREV"), Table::Form.position("CDDT")),
    (Level::Route, Table::Route.position("CDPREV"), Table::Route.position("CDDT")),
    (Level::UnitOfMeasure, Table::UnitOfMeasure.position("CDPREV"), Table::UnitOfMeasure.position("CDDT")),
];

/// Where the history file tells of one.
const HISTORY: &[(Level, Table)] = &[
    (Level::Vtm, Table::HistoryVtm),
    (Level::Vmp, Table::HistoryVmp),
    (Level::Ingredient, Table::HistoryIngredient),
    (Level::Supplier, Table::HistorySupplier),
    (Level::Form, Table::HistoryForm),
    (Level::Route, Table::HistoryRoute),
    (Level::UnitOfMeasure, Table::HistoryUnitOfMeasure),
];

/// A change, as it is put down.
struct Change<'a> {
    level: Level,
    previous: u64,
    current: u64,
    element: &'a str,
    changed: Option<Date>,
    validity: (Option<Date>, Option<Date>),
    file: &'a str,
    release: Option<Date>,
}

impl Changes {
    pub(super) fn of(tables: &Tables, files: &Files<'_>, onto: Option<&Dmd>) -> Self {
        let mut making = Making { changed: Rows::default(), seen: HashSet::new(), draft: Draft::default() };
        for (level, previous, day) in ELEMENTS {
            making.elements(*level, (*previous, *day), tables, files);
        }
        for (level, table) in HISTORY {
            making.history(*level, *table, tables, files);
        }
        for row in onto.into_iter().flat_map(|onto| onto.rows(Table::Changed)) {
            making.again(row);
        }
        let gone = onto.map_or_else(Rows::default, |onto| gone(onto, tables, &making.seen));
        Self { changed: making.changed, gone }
    }
}

/// What is known of a change: the same told again is one.
type Known = (u64, u64, u64, String);

struct Making {
    changed: Rows,
    seen: HashSet<Known>,
    draft: Draft,
}

impl Making {
    fn elements(&mut self, level: Level, (previous, day): (usize, usize), tables: &Tables, files: &Files<'_>) {
        let table = level.table();
        for row in tables.get(table).rows(table) {
            let (Some(current), Some(old)) = (row.number(0), row.number(previous)) else { continue };
            self.push(&Change {
                level,
                previous: old,
                current,
                element: table.fields()[previous].name,
                changed: row.date(day),
                validity: (None, None),
                file: files.name(table),
                release: files.date,
            });
        }
    }

    fn history(&mut self, level: Level, table: Table, tables: &Tables, files: &Files<'_>) {
        for row in tables.get(table).rows(table) {
            let (Some(previous), Some(current)) = (row.number(0), row.number(1)) else { continue };
            let validity = (row.date(2), row.date(3));
            let (element, file) = ("IDPREVIOUS", files.name(table));
            let release = files.date;
            self.push(&Change { level, previous, current, element, changed: None, validity, file, release });
        }
    }

    /// A change that an earlier release told of.
    fn again(&mut self, row: Row<'_>) {
        let level = row.number(LEVEL).and_then(Level::numbered);
        let (Some(level), Some(previous), Some(current)) = (level, row.number(PREVIOUS), row.number(CURRENT)) else {
            return;
        };
        self.push(&Change {
            level,
            previous,
            current,
            element: row.text(ELEMENT).unwrap_or_default(),
            changed: row.date(const { Table::Changed.position("changed") }),
            validity: (
                row.date(const { Table::Changed.position("from") }),
                row.date(const { Table::Changed.position("to") }),
            ),
            file: row.text(const { Table::Changed.position("file") }).unwrap_or_default(),
            release: row.date(const { Table::Changed.position("release") }),
        });
    }

    /// Puts a change down. That an identifier is its own says nothing.
    fn push(&mut self, change: &Change<'_>) {
        let known = (change.level.number(), change.previous, change.current, change.element.to_owned());
        if change.previous == change.current || !self.seen.insert(known) {
            return;
        }
        let draft = &mut self.draft;
        draft.clear();
        draft.number(PREVIOUS, change.previous);
        draft.number(CURRENT, change.current);
        draft.number(LEVEL, change.level.number());
        draft.text(ELEMENT, change.element);
        draft.text(const { Table::Changed.position("file") }, change.file);
        let days = [
            (const { Table::Changed.position("changed") }, change.changed),
            (const { Table::Changed.position("from") }, change.validity.0),
            (const { Table::Changed.position("to") }, change.validity.1),
            (const { Table::Changed.position("release") }, change.release),
        ];
        for (position, day) in days {
            if let Some(day) = day {
                draft.date(position, day);
            }
        }
        self.changed.push(Table::Changed, draft);
    }
}

/// What the earlier release had and this one has neither kept nor replaced.
fn gone(onto: &Dmd, tables: &Tables, seen: &HashSet<Known>) -> Rows {
    let replaced: HashSet<(u64, u64)> = seen.iter().map(|(level, previous, ..)| (*level, *previous)).collect();
    let is_gone =
        |level: Level, id: u64| !tables.get(level.table()).has(id) && !replaced.contains(&(level.number(), id));
    let mut rows = Rows::default();
    let mut draft = Draft::default();
    let mut push = |level: Level, id: u64, name: &str, release: Option<Date>| {
        draft.clear();
        draft.number(0, id);
        draft.number(const { Table::Gone.position("level") }, level.number());
        draft.text(const { Table::Gone.position("name") }, name);
        if let Some(release) = release {
            draft.date(const { Table::Gone.position("release") }, release);
        }
        rows.push(Table::Gone, &draft);
    };
    for entry in onto.entries().filter(|entry| is_gone(entry.level(), entry.id())) {
        push(entry.level(), entry.id(), entry.description(), onto.date());
    }
    for gone in onto.gone().filter(|gone| is_gone(gone.level, gone.id)) {
        push(gone.level, gone.id, gone.name, gone.release);
    }
    rows
}
