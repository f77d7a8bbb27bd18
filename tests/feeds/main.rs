//! The fictional Dorset and its defects, through the public doors: bytes in, views out.

mod defects;
mod stories;
mod support;
