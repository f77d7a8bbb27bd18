//! A load that is killed.
