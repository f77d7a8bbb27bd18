//! What ends the program from outside its own plan: Ctrl-C, and a mistake of its own.

use std::io::Write;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::exit_code::ExitCode;

/// Whether Ctrl-C ends the program. It does not while a pager runs, to which Ctrl-C belongs.
static ENDS: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Makes Ctrl-C end the program with its exit code. A store is left as its last commit left it.
pub(crate) fn exit_on_interrupt() {
    let ends = ENDS.get_or_init(|| Arc::new(AtomicBool::new(true)));
    // Without the handler Ctrl-C still ends the program, by the signal itself.
    let _registered = signal_hook::flag::register_conditional_shutdown(
        SIGINT,
        ExitCode::Interrupted.number().into(),
        Arc::clone(ends),
    );
}

/// Lets work end at a good place: the first Ctrl-C sets the flag that is returned, a second one ends
/// the program.
pub(crate) fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    // Order matters: the second signal must find the flag set. Without the handlers Ctrl-C ends the
    // program as before, and the store is as its last commit left it.
    let number = ExitCode::Interrupted.number().into();
    let registered = signal_hook::flag::register_conditional_shutdown(SIGINT, number, Arc::clone(&stop))
        .and_then(|_| signal_hook::flag::register(SIGINT, Arc::clone(&stop)));
    if let (Ok(_), Some(ends)) = (registered, ENDS.get()) {
        ends.store(false, Ordering::SeqCst);
    }
    stop
}

/// Has Ctrl-C, or the signal by which a system asks a program to end, do this instead of ending the
/// program; a second one ends it at once.
pub(crate) fn on_stop(stop: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(
            signal,
            ExitCode::Interrupted.number().into(),
            Arc::clone(&asked),
        )?;
    }
    if let Some(ends) = ENDS.get() {
        ends.store(false, Ordering::SeqCst);
    }
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if signals.forever().next().is_some() {
            asked.store(true, Ordering::SeqCst);
            stop();
        }
    })?;
    Ok(())
}

/// Runs something to which Ctrl-C belongs.
pub(crate) fn leave_interrupt_to<T>(child: impl FnOnce() -> T) -> T {
    let set = |ends: bool| {
        if let Some(flag) = ENDS.get() {
            flag.store(ends, Ordering::SeqCst);
        }
    };
    set(false);
    let done = child();
    set(true);
    done
}

/// Reports a panic by its place alone: what it says may hold a person's data.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        // Nothing is left to report a failure of the report to.
        let _written = writeln!(
            std::io::stderr(),
            "error: dcr stopped on a mistake of its own{place}\nhint: report this line; nothing half-written is left in a store"
        );
    }));
}
