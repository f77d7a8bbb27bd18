//! Products by their BNF and ATC codes, and daily doses.

use super::{Coded, Dmd, Entry};
use crate::dmd::index;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::{Decimal, NOT_APPLICABLE, Row};

impl Dmd {
    /// The products whose BNF code begins like this, in the order of the codes, each with its code.
    /// None where the release has no bonus file.
    pub fn by_bnf(&self, beginning: &str) -> Vec<(&str, Entry<'_>)> {
        self.by_code(index::BNF, "BNF", beginning)
    }

    /// The products whose ATC code begins like this, in the order of the codes, each with its code.
    pub fn by_atc(&self, beginning: &str) -> Vec<(&str, Entry<'_>)> {
        self.by_code(index::ATC, "ATC", beginning)
    }

    fn by_code(&self, section: &str, element: &str, beginning: &str) -> Vec<(&str, Entry<'_>)> {
        let coded: &[u32] = self.index.numbers(section);
        let code = |row: u32| -> Option<(&str, Row<'_>)> {
            let table = self.index.table(row as usize)?;
            let row = self.index.row(table, row as usize);
            Some((row.text(table.position(element))?, row))
        };
        let first = coded.partition_point(|row| code(*row).is_some_and(|(code, _)| code < beginning));
        let found =
            coded[first..].iter().map_while(|row| code(*row)).take_while(|(code, _)| code.starts_with(beginning));
        let entry = |(code, row): (_, Row<'_>)| {
            let level = if row.table() == Table::BnfAmp { Level::Amp } else { Level::Vmp };
            Some((code, self.entry_at(level, row.number(0)?)?))
        };
        found.filter_map(entry).collect()
    }
}

impl<'a> Entry<'a> {
    /// Its BNF codes. A pack or an actual product without one of its own has that of its virtual
    /// product.
    pub fn bnf(self) -> Vec<&'a str> {
        self.classified("BNF")
    }

    /// Its ATC codes, by the same rule.
    pub fn atc(self) -> Vec<&'a str> {
        self.classified("ATC")
    }

    /// Its defined daily dose and the unit, where it is a virtual product that has one.
    pub fn daily_dose(self) -> Option<(Decimal<'a>, Option<Coded<'a>>)> {
        const DDD: usize = Table::BnfVmp.position("DDD");
        let row = self.said(Table::BnfVmp).find(|row| self.level() == Level::Vmp && row.decimal(DDD).is_some())?;
        Some((row.decimal(DDD)?, self.dmd.coded(row, "DDD_UOMCD")))
    }

    fn classified(self, element: &str) -> Vec<&'a str> {
        let table = match self.level() {
            Level::Vmp => Table::BnfVmp,
            Level::Amp => Table::BnfAmp,
            Level::Vmpp | Level::Ampp => return self.classified_above(element),
            _ => return Vec::new(),
        };
        let position = table.position(element);
        let codes = self.said(table).filter_map(|row| row.text(position));
        let codes: Vec<&str> = codes.filter(|code| !code.trim().is_empty() && *code != NOT_APPLICABLE).collect();
        if codes.is_empty() { self.classified_above(element) } else { codes }
    }

    fn classified_above(self, element: &str) -> Vec<&'a str> {
        // An actual pack asks its product before its virtual pack.
        let above = self.parents().into_iter().rev().map(|parent| parent.classified(element));
        above.into_iter().find(|codes| !codes.is_empty()).unwrap_or_default()
    }
}
