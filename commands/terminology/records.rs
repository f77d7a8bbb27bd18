//! Every code of a store, checked: the work list of a mapping team.

use dcr::coding::Tally;
use dcr_terminology::terminology::Terminology;

use crate::error::CommandError;
use crate::session::Session;

/// Checks every code of the store.
pub(super) fn check_all(
    session: &mut Session<'_>,
    terminology: &Terminology,
    tally: &mut Tally,
) -> Result<(), CommandError> {
    Ok(())
}
