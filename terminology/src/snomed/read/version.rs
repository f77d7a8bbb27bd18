//! What every row of a release bears.

use jiff::civil::Date;

use super::Snomed;

/// When a row came into force, in which module, and whether it is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version {
    /// Whether the component is active.
    pub active: bool,
    /// The ordinal of its module.
    pub module: u32,
    time: u32,
}

impl Version {
    /// The effective time; none where the release has no real date.
    pub fn effective_time(&self) -> Option<Date> {
        let part = |divisor: u32, modulus: u32| i16::try_from(self.time / divisor % modulus).ok();
        let (year, month, day) = (part(10_000, 10_000)?, part(100, 100)?, part(1, 100)?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// The effective time as the number YYYYMMDD, as the release writes it.
    pub fn effective_number(&self) -> u32 {
        self.time
    }
}

impl Snomed {
    pub(super) fn version(&self, cell: u64) -> Version {
        let stamp = usize::try_from(cell >> 1).unwrap_or(usize::MAX);
        Version {
            active: cell & 1 == 1,
            module: self.stamps.0.get32(&self.container, stamp),
            time: self.stamps.1.get32(&self.container, stamp),
        }
    }
}
