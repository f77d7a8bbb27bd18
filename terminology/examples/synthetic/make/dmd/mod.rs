//! Releases of dm+d as XML, and of its bonus files.

mod actual;
mod bonus;
mod lookups;
pub(crate) mod products;
pub(crate) mod release;
mod virtuals;
mod xml;
