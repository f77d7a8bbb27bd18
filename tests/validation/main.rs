//! The validators against cases that nobody here wrote, and by hand where there are none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "the tables of what was measured are read by people")]

mod definitions;
mod examples;
mod fhirpath;
mod hl7v2;
mod hl7v2_corpus;
mod hl7v2_hostile;
mod hl7v2_profiles;
mod hl7v2_structures;
mod hostile;
mod itk;
mod manifest;
mod stu3;
#[rustfmt::skip]
mod stu3_cases;
mod support;
