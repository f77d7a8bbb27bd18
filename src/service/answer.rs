//! Answers, and what they have in common.

use serde_json::Value;

use crate::transport::http::Response;

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
