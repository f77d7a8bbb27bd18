//! Barcodes.

use jiff::civil::Date;

use super::{Ampp, Dmd};
use crate::dmd::index::Link;
use crate::dmd::layout::Table;
use crate::dmd::row::Row;

/// A barcode (GTIN) of a pack, and when it was its.
#[derive(Debug, Clone, Copy)]
pub struct Barcode<'a> {
    dmd: &'a Dmd,
    row: Row<'a>,
}

impl<'a> Barcode<'a> {
    pub(super) fn new(dmd: &'a Dmd, row: Row<'a>) -> Self {
        Self { dmd, row }
    }

    /// Its digits as they are written, 13 or 14; none when the release has the dates alone.
    pub fn digits(self) -> Option<&'a str> {
        self.row.text(const { Table::Gtin.position("GTIN") }).filter(|digits| !digits.is_empty())
    }

    /// The identifier of its pack.
    pub fn ampp_id(self) -> u64 {
        self.row.number(0).unwrap_or(0)
    }

    /// Its pack; none when the release does not have it.
    pub fn ampp(self) -> Option<Ampp<'a>> {
        self.dmd.ampp(self.ampp_id())
    }

    /// The first day on which it is the pack's.
    pub fn from(self) -> Option<Date> {
        self.row.date(const { Table::Gtin.position("STARTDT") })
    }

    /// The last day on which it is the pack's; none when that is not known.
    pub fn to(self) -> Option<Date> {
        self.row.date(const { Table::Gtin.position("ENDDT") })
    }

    /// Whether it is the pack's on a day.
    pub fn is_valid_on(self, day: Date) -> bool {
        self.from().is_some_and(|from| from <= day) && self.to().is_none_or(|to| day <= to)
    }
}

impl Dmd {
    /// Every pack that has or had a barcode, by its digits: 8, 12, 13 or 14, zeros in front or not.
    /// A barcode can pass from pack to pack: each says when it was whose.
    pub fn by_barcode(&self, digits: &str) -> Vec<Barcode<'_>> {
        let plausible = (8..=14).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let Some(number) = digits.parse::<u64>().ok().filter(|_| plausible) else { return Vec::new() };
        self.linked(Link::AMPP_OF_BARCODE, number).map(|row| Barcode::new(self, row)).collect()
    }
}
