//! What an identifier can stand for.

use std::fmt;

use super::Table;

/// What an identifier of dm+d stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// A virtual therapeutic moiety: a substance or substances, without strength or form.
    Vtm,
    /// A virtual medicinal product: what is prescribed by its generic name.
    Vmp,
    /// An actual medicinal product: one supplier's.
    Amp,
    /// A virtual medicinal product pack.
    Vmpp,
    /// An actual medicinal product pack.
    Ampp,
    /// An ingredient substance.
    Ingredient,
    /// A supplier.
    Supplier,
    /// A form.
    Form,
    /// A route.
    Route,
    /// A unit of measure.
    UnitOfMeasure,
}

impl Level {
    /// Every level, in the order in which an identifier is looked for.
    pub const ALL: [Self; 10] = [
        Self::Vtm,
        Self::Vmp,
        Self::Amp,
        Self::Vmpp,
        Self::Ampp,
        Self::Ingredient,
        Self::Supplier,
        Self::Form,
        Self::Route,
        Self::UnitOfMeasure,
    ];

    /// The table of its rows.
    pub const fn table(self) -> Table {
        match self {
            Self::Vtm => Table::Vtm,
            Self::Vmp => Table::Vmp,
            Self::Amp => Table::Amp,
            Self::Vmpp => Table::Vmpp,
            Self::Ampp => Table::Ampp,
            Self::Ingredient => Table::Ingredient,
            Self::Supplier => Table::Supplier,
            Self::Form => Table::Form,
            Self::Route => Table::Route,
            Self::UnitOfMeasure => Table::UnitOfMeasure,
        }
    }

    /// The level whose rows stand in this table.
    pub fn of(table: Table) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.table() == table)
    }

    /// Its name as dm+d abbreviates it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vtm => "VTM",
            Self::Vmp => "VMP",
            Self::Amp => "AMP",
            Self::Vmpp => "VMPP",
            Self::Ampp => "AMPP",
            Self::Ingredient => "ingredient",
            Self::Supplier => "supplier",
            Self::Form => "form",
            Self::Route => "route",
            Self::UnitOfMeasure => "unit of measure",
        }
    }

    /// Whether it is a product, which can be prescribed: a VMP or an AMP.
    pub const fn is_product(self) -> bool {
        matches!(self, Self::Vmp | Self::Amp)
    }

    /// Whether it is a pack, which is supplied and not prescribed: a VMPP or an AMPP.
    pub const fn is_pack(self) -> bool {
        matches!(self, Self::Vmpp | Self::Ampp)
    }

    pub(in crate::dmd) const fn number(self) -> u64 {
        self as u64
    }

    pub(in crate::dmd) fn numbered(number: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
