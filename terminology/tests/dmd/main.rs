//! The NHS dictionary of medicines and devices: the fictional releases in `testdata`, broken ones made
//! of them, and the real ones where `DCR_CORPUS` points.

#[cfg(test)]
mod archives;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod history;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod read_back;
#[cfg(test)]
mod support;
