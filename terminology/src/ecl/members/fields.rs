//! The values of fields of members.

use std::collections::BTreeSet;

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{Decimal, FocusConcept, MemberFilter};

use super::REFERENCED;
use super::test::{Place, kinds_of};
use crate::ecl::evaluator::{Evaluated, Evaluator, Found};
use crate::ecl::{Cell, Component, EvaluationError, Substrate, Table, Value, Values};

impl<S: Substrate> Evaluator<'_, S> {
    /// What these fields hold, or all that are not metadata. Of one field that holds concepts alone,
    /// those concepts.
    pub(in crate::ecl) fn fields(
        &mut self,
        focus: &RoaringBitmap,
        written: &FocusConcept,
        fields: Option<&[String]>,
        filters: &[Vec<MemberFilter>],
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<Found> {
        let refsets = self.refsets_among(focus, written);
        let tables = self.tables(&refsets);
        let columns = fields.map_or_else(|| all_fields(&tables), <[String]>::to_vec);
        for column in &columns {
            kinds_of(column, &tables)?;
        }
        let mut tests = self.member_tests(filters, &tables)?;
        let (mut concepts, mut rows) = (RoaringBitmap::new(), BTreeSet::new());
        for table in &tables {
            let places: Vec<Option<Place>> =
                columns.iter().map(|column| Place::of(column, table).map(|(place, _)| place)).collect();
            // Of one field only the reference sets that have it are asked.
            if places.iter().all(Option::is_none) {
                continue;
            }
            self.each_member(table, &mut tests, |this, row| {
                let cells: Vec<Cell<'_>> =
                    places.iter().map(|place| place.map_or(Cell::Nothing, |place| place.cell(&row))).collect();
                if let [Cell::Component(Component::Concept(concept))] = cells[..] {
                    concepts.insert(concept);
                    return Ok(());
                }
                rows.insert(cells.into_iter().map(|cell| this.value(cell)).collect::<Vec<Value>>());
                if rows.len() > this.bounds.rows { Err(EvaluationError::Rows(this.bounds.rows)) } else { Ok(()) }
            })?;
        }
        concepts &= self.substrate.all().as_ref();
        if rows.is_empty() && columns.len() == 1 {
            if let Some(within) = within {
                concepts &= within;
            }
            return Ok(Found::Concepts(concepts));
        }
        rows.extend(concepts.iter().map(|concept| vec![Value::Component(self.substrate.id(concept))]));
        Ok(Found::Values(Values { columns, rows: rows.into_iter().collect() }))
    }

    fn value(&self, cell: Cell<'_>) -> Value {
        match cell {
            Cell::Nothing => Value::Nothing,
            Cell::Component(Component::Concept(concept)) => Value::Component(self.substrate.id(concept)),
            Cell::Component(Component::Other(id)) => Value::Component(id),
            Cell::Integer(number) => Value::Number(Decimal::from(number)),
            Cell::Text(text) => Value::Text(text.to_owned()),
        }
    }
}

/// Every field that is not metadata, in the order of the files.
fn all_fields(tables: &[Table]) -> Vec<String> {
    let mut fields = vec![REFERENCED.to_owned()];
    for (column, _) in tables.iter().flat_map(|table| &table.columns) {
        if !fields.iter().any(|field| field.eq_ignore_ascii_case(column)) {
            fields.push(column.clone());
        }
    }
    fields
}
