//! The fictional Dorset: its truth, and the program that makes test data of it.
//!
//! [`Truth`] is read from one committed file; [`files`] turns it into everything else under
//! `testdata/`; [`draw`] draws the people who have no story.

mod adt;
mod care;
mod care_results;
mod conditions;
mod defect;
mod defects_character;
mod defects_framing;
mod defects_identity;
mod defects_order;
mod draw;
mod event;
mod face;
mod feed;
mod files;
mod gp;
mod gp_connect;
mod gp_draw;
mod hl7;
mod itk_report;
mod names;
mod pdf;
mod places;
mod random;
mod rbd_docs;
mod rbd_pas;
mod rbd_rad;
mod rd3_lab;
mod rd3_pas;
mod rdz;
mod segments;
mod tests_catalogue;
mod truth;

#[cfg(test)]
pub(crate) use draw::check_digit;
pub(crate) use draw::draw;
pub(crate) use files::files;
#[cfg(test)]
pub(crate) use places::is_dorset;
pub(crate) use truth::Truth;
