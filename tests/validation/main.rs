//! The validators against cases that nobody here wrote, and by hand where there are none.

mod definitions;
mod examples;
mod fhirpath;
mod hostile;
mod manifest;
mod support;
