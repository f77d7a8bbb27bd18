//! Which people are one, looked at again whenever something changes by which they are told apart.

use super::*;
pub(super) fn relink(
    _: &crate::store::sqlite::Writer<'_>,
    _: &crate::store::sqlite::KeptPatient,
    _: &crate::record::Statement,
    _: crate::record::MessageId,
) -> Result<(), crate::store::StoreError> {
    Ok(())
}
