//! `dcr doctor`: gathers what is there, then judges it, then shows both. It holds no patient data,
//! so its output can be sent to whoever helps.

mod gather;
mod judge;
mod run;
mod show;

pub(crate) use run::{DoctorArgs, run};
