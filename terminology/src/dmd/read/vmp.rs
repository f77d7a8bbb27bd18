//! Virtual medicinal products.

use std::ops::Deref;

use jiff::civil::Date;

use super::{Amp, Coded, Dmd, Entry, Ingredient, Vmpp, Vtm};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::{Decimal, Row};

/// A virtual medicinal product: what is prescribed by its generic name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vmp<'a>(pub(super) Entry<'a>);

impl<'a> Deref for Vmp<'a> {
    type Target = Entry<'a>;

    fn deref(&self) -> &Entry<'a> {
        &self.0
    }
}

impl<'a> Vmp<'a> {
    /// Its therapeutic moiety. Some have none.
    pub fn vtm(self) -> Option<Vtm<'a>> {
        self.0.named("VTMID", Level::Vtm).map(Vtm)
    }

    /// Its actual products.
    pub fn amps(self) -> impl Iterator<Item = Amp<'a>> {
        self.0.linking(Link::AMP_OF_VMP, Level::Amp).into_iter().map(Amp)
    }

    /// Its packs.
    pub fn vmpps(self) -> impl Iterator<Item = Vmpp<'a>> {
        self.0.linking(Link::VMPP_OF_VMP, Level::Vmpp).into_iter().map(Vmpp)
    }

    /// Its ingredients and their strengths.
    pub fn strengths(self) -> impl Iterator<Item = Strength<'a>> {
        self.0.said(Table::VirtualProductIngredient).map(move |row| Strength { dmd: self.0.dmd, row })
    }

    /// Its forms.
    pub fn forms(self) -> impl Iterator<Item = Coded<'a>> {
        self.0.said(Table::DrugForm).filter_map(move |row| self.0.dmd.coded(row, "FORMCD"))
    }

    /// Its routes.
    pub fn routes(self) -> impl Iterator<Item = Coded<'a>> {
        self.0.said(Table::DrugRoute).filter_map(move |row| self.0.dmd.coded(row, "ROUTECD"))
    }

    /// Its forms with routes, in one: `tablet.oral`.
    pub fn forms_with_routes(self) -> impl Iterator<Item = Coded<'a>> {
        self.0.said(Table::OntologyFormRoute).filter_map(move |row| self.0.dmd.coded(row, "FORMCD"))
    }

    /// Its controlled drug category.
    pub fn controlled_drug_category(self) -> Option<Coded<'a>> {
        self.0.dmd.coded(self.0.said(Table::ControlInfo).next()?, "CATCD")
    }

    /// Whether it can be prescribed: its prescribing status.
    pub fn prescribing_status(self) -> Option<Coded<'a>> {
        self.0.coded("PRES_STATCD")
    }

    /// Whether there are actual products, and since when.
    pub fn non_availability(self) -> Option<(Coded<'a>, Option<Date>)> {
        let since = self.0.row().date(const { Table::Vmp.position("NON_AVAILDT") });
        Some((self.0.coded("NON_AVAILCD")?, since))
    }

    /// Whether it is, or is part of, a combination.
    pub fn combination(self) -> Option<Coded<'a>> {
        self.0.coded("COMBPRODCD")
    }

    /// Where its name comes from.
    pub fn basis_of_name(self) -> Option<Coded<'a>> {
        self.0.coded("BASISCD")
    }

    /// Whether a dose comes in pieces.
    pub fn dose_form(self) -> Option<Coded<'a>> {
        self.0.coded("DF_INDCD")
    }

    /// The size of one piece, where a dose comes in pieces, and its unit.
    pub fn unit_dose_size(self) -> Option<(Decimal<'a>, Option<Coded<'a>>)> {
        let size = self.0.row().decimal(const { Table::Vmp.position("UDFS") })?;
        Some((size, self.0.coded("UDFS_UOMCD")))
    }

    /// What one piece is: a tablet, a vial.
    pub fn unit_dose(self) -> Option<Coded<'a>> {
        self.0.coded("UNIT_DOSE_UOMCD")
    }

    /// Whether it is free of sugar.
    pub fn is_sugar_free(self) -> bool {
        self.0.row().flag(const { Table::Vmp.position("SUG_F") })
    }

    /// Whether it is free of gluten.
    pub fn is_gluten_free(self) -> bool {
        self.0.row().flag(const { Table::Vmp.position("GLU_F") })
    }

    /// Whether it is free of preservatives.
    pub fn is_preservative_free(self) -> bool {
        self.0.row().flag(const { Table::Vmp.position("PRES_F") })
    }

    /// Whether it is free of chlorofluorocarbons.
    pub fn is_cfc_free(self) -> bool {
        self.0.row().flag(const { Table::Vmp.position("CFC_F") })
    }
}

/// An ingredient of a virtual product, and how much of it there is.
#[derive(Debug, Clone, Copy)]
pub struct Strength<'a> {
    dmd: &'a Dmd,
    row: Row<'a>,
}

impl<'a> Strength<'a> {
    /// The identifier of the ingredient.
    pub fn ingredient_id(self) -> u64 {
        self.row.number(const { Table::VirtualProductIngredient.position("ISID") }).unwrap_or(0)
    }

    /// The ingredient; none when the release does not have it.
    pub fn ingredient(self) -> Option<Ingredient<'a>> {
        self.dmd.ingredient(self.ingredient_id())
    }

    /// Whether the strength is that of the ingredient or of its base.
    pub fn basis(self) -> Option<Coded<'a>> {
        self.dmd.coded(self.row, "BASIS_STRNTCD")
    }

    /// The substance that the strength is a strength of, where it is the base.
    pub fn basis_substance(self) -> Option<Ingredient<'a>> {
        self.dmd.ingredient(self.row.number(const { Table::VirtualProductIngredient.position("BS_SUBID") })?)
    }

    /// How much: the value and its unit.
    pub fn numerator(self) -> Option<(Decimal<'a>, Option<Coded<'a>>)> {
        let value = self.row.decimal(const { Table::VirtualProductIngredient.position("STRNT_NMRTR_VAL") })?;
        Some((value, self.dmd.coded(self.row, "STRNT_NMRTR_UOMCD")))
    }

    /// In how much: the value and its unit.
    pub fn denominator(self) -> Option<(Decimal<'a>, Option<Coded<'a>>)> {
        let value = self.row.decimal(const { Table::VirtualProductIngredient.position("STRNT_DNMTR_VAL") })?;
        Some((value, self.dmd.coded(self.row, "STRNT_DNMTR_UOMCD")))
    }

    /// Its row: every element of it.
    pub fn row(self) -> Row<'a> {
        self.row
    }
}
