//! Draws the model. Looks at it and changes nothing; only what is in sight is drawn.

mod banner;
mod choice;
mod demographics;
mod dialog;
mod draw;
mod entry;
mod feeds;
mod footer;
mod help;
mod home;
mod identity;
mod paper;
mod raw_message;
mod record;
mod table;
mod text;
pub(super) mod theme;
mod trace;
mod work_list;

#[cfg(test)]
mod tests;

pub use draw::draw;
