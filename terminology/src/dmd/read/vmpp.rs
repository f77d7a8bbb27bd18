//! Virtual medicinal product packs.

use std::ops::Deref;

use jiff::civil::Date;

use super::{Ampp, Coded, Entry, Vmp};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::Decimal;

/// A virtual medicinal product pack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vmpp<'a>(pub(super) Entry<'a>);

impl<'a> Deref for Vmpp<'a> {
    type Target = Entry<'a>;

    fn deref(&self) -> &Entry<'a> {
        &self.0
    }
}

/// What the Drug Tariff pays for a pack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TariffPrice<'a> {
    /// The payment category.
    pub category: Option<Coded<'a>>,
    /// The price in pence.
    pub pence: Option<u64>,
    /// The day from which it holds.
    pub from: Option<Date>,
    /// The price before it, in pence.
    pub previous_pence: Option<u64>,
}

impl<'a> Vmpp<'a> {
    /// Its product; none when the release does not have it.
    pub fn vmp(self) -> Option<Vmp<'a>> {
        self.0.named("VPID", Level::Vmp).map(Vmp)
    }

    /// Its actual packs.
    pub fn ampps(self) -> impl Iterator<Item = Ampp<'a>> {
        self.0.linking(Link::AMPP_OF_VMPP, Level::Ampp).into_iter().map(Ampp)
    }

    /// How much is in it, and the unit.
    pub fn quantity(self) -> Option<(Decimal<'a>, Option<Coded<'a>>)> {
        let quantity = self.0.row().decimal(const { Table::Vmpp.position("QTYVAL") })?;
        Some((quantity, self.0.coded("QTY_UOMCD")))
    }

    /// Whether it is, or is part of, a combination.
    pub fn combination(self) -> Option<Coded<'a>> {
        self.0.coded("COMBPACKCD")
    }

    /// The packs in it, where it is a combination.
    pub fn contents(self) -> impl Iterator<Item = Self> {
        const CHILD: usize = Table::VirtualContent.position("CHLDVPPID");
        self.0.said(Table::VirtualContent).filter_map(move |row| self.0.dmd.vmpp(row.number(CHILD)?))
    }

    /// The combinations that it is in.
    pub fn contained_in(self) -> impl Iterator<Item = Self> {
        self.0.linking(Link::VMPP_OF_CONTENT, Level::Vmpp).into_iter().map(Vmpp)
    }

    /// What the Drug Tariff pays for it.
    pub fn tariff_price(self) -> Option<TariffPrice<'a>> {
        let row = self.0.said(Table::DrugTariffInfo).next()?;
        Some(TariffPrice {
            category: self.0.dmd.coded(row, "PAY_CATCD"),
            pence: row.number(const { Table::DrugTariffInfo.position("PRICE") }),
            from: row.date(const { Table::DrugTariffInfo.position("DT") }),
            previous_pence: row.number(const { Table::DrugTariffInfo.position("PREVPRICE") }),
        })
    }
}
