//! Everything the screen stands on. Plain values; changed only by `update`.

mod birth_date;
mod choice;
mod dialog;
mod haystack;
mod home;
mod paged;
mod pending;
mod raw_message;
mod record;
mod screen;
mod scroll;
mod search_form;
mod session;
mod state;
mod text_field;

pub(super) use choice::{ChoicesForm, NoStatement, Picked};
pub(super) use dialog::{ClaimForm, Dialog, EmergencyForm, LookUpForm, PermissionForm, Target, WordsFor, WordsForm};
pub(super) use home::{Focus, Home};
pub(super) use paged::{PAGE, Paged, grouped};
pub(super) use pending::Pending;
pub(super) use raw_message::RawMessage;
pub(super) use record::{FILTER_MOST, Filter, Record, Tab};
pub(super) use screen::{EntryScreen, Screen, origin};
pub(super) use scroll::Scroll;
pub(super) use search_form::{MOST_HITS, SearchField, SearchForm};
pub(super) use session::{Session, purpose_words};
pub use state::Model;
pub(super) use state::{Help, Weight};
pub(super) use text_field::TextField;
