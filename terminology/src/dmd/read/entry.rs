//! What an identifier stands for.

use super::{Amp, Ampp, Coded, Dmd, Ingredient, Vmp, Vmpp, Vtm};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::Row;

/// What an identifier stands for in a release.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub(super) dmd: &'a Dmd,
    level: Level,
    row: Row<'a>,
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.level == other.level && self.id() == other.id()
    }
}

impl<'a> Entry<'a> {
    pub(super) fn new(dmd: &'a Dmd, level: Level, row: Row<'a>) -> Self {
        Self { dmd, level, row }
    }

    /// Its level.
    pub fn level(self) -> Level {
        self.level
    }

    /// Its identifier.
    pub fn id(self) -> u64 {
        self.row.number(0).unwrap_or(0)
    }

    /// Its row: every element of it.
    pub fn row(self) -> Row<'a> {
        self.row
    }

    /// Its name. An AMP's is without its supplier, who is in [`Entry::description`].
    pub fn name(self) -> &'a str {
        self.first(&["NM", "DESC"]).unwrap_or_default()
    }

    /// The words that name it alone: of an AMP, its name and supplier; of others, the name.
    pub fn description(self) -> &'a str {
        self.first(&["DESC", "NM"]).unwrap_or_default()
    }

    /// Its abbreviated name.
    pub fn abbreviation(self) -> Option<&'a str> {
        self.first(&["ABBREVNM"])
    }

    /// The name that it had before.
    pub fn previous_name(self) -> Option<&'a str> {
        self.first(&["NMPREV", "NM_PREV"])
    }

    /// Whether it is marked as invalid: kept for old records, and not to be used.
    pub fn is_invalid(self) -> bool {
        self.row.flag(self.row.table().position("INVALID"))
    }

    /// The identifier that its own row says it had before.
    pub fn previous_id(self) -> Option<u64> {
        let table = self.row.table();
        let names = ["VPIDPREV", "VTMIDPREV", "ISIDPREV", "CDPREV"];
        names.iter().find_map(|name| self.row.number(table.position(name)))
    }

    /// Every identifier that it had before, as far as this release and those before it tell.
    pub fn previous_ids(self) -> Vec<u64> {
        self.dmd.previous_ids(self.level, self.id())
    }

    /// The level above: the VTM of a VMP, the VMP of an AMP or a VMPP, the VMPP and the AMP of an
    /// AMPP. What it names and is not in the release is left out (see its row).
    pub fn parents(self) -> Vec<Self> {
        let named: &[(&str, Level)] = match self.level {
            Level::Vmp => &[("VTMID", Level::Vtm)],
            Level::Amp | Level::Vmpp => &[("VPID", Level::Vmp)],
            Level::Ampp => &[("VPPID", Level::Vmpp), ("APID", Level::Amp)],
            _ => &[],
        };
        named.iter().filter_map(|(name, level)| self.named(name, *level)).collect()
    }

    /// The level below: the VMPs of a VTM, the AMPs and the VMPPs of a VMP, the AMPPs of an AMP or a
    /// VMPP.
    pub fn children(self) -> Vec<Self> {
        let links: &[(Link, Level)] = match self.level {
            Level::Vtm => &[(Link::VMP_OF_VTM, Level::Vmp)],
            Level::Vmp => &[(Link::AMP_OF_VMP, Level::Amp), (Link::VMPP_OF_VMP, Level::Vmpp)],
            Level::Amp => &[(Link::AMPP_OF_AMP, Level::Ampp)],
            Level::Vmpp => &[(Link::AMPP_OF_VMPP, Level::Ampp)],
            _ => &[],
        };
        links.iter().flat_map(|(link, level)| self.linking(*link, *level)).collect()
    }

    /// As a therapeutic moiety.
    pub fn as_vtm(self) -> Option<Vtm<'a>> {
        (self.level == Level::Vtm).then_some(Vtm(self))
    }

    /// As a virtual product.
    pub fn as_vmp(self) -> Option<Vmp<'a>> {
        (self.level == Level::Vmp).then_some(Vmp(self))
    }

    /// As an actual product.
    pub fn as_amp(self) -> Option<Amp<'a>> {
        (self.level == Level::Amp).then_some(Amp(self))
    }

    /// As a virtual pack.
    pub fn as_vmpp(self) -> Option<Vmpp<'a>> {
        (self.level == Level::Vmpp).then_some(Vmpp(self))
    }

    /// As an actual pack.
    pub fn as_ampp(self) -> Option<Ampp<'a>> {
        (self.level == Level::Ampp).then_some(Ampp(self))
    }

    /// As an ingredient.
    pub fn as_ingredient(self) -> Option<Ingredient<'a>> {
        (self.level == Level::Ingredient).then_some(Ingredient(self))
    }

    fn first(self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.row.text(self.row.table().position(name)))
    }

    /// The entry at a level that an element names.
    pub(super) fn named(self, element: &str, level: Level) -> Option<Self> {
        self.dmd.entry_at(level, self.row.number(self.row.table().position(element))?)
    }

    /// The entries at a level that name this one.
    pub(super) fn linking(self, link: Link, level: Level) -> Vec<Self> {
        self.dmd.entries_linked(link, level, self.id())
    }

    /// A code of its row, with its words.
    pub(super) fn coded(self, element: &str) -> Option<Coded<'a>> {
        self.dmd.coded(self.row, element)
    }

    /// The rows of a table that are said of it.
    pub(super) fn said(self, table: Table) -> impl Iterator<Item = Row<'a>> {
        self.dmd.rows_of(table, self.id())
    }
}
