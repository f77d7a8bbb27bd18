//! Actual medicinal products.

use std::ops::Deref;

use super::{Ampp, Coded, Entry, Ingredient, Vmp};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::Decimal;

/// An actual medicinal product: one supplier's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amp<'a>(pub(super) Entry<'a>);

impl<'a> Deref for Amp<'a> {
    type Target = Entry<'a>;

    fn deref(&self) -> &Entry<'a> {
        &self.0
    }
}

impl<'a> Amp<'a> {
    /// Its virtual product; none when the release does not have it.
    pub fn vmp(self) -> Option<Vmp<'a>> {
        self.0.named("VPID", Level::Vmp).map(Vmp)
    }

    /// Its packs.
    pub fn ampps(self) -> impl Iterator<Item = Ampp<'a>> {
        self.0.linking(Link::AMPP_OF_AMP, Level::Ampp).into_iter().map(Ampp)
    }

    /// Its supplier.
    pub fn supplier(self) -> Option<Coded<'a>> {
        self.0.coded("SUPPCD")
    }

    /// Who licensed it.
    pub fn licensing_authority(self) -> Option<Coded<'a>> {
        self.0.coded("LIC_AUTHCD")
    }

    /// Restrictions on its availability.
    pub fn availability(self) -> Option<Coded<'a>> {
        self.0.coded("AVAIL_RESTRICTCD")
    }

    /// Whether it is, or is part of, a combination.
    pub fn combination(self) -> Option<Coded<'a>> {
        self.0.coded("COMBPRODCD")
    }

    /// Its flavour.
    pub fn flavour(self) -> Option<Coded<'a>> {
        self.0.coded("FLAVOURCD")
    }

    /// Its routes, as they are licensed.
    pub fn licensed_routes(self) -> impl Iterator<Item = Coded<'a>> {
        self.0.said(Table::LicensedRoute).filter_map(move |row| self.0.dmd.coded(row, "ROUTECD"))
    }

    /// Its excipients that are told of, and how much of each, where that is told.
    pub fn excipients(self) -> impl Iterator<Item = (Ingredient<'a>, Option<(Decimal<'a>, Option<Coded<'a>>)>)> {
        const ISID: usize = Table::ActualProductIngredient.position("ISID");
        const STRENGTH: usize = Table::ActualProductIngredient.position("STRNTH");
        self.0.said(Table::ActualProductIngredient).filter_map(move |row| {
            let strength = row.decimal(STRENGTH).map(|strength| (strength, self.0.dmd.coded(row, "UOMCD")));
            Some((self.0.dmd.ingredient(row.number(ISID)?)?, strength))
        })
    }

    /// The colour of an appliance.
    pub fn colour(self) -> Option<Coded<'a>> {
        self.0.dmd.coded(self.0.said(Table::ApplianceProductInfo).next()?, "COLOURCD")
    }

    /// Whether it is under additional monitoring by the European Medicines Agency.
    pub fn is_monitored(self) -> bool {
        self.0.row().flag(const { Table::Amp.position("EMA") })
    }

    /// Whether it is a parallel import.
    pub fn is_parallel_import(self) -> bool {
        self.0.row().flag(const { Table::Amp.position("PARALLEL_IMPORT") })
    }
}
