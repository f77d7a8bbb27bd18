//! Ingredient substances.

use std::ops::Deref;

use super::{Amp, Entry, Vmp, Vtm};
use crate::dmd::index::Link;
use crate::dmd::layout::Level;

/// An ingredient substance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ingredient<'a>(pub(super) Entry<'a>);

impl<'a> Deref for Ingredient<'a> {
    type Target = Entry<'a>;

    fn deref(&self) -> &Entry<'a> {
        &self.0
    }
}

impl<'a> Ingredient<'a> {
    /// The virtual products that it is an ingredient of.
    pub fn vmps(self) -> impl Iterator<Item = Vmp<'a>> {
        self.0.linking(Link::VMP_OF_INGREDIENT, Level::Vmp).into_iter().map(Vmp)
    }

    /// The virtual products whose strength is told as a strength of it.
    pub fn vmps_based_on(self) -> impl Iterator<Item = Vmp<'a>> {
        self.0.linking(Link::VMP_OF_BASIS, Level::Vmp).into_iter().map(Vmp)
    }

    /// The actual products that it is an excipient of, as far as that is told.
    pub fn amps(self) -> impl Iterator<Item = Amp<'a>> {
        self.0.linking(Link::AMP_OF_EXCIPIENT, Level::Amp).into_iter().map(Amp)
    }

    /// The therapeutic moieties that it is an ingredient of, where the release has the bonus file
    /// that tells.
    pub fn vtms(self) -> impl Iterator<Item = Vtm<'a>> {
        self.0.linking(Link::VTM_OF_INGREDIENT, Level::Vtm).into_iter().map(Vtm)
    }
}
