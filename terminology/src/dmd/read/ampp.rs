//! Actual medicinal product packs.

use std::ops::Deref;

use jiff::civil::Date;

use super::{Amp, Barcode, Coded, Entry, Vmpp};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::Row;

/// An actual medicinal product pack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ampp<'a>(pub(super) Entry<'a>);

impl<'a> Deref for Ampp<'a> {
    type Target = Entry<'a>;

    fn deref(&self) -> &Entry<'a> {
        &self.0
    }
}

/// The price of a pack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price<'a> {
    /// Where it comes from.
    pub basis: Option<Coded<'a>>,
    /// The price in pence.
    pub pence: Option<u64>,
    /// The day from which it holds.
    pub from: Option<Date>,
    /// The price before it, in pence.
    pub previous_pence: Option<u64>,
}

impl<'a> Ampp<'a> {
    /// Its product; none when the release does not have it.
    pub fn amp(self) -> Option<Amp<'a>> {
        self.0.named("APID", Level::Amp).map(Amp)
    }

    /// Its virtual pack; none when the release does not have it.
    pub fn vmpp(self) -> Option<Vmpp<'a>> {
        self.0.named("VPPID", Level::Vmpp).map(Vmpp)
    }

    /// Its legal category: general sale, pharmacy, prescription only.
    pub fn legal_category(self) -> Option<Coded<'a>> {
        self.0.coded("LEGAL_CATCD")
    }

    /// Whether it was discontinued or reinstated, and when.
    pub fn discontinued(self) -> Option<(Coded<'a>, Option<Date>)> {
        let since = self.0.row().date(const { Table::Ampp.position("DISCDT") });
        Some((self.0.coded("DISCCD")?, since))
    }

    /// Whether it is discontinued now: told to be, and not reinstated.
    pub fn is_discontinued(self) -> bool {
        self.discontinued().is_some_and(|(indicator, _)| indicator.code == 1)
    }

    /// The packs that one sold pack is made of, in words.
    pub fn sub_pack(self) -> Option<&'a str> {
        self.0.row().text(const { Table::Ampp.position("SUBP") })
    }

    /// Whether it is, or is part of, a combination.
    pub fn combination(self) -> Option<Coded<'a>> {
        self.0.coded("COMBPACKCD")
    }

    /// The packs in it, where it is a combination.
    pub fn contents(self) -> impl Iterator<Item = Self> {
        const CHILD: usize = Table::ActualContent.position("CHLDAPPID");
        self.0.said(Table::ActualContent).filter_map(move |row| self.0.dmd.ampp(row.number(CHILD)?))
    }

    /// The combinations that it is in.
    pub fn contained_in(self) -> impl Iterator<Item = Self> {
        self.0.linking(Link::AMPP_OF_CONTENT, Level::Ampp).into_iter().map(Ampp)
    }

    /// Its price.
    pub fn price(self) -> Option<Price<'a>> {
        let row = self.0.said(Table::PriceInfo).next()?;
        Some(Price {
            basis: self.0.dmd.coded(row, "PRICE_BASISCD"),
            pence: row.number(const { Table::PriceInfo.position("PRICE") }),
            from: row.date(const { Table::PriceInfo.position("PRICEDT") }),
            previous_pence: row.number(const { Table::PriceInfo.position("PRICE_PREV") }),
        })
    }

    /// Its barcodes of all times.
    pub fn barcodes(self) -> impl Iterator<Item = Barcode<'a>> {
        self.0.said(Table::Gtin).map(move |row| Barcode::new(self.0.dmd, row))
    }

    /// Where it may be prescribed: the row of flags, which name themselves.
    pub fn prescribing(self) -> Option<Row<'a>> {
        self.0.said(Table::PrescribingInfo).next()
    }

    /// How it is reimbursed.
    pub fn reimbursement(self) -> Option<Row<'a>> {
        self.0.said(Table::ReimbursementInfo).next()
    }

    /// Whether an appliance is in the Drug Tariff.
    pub fn appliance_reimbursement(self) -> Option<Coded<'a>> {
        self.0.dmd.coded(self.0.said(Table::AppliancePackInfo).next()?, "REIMB_STATCD")
    }
}
