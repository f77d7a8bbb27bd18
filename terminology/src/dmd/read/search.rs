//! Term search.
