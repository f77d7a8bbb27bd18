//! Answers, and what they have in common.

use serde_json::Value;

use super::problem::Problem;
use crate::transport::http::{Request, Response};

/// The media type of FHIR R4 in JSON.
pub(super) const MEDIA_TYPE: &str = "application/fhir+json";

/// An answer with a resource. Nothing on the way may keep it.
pub(super) fn json(status: u16, resource: &Value) -> Response {
    Response {
        status,
        headers: vec![
            ("content-type", MEDIA_TYPE.to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
        ],
        body: resource.to_string().into_bytes(),
    }
}

/// Refuses a client that takes no JSON.
pub(super) fn acceptable(request: &Request, format: Option<&str>) -> Result<(), Problem> {
    let refused = || Problem::new(406, "not-supported", format!("only {MEDIA_TYPE} is written here"));
    if format.is_some_and(|format| !matches!(format, "json" | "application/json" | MEDIA_TYPE)) {
        return Err(refused());
    }
    let accept = request.header("accept").map_err(|_| refused())?.unwrap_or("*/*");
    let taken = accept.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
    let json = |range: &str| matches!(range, "*/*" | "application/*" | "application/json" | MEDIA_TYPE);
    if taken.into_iter().any(json) { Ok(()) } else { Err(refused()) }
}

/// An answer with one resource, and its version as an entity tag (RFC 9110 section 8.8.3).
pub(super) fn one(resource: &Value) -> Response {
    let mut response = json(200, resource);
    if let Some(version) = resource["meta"]["versionId"].as_str() {
        response.headers.push(("etag", tag(version)));
    }
    response
}

/// The entity tag of a version.
pub(super) fn tag(version: &str) -> String {
    format!("W/\"{version}\"")
}
