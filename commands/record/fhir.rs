//! A record as a FHIR R4 bundle.

use dcr::interchange::fhir::r4;
use dcr::store::RecordQuery;
use dcr::store::view::{RecordView, export};
use serde_json::Value;

use crate::asking::Opened;
use crate::error::CommandError;
use crate::session::Session;

/// The bundle of a part of an open record.
pub(super) fn document(
    session: &Session<'_>,
    opened: &mut Opened,
    view: RecordView,
    query: &RecordQuery,
) -> Result<Value, CommandError> {
    let person = opened.store.person(&opened.viewing, query)?;
    let made = opened.store.namespace(session)?;
    Ok(r4::bundle(&export(view, person, made, opened.store.now())))
}
