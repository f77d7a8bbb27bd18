//! Code systems by name, on the command line.

use clap::ValueEnum;
use dcr_terminology::lookup::System;

/// A code system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SystemArg {
    /// SNOMED CT
    SnomedCt,
    /// dm+d
    Dmd,
    /// Read version 2
    ReadV2,
    /// Clinical Terms Version 3
    Ctv3,
}

impl From<SystemArg> for System {
    fn from(system: SystemArg) -> Self {
        match system {
            SystemArg::SnomedCt => Self::SnomedCt,
            SystemArg::Dmd => Self::Dmd,
            SystemArg::ReadV2 => Self::ReadV2,
            SystemArg::Ctv3 => Self::Ctv3,
        }
    }
}

/// The systems that were named, or all.
pub(super) fn systems(named: &[SystemArg]) -> Vec<System> {
    if named.is_empty() { System::ALL.to_vec() } else { named.iter().map(|system| (*system).into()).collect() }
}
