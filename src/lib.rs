//! dcr: the library behind the tool for people who run a shared care record.
//!
//! A wire message comes in through [`feeds`], is read by [`interchange`] into a
//! [`record::Statement`], joined to a person by [`identity`], and kept by [`store`]. It comes out
//! only through the gate in [`store`], which asks [`access`] and [`consent`], writes an [`audit`]
//! event, and then hands over a [`store::Viewing`]. The browser and the commands show what a
//! `Viewing` may see. Each module says what it owns; who may use whom is tested.

pub mod access;
pub mod audit;
pub mod browser;
pub mod coding;
pub mod conformance;
pub mod consent;
pub mod feeds;
pub mod identity;
pub mod interchange;
pub mod output;
pub mod record;
pub mod service;
pub mod store;
pub mod transport;
pub mod validation;
