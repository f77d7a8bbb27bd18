//! Tests: each operator on a small release, and random expression constraints over random releases,
//! held against evaluators of another make.

mod expressions;
mod mini;
mod model;
mod naive;
mod operators;
mod random;
