//! Tokens as rows.

use dcr::output::{Cell, Column, Tone};
use dcr::store::sqlite::Token;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::asking::shown;

/// The columns of a list of tokens.
pub(super) fn columns() -> [Column; 7] {
    [
        Column::new("id", "Name"),
        Column::new("user", "User"),
        Column::new("for", "For").flexible(),
        Column::new("made", "Made"),
        Column::new("made_by", "Made by"),
        Column::new("expires", "Expires"),
        Column::new("state", "State"),
    ]
}

/// What has become of a token.
fn state(token: &Token, now: Timestamp) -> &'static str {
    match token.revoked {
        Some(_) => "revoked",
        None if token.is_taken(now) => "taken",
        None => "over",
    }
}

/// A row.
pub(super) fn cells(token: &Token, now: Timestamp) -> Vec<Cell> {
    let state = state(token, now);
    vec![
        token.id.as_str().into(),
        token.user.as_str().into(),
        token.name.as_str().into(),
        shown(token.made).into(),
        token.made_by.as_str().into(),
        shown(token.expires).into(),
        if state == "taken" { state.into() } else { Cell::toned(Tone::Muted, state) },
    ]
}

/// A token in a document: everything but the token.
pub(super) fn value(token: &Token, now: Timestamp) -> Value {
    json!({
        "id": token.id,
        "user": token.user,
        "for": token.name,
        "made": token.made.to_string(),
        "made_by": token.made_by,
        "expires": token.expires.to_string(),
        "revoked": token.revoked.map(|at| at.to_string()),
        "state": state(token, now),
    })
}
