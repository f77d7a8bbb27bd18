//! Virtual therapeutic moieties.

use std::ops::Deref;

use super::{Entry, Ingredient, Vmp};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};

/// A virtual therapeutic moiety: a substance or substances, without strength or form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vtm<'a>(pub(super) Entry<'a>);

impl<'a> Deref for Vtm<'a> {
    type Target = Entry<'a>;

    fn deref(&self) -> &Entry<'a> {
        &self.0
    }
}

impl<'a> Vtm<'a> {
    /// Its virtual products.
    pub fn vmps(self) -> impl Iterator<Item = Vmp<'a>> {
        self.0.linking(Link::VMP_OF_VTM, Level::Vmp).into_iter().map(Vmp)
    }

    /// Its ingredients, where the release has the bonus file that tells.
    pub fn ingredients(self) -> impl Iterator<Item = Ingredient<'a>> {
        const ISID: usize = Table::VtmIngredient.position("ISID");
        self.0.said(Table::VtmIngredient).filter_map(move |row| self.0.dmd.ingredient(row.number(ISID)?))
    }
}
