//! A section as the command line names it.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use dcr::record::Section;

/// A section as the command line names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SectionArg(pub(crate) Section);

impl ValueEnum for SectionArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [SectionArg; Section::ALL.len()] = {
            let mut all = [SectionArg(Section::Problems); Section::ALL.len()];
            let mut index = 0;
            while index < all.len() {
                all[index] = SectionArg(Section::ALL[index]);
                index += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.slug()))
    }
}
