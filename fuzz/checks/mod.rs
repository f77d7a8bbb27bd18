//! What must hold for any input: it is read or refused, and never anything else. The targets of
//! cargo-fuzz call these functions, and so does the example `hammer` of `dcr-terminology`.
//!
//! Each says whether the input was read.

mod dmd;
mod ecl;
mod rf2;

pub(crate) use dmd::dmd;
pub(crate) use ecl::ecl;
pub(crate) use rf2::rf2;
