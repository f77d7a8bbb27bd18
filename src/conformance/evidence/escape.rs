//! Text for XML and HTML: what could act or hide is shown.

use std::fmt::{self, Write as _};

/// Text that stands in an element or an attribute. Characters that XML does not have are shown as `\u{..}`.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            hidden if crate::output::is_unsafe(hidden) || matches!(hidden, '\u{fffe}' | '\u{ffff}') => {
                out.extend(hidden.escape_unicode());
            }
            other => out.push(other),
        }
    }
    out
}

/// Adds formatted text.
pub(super) fn put(out: &mut String, arguments: fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _written = out.write_fmt(arguments);
}
