//! The validators against cases that nobody here wrote, and by hand where there are none.

mod fhirpath;
mod manifest;
mod support;
