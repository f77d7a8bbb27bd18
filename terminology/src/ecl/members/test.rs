//! Filters of members, made ready.

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{
    ActiveValue, Comparison, Decimal, Equality, FieldValue, FocusConcept, MemberFilter, TimeValue,
};

use super::REFERENCED;
use crate::ecl::choice::{Choice, at_time};
use crate::ecl::evaluator::{Evaluated, Evaluator};
use crate::ecl::matching::Pattern;
use crate::ecl::{Cell, ColumnKind, Component, EvaluationError, Row, Substrate, Table};

/// All filters of a reference set operator.
pub(super) struct Tests<'f> {
    tests: Vec<Test<'f>>,
    says_active: bool,
}

enum Test<'f> {
    Module(Equality, Choice),
    Time(Comparison, &'f [TimeValue]),
    Active(Equality, ActiveValue),
    Field(Field<'f>),
}

struct Field<'f> {
    name: &'f str,
    place: Place,
    against: Against<'f>,
}

/// Where a field stands in the rows of a table.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Referenced,
    Column(usize),
}

impl Place {
    /// The place of a field in a table, and what it holds.
    pub(super) fn of(name: &str, table: &Table) -> Option<(Self, ColumnKind)> {
        if name.eq_ignore_ascii_case(REFERENCED) {
            return Some((Self::Referenced, ColumnKind::Component));
        }
        let at = table.columns.iter().position(|(column, _)| column.eq_ignore_ascii_case(name))?;
        Some((Self::Column(at), table.columns[at].1))
    }

    pub(super) fn cell<'a>(self, row: &impl Row<'a>) -> Cell<'a> {
        match self {
            Self::Referenced => Cell::Component(row.component()),
            Self::Column(at) => row.cell(at),
        }
    }
}

enum Against<'f> {
    /// Any concept, or none.
    Any(Equality),
    Concepts(Equality, RoaringBitmap),
    Number(Comparison, Decimal),
    Text(Equality, Vec<Pattern>),
    Boolean(Equality, bool),
    Time(Comparison, &'f [TimeValue]),
}

impl Against<'_> {
    /// Whether something of this kind can be held against it.
    fn suits(&self, kind: ColumnKind) -> bool {
        match self {
            Self::Any(_) | Self::Concepts(..) => kind == ColumnKind::Component,
            Self::Number(..) | Self::Boolean(..) => kind != ColumnKind::Component,
            Self::Text(..) | Self::Time(..) => kind == ColumnKind::Text,
        }
    }

    fn fits(&self, cell: Cell<'_>) -> bool {
        match self {
            Self::Any(equality) => equality.of(matches!(cell, Cell::Component(Component::Concept(_)))),
            Self::Concepts(equality, concepts) => {
                equality.of(matches!(cell, Cell::Component(Component::Concept(concept)) if concepts.contains(concept)))
            }
            Self::Number(comparison, number) => {
                let value = match cell {
                    Cell::Integer(value) => Some(Decimal::from(value)),
                    Cell::Text(text) => text.parse().ok(),
                    Cell::Nothing | Cell::Component(_) => None,
                };
                value.is_some_and(|value| comparison.of(value.cmp(number)))
            }
            Self::Text(equality, patterns) => {
                matches!(cell, Cell::Text(text) if equality.of(patterns.iter().any(|pattern| pattern.fits_text(text))))
            }
            Self::Boolean(equality, wanted) => truth(cell).is_some_and(|value| equality.of(value == *wanted)),
            Self::Time(comparison, times) => match cell {
                Cell::Text("") => at_time(*comparison, times, None),
                Cell::Text(text) => text.parse().is_ok_and(|time| at_time(*comparison, times, Some(time))),
                _ => false,
            },
        }
    }
}

/// The truth value of a cell. Release files have no type for them and write 1 and 0.
fn truth(cell: Cell<'_>) -> Option<bool> {
    match cell {
        Cell::Integer(1) | Cell::Text("1" | "true") => Some(true),
        Cell::Integer(0) | Cell::Text("0" | "false") => Some(false),
        _ => None,
    }
}

impl Tests<'_> {
    /// Finds the fields in a table; whether it has all of them.
    pub(super) fn fit(&mut self, table: &Table) -> bool {
        self.tests.iter_mut().all(|test| match test {
            Test::Field(field) => Place::of(field.name, table).map(|(place, _)| field.place = place).is_some(),
            _ => true,
        })
    }

    pub(super) fn hold<'a>(&mut self, row: &impl Row<'a>) -> bool {
        (self.says_active || row.active())
            && self.tests.iter_mut().all(|test| match test {
                Test::Module(equality, modules) => equality.of(modules.has(row.module())),
                Test::Time(comparison, times) => at_time(*comparison, times, row.effective_time()),
                Test::Active(equality, value) => equality.of(value.has(row.active())),
                Test::Field(field) => field.against.fits(field.place.cell(row)),
            })
    }
}

impl<S: Substrate> Evaluator<'_, S> {
    pub(super) fn member_tests<'f>(
        &mut self,
        filters: &'f [Vec<MemberFilter>],
        tables: &[Table],
    ) -> Evaluated<Tests<'f>> {
        let tests = filters.iter().flatten().map(|filter| self.member_test(filter, tables));
        let tests = tests.collect::<Evaluated<Vec<_>>>()?;
        let says_active = tests.iter().any(|test| matches!(test, Test::Active(..)));
        Ok(Tests { tests, says_active })
    }

    fn member_test<'f>(&mut self, filter: &'f MemberFilter, tables: &[Table]) -> Evaluated<Test<'f>> {
        Ok(match filter {
            MemberFilter::Module(equality, modules) => Test::Module(*equality, self.choice(modules)?),
            MemberFilter::EffectiveTime(comparison, times) => Test::Time(*comparison, times),
            MemberFilter::Active(equality, value) => Test::Active(*equality, *value),
            MemberFilter::Field(name, value) => {
                let against = match value {
                    FieldValue::Concepts(equality, sub) => match sub.bare() {
                        Some(FocusConcept::Any) => Against::Any(*equality),
                        _ => Against::Concepts(*equality, self.concepts(sub, None)?),
                    },
                    FieldValue::Number(comparison, number) => Against::Number(*comparison, *number),
                    FieldValue::Text(equality, terms) => {
                        Against::Text(*equality, terms.iter().map(Pattern::of).collect())
                    }
                    FieldValue::Boolean(equality, value) => Against::Boolean(*equality, *value),
                    FieldValue::Time(comparison, times) => Against::Time(*comparison, times),
                };
                let kinds = kinds_of(name, tables)?;
                if let Some(kind) = kinds.into_iter().find(|kind| !against.suits(*kind)) {
                    return Err(EvaluationError::FieldKind { field: name.clone(), kind });
                }
                Test::Field(Field { name, place: Place::Referenced, against })
            }
        })
    }
}

/// What a field holds in each table that has it; an error where none has, of those that there are.
pub(super) fn kinds_of(name: &str, tables: &[Table]) -> Evaluated<Vec<ColumnKind>> {
    let kinds: Vec<ColumnKind> =
        tables.iter().filter_map(|table| Place::of(name, table)).map(|(_, kind)| kind).collect();
    if !kinds.is_empty() || tables.is_empty() {
        return Ok(kinds);
    }
    let mut known = vec![REFERENCED.to_owned()];
    for (column, _) in tables.iter().flat_map(|table| &table.columns) {
        if !known.contains(column) && known.len() < 20 {
            known.push(column.clone());
        }
    }
    Err(EvaluationError::UnknownField { field: name.to_owned(), known })
}
