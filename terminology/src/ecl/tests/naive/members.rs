//! Members of reference sets and the values of their fields, row by row.

use std::collections::BTreeSet;

use snomed_ct_parsing::ecl::*;

use super::super::model::{Cell, Member, Refset};
use super::compare::{active, cell, number_compares, searched, shown, time};
use super::{Naive, Naively};

impl<'m> Naive<'m> {
    /// The rows that count of the reference sets in the focus.
    pub(super) fn rows<'s>(
        &'s self,
        sub: &'s SubExpressionConstraint,
    ) -> impl Iterator<Item = (u64, &'m Refset, &'m Member)> + use<'m, 's> {
        let refsets = self.model.refsets.iter().filter(|(id, _)| self.focus(&sub.focus, **id));
        let rows = refsets.flat_map(|(id, refset)| refset.rows.iter().map(move |row| (*id, refset, row)));
        rows.filter(|(_, refset, row)| self.counts(sub, refset, row))
    }

    pub(super) fn counts(&self, sub: &SubExpressionConstraint, refset: &Refset, row: &Member) -> bool {
        let filters: Vec<&MemberFilter> = sub.members.iter().flatten().collect();
        let says_active = filters.iter().any(|filter| matches!(filter, MemberFilter::Active(..)));
        (says_active || row.active) && filters.iter().all(|filter| self.member(filter, refset, row))
    }

    fn member(&self, filter: &MemberFilter, refset: &Refset, row: &Member) -> bool {
        match filter {
            MemberFilter::Module(equality, modules) => self.chooses(*equality, modules, row.module),
            MemberFilter::EffectiveTime(comparison, times) => time(*comparison, times, row.time),
            MemberFilter::Active(equality, value) => active(*equality, *value, row.active),
            MemberFilter::Field(field, value) => match (value, cell(refset, row, field)) {
                (_, None) => false,
                (FieldValue::Concepts(equality, sub), Some(Cell::Component(id))) => {
                    (*equality == Equality::Equal) == (self.model.concepts.contains_key(&id) && self.sub(sub, id))
                }
                (FieldValue::Number(comparison, number), Some(Cell::Integer(value))) => {
                    number_compares(*comparison, &value.to_string(), number)
                }
                (FieldValue::Text(equality, terms), Some(Cell::Text(text))) => {
                    (*equality == Equality::Equal) == terms.iter().any(|term| searched(term, &text))
                }
                (FieldValue::Boolean(equality, wanted), Some(Cell::Integer(value))) => {
                    (value == 0 || value == 1) && (*equality == Equality::Equal) == (*wanted == (value == 1))
                }
                (FieldValue::Time(comparison, times), Some(Cell::Text(text))) => {
                    text.is_empty() && time(*comparison, times, 0)
                        || text.parse().is_ok_and(|value: u32| time(*comparison, times, value))
                }
                (value, cell) => panic!("{field} has {cell:?}, which is compared with {value:?}"),
            },
        }
    }

    /// The values of fields, where they are selected and are not concepts alone.
    pub(super) fn values(&self, sub: &SubExpressionConstraint) -> Option<Naively> {
        let fields: Vec<String> = match sub.refset.as_ref()? {
            RefsetOperator::Fields(fields) => fields.clone(),
            RefsetOperator::AllFields => {
                let mut fields = vec!["referencedComponentId".to_owned()];
                let refsets = self
                    .model
                    .refsets
                    .iter()
                    .filter(|(id, refset)| !refset.rows.is_empty() && self.focus(&sub.focus, **id));
                for (column, _) in refsets.flat_map(|(_, refset)| &refset.columns) {
                    if !fields.iter().any(|field| field == column) {
                        fields.push((*column).to_owned());
                    }
                }
                fields
            }
            RefsetOperator::MemberOf | RefsetOperator::ContainingAny => return None,
        };
        let mut rows = BTreeSet::new();
        let mut concepts = BTreeSet::new();
        for (_, refset, row) in self.rows(sub) {
            let cells: Vec<Option<Cell>> = fields.iter().map(|field| cell(refset, row, field)).collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            match &cells[..] {
                [Some(Cell::Component(id))] if id / 10 % 10 == 0 => {
                    concepts.extend(Some(*id).filter(|id| self.model.concepts.contains_key(id)));
                }
                _ => _ = rows.insert(cells.iter().map(|cell| shown(cell.as_ref())).collect::<Vec<_>>()),
            }
        }
        if rows.is_empty() && fields.len() == 1 {
            return Some(Naively::Concepts(concepts));
        }
        rows.extend(concepts.iter().map(|id| vec![id.to_string()]));
        Some(Naively::Values(rows))
    }
}
