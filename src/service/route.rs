//! Which request asks for what.

use super::problem::Problem;
use super::question::CLINICAL;
use super::text::decoded;
use crate::transport::http::Request;

/// Where the surface begins.
pub(super) const BASE: &str = "/fhir";
/// The longest path.
const LONGEST: usize = 512;

/// 404 of an address at which nothing can be.
pub(super) fn nowhere() -> Problem {
    Problem::new(404, "not-found", "there is nothing at that address")
}

/// Whether there is something to read at a place.
pub(super) fn is_read(parts: &[&str]) -> bool {
    match parts {
        [] | ["Patient" | "Consent" | "AuditEvent" | "Provenance"] => true,
        ["Patient" | "Consent" | "Organization" | "Provenance", id] | ["Patient", id, "$everything"] => is_id(id),
        [kind] => CLINICAL.contains(kind),
        [kind, id] => CLINICAL.contains(kind) && is_id(id),
        _ => false,
    }
}

/// Why a method does nothing at a place: there is nothing there, or nothing that it could do.
pub(super) fn not_allowed(parts: &[&str]) -> Problem {
    let methods = match parts {
        [] | ["Consent" | "AuditEvent"] => "GET, POST",
        ["Consent", _] => "GET, PUT",
        ["AuditEvent", _] => "PUT",
        parts if matches!(parts, ["metadata" | "$whoami"]) || is_read(parts) => "GET",
        _ => return nowhere(),
    };
    Problem::new(405, "not-supported", "that method does nothing here").with("allow", methods)
}

/// Where the surface begins, by the host that the client asked.
pub(super) fn base(request: &Request, scheme: &str) -> Result<String, Problem> {
    let host = request.header("host").ok().flatten().unwrap_or_default();
    let fits = (1..=255).contains(&host.len())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if fits {
        Ok(format!("{scheme}://{host}{BASE}"))
    } else {
        Err(Problem::invalid("the header `host` must name the server once"))
    }
}

/// The parts of a path below the base, decoded. A part that could be taken for another place is
/// nowhere.
pub(super) fn parts(path: &str) -> Result<Vec<String>, Problem> {
    let below = path.strip_prefix(BASE).filter(|_| path.len() <= LONGEST).ok_or_else(nowhere)?;
    let below = match below {
        "" | "/" => return Ok(Vec::new()),
        below => below.strip_prefix('/').ok_or_else(nowhere)?,
    };
    below
        .split('/')
        .map(|part| {
            let part = decoded(part, false).ok_or_else(nowhere)?;
            let odd = part.is_empty() || part.starts_with('.') || part.contains(['/', '\\']);
            if odd { Err(nowhere()) } else { Ok(part) }
        })
        .collect()
}

/// Whether a text may be the id of a resource (FHIR R4 `id`).
pub(super) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_place_or_nowhere() {
        assert_eq!(parts("/fhir/Patient/P1").unwrap(), ["Patient", "P1"]);
        assert_eq!(parts("/fhir").unwrap(), Vec::<String>::new());
        assert_eq!(parts("/fhir/Patient/P1/%24everything").unwrap(), ["Patient", "P1", "$everything"]);
        for path in [
            "/",
            "/fhirs",
            "/fhir//Patient",
            "/fhir/../etc/passwd",
            "/fhir/%2e%2e/x",
            "/fhir/a%2fb",
            "/fhir/a%5cb",
            "/fhir/%00",
            "/fhir/%zz",
            "/fhir/Patient/",
        ] {
            assert_eq!(parts(path).unwrap_err().status, 404, "{path}");
        }
    }
}
