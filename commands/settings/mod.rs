//! Settings and where each came from: flag, environment, project file, user file, system file.

mod color_choice;
mod file;
mod key;
mod remote;
mod resolve;
mod setting;
mod terminology_folder;

pub(crate) use color_choice::ColorChoice;
pub(crate) use file::{PROJECT_FILE, SYSTEM_FILE};
pub(crate) use key::KEYS;
pub(crate) use remote::RemoteSettings;
pub(crate) use resolve::{GlobalFlags, Settings};
pub(crate) use setting::{Origin, Setting};
pub(crate) use terminology_folder::TerminologyFolder;
