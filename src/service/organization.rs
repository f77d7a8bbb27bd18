//! Organisations, which clinical resources refer to. They are public.

use serde_json::json;

use super::answer;
use super::problem::Problem;
use crate::record::directory;
use crate::transport::http::Response;

/// An organisation by its ODS code.
pub(super) fn read(code: &str) -> Result<Response, Problem> {
    let found = directory().find(code).ok_or_else(Problem::not_found)?;
    Ok(answer::one(&json!({
        "resourceType": "Organization",
        "id": code,
        "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": code }],
        "name": found.name,
    })))
}
