//! Takes the terminal over and gives it back, after a panic too.

use std::io::{self, stdout};
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType};
use ratatui::DefaultTerminal;
use ratatui::layout::{Position, Rect};

/// Whether any thread panicked while the browser had the terminal.
static CRASHED: AtomicBool = AtomicBool::new(false);
/// The source line of the first panic. Never its message, which could quote a record.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// The terminal while it is ours. Dropping it gives the terminal and the panic hook back.
pub(super) struct Screen {
    /// What is drawn on.
    pub(super) terminal: DefaultTerminal,
    previous: Option<Hook>,
}

impl Screen {
    /// Takes the terminal over. Our hook goes in first: the one that restores the terminal runs
    /// before it, whatever thread panics.
    pub(super) fn take() -> io::Result<Self> {
        CRASHED.store(false, Ordering::SeqCst);
        if let Ok(mut place) = PLACE.lock() {
            *place = None;
        }
        let previous = take_hook();
        set_hook(Box::new(note));
        match ratatui::try_init() {
            Ok(terminal) => {
                execute!(stdout(), EnableBracketedPaste)?;
                Ok(Self { terminal, previous: Some(previous) })
            }
            Err(error) => {
                give_back();
                set_hook(previous);
                Err(error)
            }
        }
    }

    /// Gives the terminal back for a while, calls, and takes it again.
    pub(super) fn suspended(&mut self, pause: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        leave();
        let paused = pause();
        crossterm::terminal::enable_raw_mode()?;
        execute!(stdout(), crossterm::terminal::EnterAlternateScreen, EnableBracketedPaste)?;
        // Everything is drawn anew. `clear` would ask the terminal where its cursor is, and the thread
        // that reads keys would take the answer.
        let area = Rect::from((Position::ORIGIN, self.terminal.size()?));
        self.terminal.resize(area)?;
        paused
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
        if let Some(previous) = self.previous.take() {
            set_hook(previous);
        }
    }
}

/// The place of the panic, if there was one: nothing may be drawn after it.
pub(super) fn crash() -> Option<String> {
    if !CRASHED.load(Ordering::SeqCst) {
        return None;
    }
    // Asked for in the loop and again at the end: it stays.
    let place = PLACE.lock().ok().and_then(|place| place.clone());
    Some(place.unwrap_or_else(|| "an unknown place".to_owned()))
}

/// Gives the terminal back with nothing of a record on the screen that is left: terminals that were
/// resized meanwhile have been seen to show some of it. After a panic the screen was left already,
/// and what would be wiped is the user's own.
fn leave() {
    if !CRASHED.load(Ordering::SeqCst) {
        let _ = execute!(stdout(), Clear(ClearType::All));
    }
    give_back();
}

/// Errors are of no use here: the terminal may be gone.
fn give_back() {
    let _ = execute!(stdout(), DisableBracketedPaste, Show);
    let _ = ratatui::try_restore();
}

fn note(info: &PanicHookInfo<'_>) {
    give_back();
    if let (Ok(mut place), Some(location)) = (PLACE.lock(), info.location()) {
        place.get_or_insert_with(|| format!("{}:{}", location.file(), location.line()));
    }
    CRASHED.store(true, Ordering::SeqCst);
}
