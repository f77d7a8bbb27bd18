//! What can be searched for.
