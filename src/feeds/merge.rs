//! Merges
pub(super) fn apply(
    _: &crate::store::sqlite::Writer<'_>,
    _: i64,
    _: &crate::store::sqlite::KeptPatient,
    _: &crate::record::Statement,
    _: crate::record::MessageId,
) -> Result<(), crate::store::StoreError> {
    Ok(())
}
