//! The one object that everything printed goes through: data to standard output; status, warnings,
//! progress and questions to standard error. It decides about colour, width and the pager, and it
//! sanitises what it is given to say.

mod input;
mod pager;
mod present;
mod progress;
mod stream;
mod talk;
mod theme;

pub(crate) use input::read_line;
pub(crate) use pager::Pager;
pub(crate) use present::Present;
pub(crate) use progress::{Progress, Unit};
pub(crate) use stream::Stream;
pub(crate) use talk::Terminal;
pub(crate) use theme::help_styles;
