//! The one impure part: terminal, keys, signals, clock and the thread of the store.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crossterm::event::{Event, poll, read};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::effect::Effect;
use super::error::BrowserError;
use super::message::Message;
use super::model::Model;
use super::start::Start;
use super::terminal::{Screen, crash};
use super::worker::{self, Order};
use crate::access::User;
use crate::store::{Clock, Store};

/// No two frames are closer together: what happens in between is drawn once.
const FRAME: Duration = Duration::from_millis(16);
/// How often the thread that reads keys looks whether it should end.
const LOOK: Duration = Duration::from_millis(200);
/// How long the store may take to finish what it does when the browser ends.
const PARTING: Duration = Duration::from_secs(2);
/// How long the clock may go unread: a machine that slept may have passed a deadline.
const CLOCK: Duration = Duration::from_secs(30);

/// What reaches the main loop.
enum Incoming {
    Message(Message),
    Signal(i32),
    Broken(io::Error),
    StoreEnded,
}

/// Shows the browser until the user leaves it. Standard input and output must be a terminal.
pub fn run(store: Box<dyn Store>, user: User, start: Start) -> Result<(), BrowserError> {
    let mut model = Model::new(&start, &user);
    let (sender, incoming) = channel();
    let (orders, store_ended) = start_worker(store, user, &start, &sender)?;
    let signals = watch_signals(&sender)?;
    let ended = Arc::new(AtomicBool::new(false));
    let mut screen = Screen::take()?;
    watch_keys(sender, Arc::clone(&ended))?;
    let mut runtime = Runtime { screen: &mut screen, orders, clock: start.clock };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.work(&mut model, &incoming)));
    ended.store(true, Ordering::SeqCst);
    signals.close();
    drop(runtime);
    drop(screen);
    let _ = store_ended.recv_timeout(PARTING);
    match (crash(), outcome) {
        (Some(place), _) => Err(BrowserError::Internal { place }),
        (None, Ok(outcome)) => outcome,
        (None, Err(_)) => Err(BrowserError::Internal { place: "an unknown place".to_owned() }),
    }
}

/// The worker, and a channel that closes when it has ended.
fn start_worker(
    store: Box<dyn Store>,
    user: User,
    start: &Start,
    sender: &Sender<Incoming>,
) -> io::Result<(Sender<Order>, Receiver<()>)> {
    let (answers, from_store) = channel();
    let (orders, _) = worker::start(store, user, start.session.clone(), start.marker.clone(), answers)?;
    let (ended, store_ended) = channel::<()>();
    let sender = sender.clone();
    std::thread::Builder::new().name("answers".to_owned()).spawn(move || {
        let _ended = ended;
        for message in from_store {
            if sender.send(Incoming::Message(message)).is_err() {
                return;
            }
        }
        // The worker ends by itself only when it panicked; otherwise nobody listens any more.
        let _ = sender.send(Incoming::StoreEnded);
    })?;
    Ok((orders, store_ended))
}

fn watch_signals(sender: &Sender<Incoming>) -> io::Result<signal_hook::iterator::Handle> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let handle = signals.handle();
    let sender = sender.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if sender.send(Incoming::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(handle)
}

fn watch_keys(sender: Sender<Incoming>, ended: Arc<AtomicBool>) -> io::Result<()> {
    let look = move || {
        while !ended.load(Ordering::SeqCst) {
            let event = match poll(LOOK).and_then(|ready| if ready { read().map(Some) } else { Ok(None) }) {
                Ok(event) => event,
                Err(error) => {
                    let _ = sender.send(Incoming::Broken(error));
                    return;
                }
            };
            let message = match event {
                Some(Event::Key(key)) => Message::Key(key),
                Some(Event::Paste(text)) => Message::Paste(text),
                Some(Event::Resize(..)) => Message::Resized,
                _ => continue,
            };
            if sender.send(Incoming::Message(message)).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("keys".to_owned()).spawn(look).map(drop)
}

/// What the main loop works with.
struct Runtime<'a> {
    screen: &'a mut Screen,
    orders: Sender<Order>,
    clock: Arc<dyn Clock>,
}

/// Whether the loop goes on.
enum Next {
    GoOn,
    Leave,
}

impl Runtime<'_> {
    fn work(&mut self, model: &mut Model, incoming: &Receiver<Incoming>) -> Result<(), BrowserError> {
        loop {
            if crash().is_some() {
                return Err(store_gone());
            }
            self.screen.terminal.draw(|frame| super::view::draw(model, frame))?;
            let drawn = Instant::now();
            let mut next = self.take(model, self.wait(model, incoming)?)?;
            while let (Next::GoOn, Ok(more)) = (&next, incoming.recv_timeout(FRAME.saturating_sub(drawn.elapsed()))) {
                next = self.take(model, Some(more))?;
            }
            if let Next::Leave = next {
                return Ok(());
            }
        }
    }

    /// Waits for the next thing that happens, or for the view to close.
    fn wait(&self, model: &Model, incoming: &Receiver<Incoming>) -> Result<Option<Incoming>, BrowserError> {
        let left = model.deadline().map(|at| at.duration_since(self.clock.now()));
        let left = left.and_then(|left| Duration::try_from(left).ok()).unwrap_or(CLOCK).min(CLOCK);
        match incoming.recv_timeout(left) {
            Ok(next) => Ok(Some(next)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::from(io::ErrorKind::BrokenPipe).into()),
        }
    }

    fn take(&mut self, model: &mut Model, incoming: Option<Incoming>) -> Result<Next, BrowserError> {
        let mut effects = model.update(Message::Tick(self.clock.now()));
        match incoming {
            Some(Incoming::Message(message)) => effects.extend(model.update(message)),
            Some(Incoming::Signal(signal)) => return Err(BrowserError::Signal(signal)),
            Some(Incoming::StoreEnded) => return Err(store_gone()),
            Some(Incoming::Broken(error)) => return Err(error.into()),
            None => {}
        }
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Next::Leave),
                Effect::Suspend => {
                    self.screen.suspended(|| signal_hook::low_level::emulate_default_handler(SIGTSTP))?;
                }
                Effect::Ask(request) => self.order(Order::Ask(request))?,
                Effect::Close(slot) => self.order(Order::Close(slot))?,
            }
        }
        Ok(Next::GoOn)
    }

    fn order(&self, order: Order) -> Result<(), BrowserError> {
        self.orders.send(order).map_err(|_| store_gone())
    }
}

fn store_gone() -> BrowserError {
    BrowserError::Internal { place: "the store's thread".to_owned() }
}
