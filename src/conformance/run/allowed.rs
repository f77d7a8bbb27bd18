//! Whom a script may speak to.

use std::net::IpAddr;

use crate::conformance::script::{ActorKind, Script, Values};

/// Whether a host is this machine.
pub fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The host of `host:port` or of an address of HTTP.
pub(super) fn host_of(address: &str) -> &str {
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    if let Some(end) = authority.find(']') {
        return &authority[..=end];
    }
    authority.rsplit_once(':').map_or(authority, |(host, _)| host)
}

/// Whether an address leads to this machine.
pub fn is_here(address: &str) -> bool {
    is_plain(address) && is_loopback(host_of(address))
}

/// Whether an address has nothing in it that readers of addresses take differently: a backslash is a
/// slash to some of them, and the host another.
fn is_plain(address: &str) -> bool {
    !address.contains(|letter: char| letter == '\\' || letter.is_whitespace() || letter.is_control())
}

/// Whether an address may be spoken to: this machine, or a host that was allowed by name.
pub fn is_allowed(address: &str, allow: &[String]) -> bool {
    let host = host_of(address);
    is_here(address) || is_plain(address) && allow.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}

/// Every endpoint that a script speaks to or listens at: the actor, and the address.
pub fn endpoints(script: &Script, values: &Values) -> Vec<(String, String)> {
    let mut fill = |name: &str| values.get(name).map(str::to_owned).ok_or_else(|| "nothing".to_owned());
    let address = |kind: &ActorKind| match kind {
        ActorKind::MllpClient { address, .. } | ActorKind::MllpServer { address, .. } => address.clone(),
        ActorKind::HttpClient { base, .. } => base.clone(),
    };
    let all = script.actors.iter().map(|actor| (actor.name.clone(), address(&actor.kind).fill(&mut fill)));
    all.filter_map(|(name, address)| Some((name, address.ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        let table = [
            ("127.0.0.1:2575", true),
            ("localhost:2575", true),
            ("[::1]:2575", true),
            ("http://127.9.9.9/fhir", true),
            ("http://localhost@trust.example/fhir", false),
            ("https://trust.example:443/fhir?localhost", false),
            ("127.0.0.1.trust.example:2575", false),
            ("10.0.0.1:2575", false),
            ("0.0.0.0:2575", false),
            ("http://trust.example\\@127.0.0.1/fhir", false),
            ("http://127.0.0.1\t.trust.example/fhir", false),
        ];
        for (address, expected) in table {
            assert_eq!(is_allowed(address, &[]), expected, "{address}");
        }
        assert!(is_allowed("https://trust.example:443/fhir", &["Trust.example".to_owned()]));
    }
}
