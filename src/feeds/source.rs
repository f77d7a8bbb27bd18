//! Which source patient a message speaks of.

use crate::record::{Identifier, IdentifierKind, NhsNumber, Statement};
use crate::store::sqlite::SourceKey;

/// The source patient that these identifiers name: by the source's own number first, by an NHS
/// number where it sends nothing else. A placeholder names nobody.
pub(super) fn source_key(statement: &Statement, identifiers: &[Identifier]) -> Option<SourceKey> {
    let local = identifiers.iter().find(|identifier| identifier.kind == IdentifierKind::Local);
    let by_nhs_number = || {
        let usable = |identifier: &&Identifier| {
            identifier.nhs_number().is_some_and(|number: NhsNumber| !number.is_placeholder())
        };
        identifiers.iter().find(usable)
    };
    let identifier = local.or_else(by_nhs_number)?;
    let system = format!("{}/{}", statement.header.application, statement.header.facility);
    Some(SourceKey {
        text: format!("{system}|{}|{}", identifier.authority, identifier.value),
        organisation: statement.organisation.clone(),
        system: statement.header.application.clone(),
    })
}
