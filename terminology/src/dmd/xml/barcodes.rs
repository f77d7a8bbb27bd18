//! The one file whose rows have elements within elements: barcodes (schema `gtin_v2_0`).

use super::parse::Parse;
use super::tracked::Place;
use crate::dmd::layout::Table;
use crate::load::LoadError;

impl Parse<'_> {
    /// The barcodes of one pack: each has an element of its own within the row.
    pub(super) fn barcodes(&mut self, at: usize, place: Place) -> Result<(), LoadError> {
        const GTIN: usize = Table::Gtin.position("GTIN");
        const ENDDT: usize = Table::Gtin.position("ENDDT");
        let mut any = true;
        while self.child()? {
            if self.xml.name == "AMPPID" && any {
                // The schema lets one row go on with another pack.
                self.draft.forget(0);
                any = false;
                self.take(&Table::Gtin.fields()[0], 0)?;
                continue;
            }
            if self.xml.name != "GTINDATA" {
                return Err(self.unknown(if any { "AMPPID, GTINDATA" } else { "GTINDATA" }));
            }
            if !self.draft.has(0) {
                return Err(self.xml.error("AMPPID before its GTINDATA", "GTINDATA"));
            }
            any = true;
            let mut begin = self.xml.place;
            while self.child()? {
                // The schema lets one element hold several barcodes, one after the other.
                if self.xml.name == "GTIN" && self.draft.has(GTIN) {
                    self.finish(at, Table::Gtin, "GTINDATA", begin)?;
                    (GTIN..=ENDDT).for_each(|position| self.draft.forget(position));
                    begin = self.xml.place;
                }
                if self.xml.name == "AMPPID" {
                    return Err(self.unknown("GTIN, STARTDT, ENDDT"));
                }
                self.element(Table::Gtin, GTIN)?;
            }
            self.finish(at, Table::Gtin, "GTINDATA", begin)?;
            (GTIN..=ENDDT).for_each(|position| self.draft.forget(position));
        }
        if any && self.draft.has(0) {
            return Ok(());
        }
        Err(self.xml.lacks(place, "AMPPID and GTINDATA in AMPP", "none"))
    }
}
