//! Tests: each operator on a small release, and random expression constraints over random releases,
//! held against evaluators of another make.

mod engine;
mod expressions;
mod files;
mod filters;
mod kinds;
mod lungs;
mod mini;
mod model;
mod naive;
mod operators;
mod random;
mod refinements;
mod synthetic;
mod words;
