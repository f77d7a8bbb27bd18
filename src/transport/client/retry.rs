//! When to ask again.

use std::time::Duration;

use jiff::Timestamp;

use super::Limits;

/// Time and chance, handed in so that a test can fix them.
pub trait Timer: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits.
    fn wait(&self, pause: Duration);
    /// A number from 0 up to 1, so that many clients do not come back at one moment.
    fn jitter(&self) -> f64;
}

/// The machine's own clock and chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemTimer;

impl Timer for SystemTimer {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, pause: Duration) {
        std::thread::sleep(pause);
    }

    fn jitter(&self) -> f64 {
        let mut bytes = [0; 2];
        // Without chance the pause is only less spread.
        let _filled = getrandom::fill(&mut bytes);
        f64::from(u16::from_le_bytes(bytes)) / 65_536.0
    }
}

/// The pause after a try (from 1) that met a busy server; none where it asks for a longer one than the
/// limits allow. What the server asks for is never undercut.
pub(super) fn pause(limits: &Limits, tried: u32, asked: Option<Duration>, jitter: f64) -> Option<Duration> {
    if let Some(asked) = asked {
        return (asked <= limits.longest_pause).then(|| asked + limits.first_pause.mul_f64(jitter.clamp(0.0, 1.0)));
    }
    let doubled = limits.first_pause.saturating_mul(1_u32.checked_shl(tried.saturating_sub(1)).unwrap_or(u32::MAX));
    Some(doubled.min(limits.longest_pause).mul_f64(0.5 + jitter.clamp(0.0, 1.0) / 2.0))
}

/// How long a server asks to be left alone (RFC 9110, section 10.2.3): seconds, or a date, which is read
/// against the server's own clock where it says that.
pub(super) fn retry_after(value: &str, date: Option<&str>, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let instant = |text: &str| jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp());
    let until = instant(value)?;
    let from = date.and_then(instant).unwrap_or(now);
    Some(Duration::try_from(until.duration_since(from)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_doubles_and_is_spread() {
        let limits =
            Limits { first_pause: Duration::from_secs(1), longest_pause: Duration::from_secs(6), ..Limits::default() };
        let pauses = [1, 2, 3, 4, 64].map(|tried| pause(&limits, tried, None, 0.0).unwrap().as_millis());
        assert_eq!(pauses, [500, 1_000, 2_000, 3_000, 3_000]);
        assert_eq!(pause(&limits, 1, None, 1.0), Some(Duration::from_secs(1)));
    }

    #[test]
    fn what_the_server_asks_for_is_kept_or_refused() {
        let limits = Limits { longest_pause: Duration::from_secs(6), ..Limits::default() };
        assert_eq!(pause(&limits, 1, Some(Duration::from_secs(6)), 0.0), Some(Duration::from_secs(6)));
        assert_eq!(pause(&limits, 1, Some(Duration::from_secs(7)), 0.0), None);
    }

    #[test]
    fn a_date_is_read_against_the_clock_of_the_server() {
        let now: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
        let until = "Sun, 06 Nov 1994 08:49:37 GMT";
        let after = |date| retry_after(until, date, now);
        assert_eq!(after(Some("Sun, 06 Nov 1994 08:49:30 GMT")), Some(Duration::from_secs(7)));
        assert_eq!(after(None), Some(Duration::ZERO), "past already");
        assert_eq!(retry_after("3", None, now), Some(Duration::from_secs(3)));
        assert_eq!(retry_after("soon", None, now), None);
    }
}
