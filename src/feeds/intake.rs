//! Taking in what a store on a server fetched, as a feed would.

use super::{FeedError, Ingest};
use crate::audit::Agent;
use crate::interchange::hl7v2::Limits;
use crate::store::StoreError;
use crate::store::fhir::Intake;

/// The most bytes of what was fetched of one patient.
const MOST_BYTES: usize = 256 << 20;

/// What takes in the answers of a server, each as one message.
pub fn intake() -> Intake {
    let agent = Agent { user: "dcr".to_owned(), full_name: "dcr".to_owned(), role: None, organisation: None };
    let limits = Limits { message_bytes: MOST_BYTES, ..Limits::default() };
    let ingest = Ingest { limits, ..Ingest::new("the server", agent) };
    Box::new(move |store, bytes| match ingest.run(store, bytes, |_| {}) {
        Ok(_totals) => Ok(()),
        Err(FeedError::Store(error)) => Err(error),
        Err(FeedError::Read(..) | FeedError::Interrupted(_)) => {
            Err(StoreError::Unfit("what was fetched cannot be taken in".to_owned()))
        }
    })
}
