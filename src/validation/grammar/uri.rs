//! References by URI (RFC 3986, section 4.1), as far as their form goes.

/// Whether a text is a reference by URI. Letters and signs beyond ASCII, and the few that only need
/// escaping, a space among them, are taken as if they were escaped (`XLink` 1.0, section 5.4).
pub(super) fn is_reference(text: &str) -> bool {
    let escaped = |sign: char| !sign.is_ascii() || sign.is_ascii_control() || " <>\"{}|\\^`".contains(sign);
    let text: String = text.chars().map(|sign| if escaped(sign) { '_' } else { sign }).collect();
    let (rest, fragment) = text.split_once('#').map_or((text.as_str(), ""), |(rest, fragment)| (rest, fragment));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !written(fragment, "/?:@") || !written(query, "/?:@") {
        return false;
    }
    match rest.split_once(':') {
        Some((scheme, hierarchy)) if is_scheme(scheme) => is_hierarchy(hierarchy),
        // A colon in the first segment would make it look like a scheme.
        Some((first, _)) if !first.contains('/') => false,
        _ => is_hierarchy(rest),
    }
}

fn is_scheme(text: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) && text.bytes().all(rest)
}

fn is_hierarchy(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("//") else { return written(text, "/:@") };
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (place, ""),
    };
    let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let host_fits = literal.map_or_else(|| written(host, ""), |literal| !literal.contains(['[', ']']));
    host_fits && written(user, ":") && port.bytes().all(|byte| byte.is_ascii_digit()) && written(path, "/:@")
}

/// Whether a part is written of unreserved signs, sub-delimiters, escapes and these.
fn written(text: &str, more: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(byte) || more.as_bytes().contains(byte),
    })
}

#[cfg(test)]
mod tests {
    use super::is_reference;

    #[test]
    fn forms() {
        for good in [
            "",
            "urn:nhs-uk:addressing:ods:RYF",
            "http://[::1]:80/a?b#c",
            "a/b:c",
            "1335970392",
            "x:",
            "é",
            "%41",
            "a b",
        ] {
            assert!(is_reference(good), "{good}");
        }
        for bad in ["1a:b", ":a", "%4", "a#b#c", "http://a:b/", "a[b"] {
            assert!(!is_reference(bad), "{bad}");
        }
    }
}
