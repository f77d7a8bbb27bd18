//! Which request asks for what.

use super::problem::Problem;
use super::text::decoded;

/// Where the surface begins.
pub(super) const BASE: &str = "/fhir";
/// The longest path.
const LONGEST: usize = 512;

/// The parts of a path below the base, decoded. A part that could be taken for another place is
/// nowhere.
pub(super) fn parts(path: &str) -> Result<Vec<String>, Problem> {
    let nowhere = || Problem::new(404, "not-found", "there is nothing at that address");
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
