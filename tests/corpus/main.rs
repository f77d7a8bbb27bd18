//! Messages that nobody here wrote, read where `DCR_CORPUS` points. Without it there is nothing to
//! read, and each test says so.

mod hospital;
mod support;
