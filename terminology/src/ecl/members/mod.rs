//! Reference sets: who is a member, what the fields of members hold, and which members count.
//!
//! Only active members are looked at unless a filter says which. A member counts when every filter
//! holds of it. By section 6.1 a field that no reference set has which is asked is an error, and so
//! is asking a reference set for its members that refers to no concepts. Names of fields are those of
//! the release file, in whatever case.

mod fields;
mod test;

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{FocusConcept, MemberFilter};

use super::evaluator::{Evaluated, Evaluator};
use super::{Component, EvaluationError, Note, Row, Substrate, Table};
use test::Tests;

/// The field that every reference set has.
const REFERENCED: &str = "referencedComponentId";
/// How many reference sets are asked whether they refer to concepts, where nothing was found.
const ASKED: usize = 16;

impl<'a, S: Substrate> Evaluator<'a, S> {
    /// The concepts that members of these reference sets refer to.
    pub(super) fn member_of(
        &mut self,
        focus: &RoaringBitmap,
        written: &FocusConcept,
        filters: &[Vec<MemberFilter>],
    ) -> Evaluated<RoaringBitmap> {
        let refsets = self.refsets_among(focus, written);
        let mut found = RoaringBitmap::new();
        if filters.is_empty() {
            for refset in &refsets {
                self.step(16)?;
                found |= self.substrate.members(refset);
            }
        } else {
            let tables = self.tables(&refsets);
            let mut tests = self.member_tests(filters, &tables)?;
            for table in &tables {
                self.each_member(table, &mut tests, |_, row| {
                    if let Component::Concept(concept) = row.component() {
                        found.insert(concept);
                    }
                    Ok(())
                })?;
            }
        }
        found &= self.substrate.all().as_ref();
        if found.is_empty() {
            self.of_concepts(&refsets)?;
        }
        Ok(found)
    }

    /// The reference sets with a member that refers to any of these.
    pub(super) fn containing(
        &mut self,
        any: &RoaringBitmap,
        filters: &[Vec<MemberFilter>],
    ) -> Evaluated<RoaringBitmap> {
        if filters.is_empty() {
            return Ok(self.substrate.containing(any) & self.substrate.all().as_ref());
        }
        let refsets = self.substrate.refsets().into_owned();
        let tables = self.tables(&refsets);
        let mut tests = self.member_tests(filters, &tables)?;
        let mut found = RoaringBitmap::new();
        for table in &tables {
            let mut contains = false;
            self.each_member(table, &mut tests, |_, row| {
                contains |= matches!(row.component(), Component::Concept(concept) if any.contains(concept));
                Ok(())
            })?;
            if contains {
                found.extend(self.substrate.ordinal(table.refset));
            }
        }
        Ok(found & self.substrate.all().as_ref())
    }

    /// Those that are reference sets with rows. One that is named and is none is worth a note.
    fn refsets_among(&mut self, focus: &RoaringBitmap, written: &FocusConcept) -> RoaringBitmap {
        let refsets = focus & self.substrate.refsets().as_ref();
        if let FocusConcept::Concept(reference) = written
            && refsets.is_empty()
            && !focus.is_empty()
        {
            self.note(Note::NoRefset(reference.id));
        }
        refsets
    }

    fn tables(&self, refsets: &RoaringBitmap) -> Vec<Table> {
        refsets.iter().flat_map(|refset| self.substrate.tables(refset)).collect()
    }

    /// An error where all of these refer to something other than concepts.
    fn of_concepts(&self, refsets: &RoaringBitmap) -> Evaluated<()> {
        let mut tables = refsets.iter().take(ASKED).flat_map(|refset| self.substrate.tables(refset)).peekable();
        let Some(first) = tables.peek().map(|table| table.refset) else { return Ok(()) };
        if tables.any(|table| table.of_concepts) { Ok(()) } else { Err(EvaluationError::NotOfConcepts(first)) }
    }

    /// Does something with each row of a table that passes the tests.
    fn each_member(
        &mut self,
        table: &Table,
        tests: &mut Tests<'_>,
        mut each: impl FnMut(&mut Self, S::Row<'a>) -> Evaluated<()>,
    ) -> Evaluated<()> {
        if !tests.fit(table) {
            return Ok(());
        }
        let substrate = self.substrate;
        for row in substrate.rows(table) {
            self.step(1)?;
            if tests.hold(&row) {
                each(self, row)?;
            }
        }
        Ok(())
    }
}
