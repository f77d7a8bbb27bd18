//! What every message does to the model. Pure: no clock, no store, no terminal.

mod answer;
mod choice;
mod dialog;
mod dispatch;
mod home;
mod keys;
mod record;
mod screens;
mod twin;
mod typing;

#[cfg(test)]
mod tests;
