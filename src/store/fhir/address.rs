//! The address of a server, and which addresses belong to it.

use reqwest::Url;

/// The base address of a FHIR server (R4, section 3.1.0.1.1).
#[derive(Clone, PartialEq, Eq)]
pub struct Base(Url);

/// Why a text is no base address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an address.
    #[error("a server is named by an address such as `https://host/fhir`")]
    Form,
    /// Neither https nor this machine.
    #[error("a server is asked over https; http is only for this machine, such as `http://127.0.0.1:8080/fhir`")]
    NotSealed,
    /// A name, a password, a query or a fragment in it.
    #[error("the address of a server holds no user, no password, no `?` and no `#`; a token is kept in a file")]
    Extra,
}

/// Where the next page of a search is.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum NextPage {
    /// There.
    Here(String),
    /// The server names another origin, and below it the same path: it does not know its own name. The
    /// address on this server, and the origin that was named.
    Rebased(String, String),
    /// Somewhere else; the origin that was named.
    Elsewhere(String),
}

impl Base {
    /// Reads a base address.
    ///
    /// # Errors
    /// Where it is none, or not one that may be asked.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let mut url = Url::parse(text).map_err(|_| AddressError::Form)?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return Err(AddressError::Form);
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Extra);
        }
        let base = Self(url.clone());
        if url.scheme() == "http" && !base.is_loopback() {
            return Err(AddressError::NotSealed);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// Whether it is on this machine.
    pub fn is_loopback(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The address of something on the server: a type, an id, a query.
    pub(super) fn at(&self, rest: &str) -> String {
        format!("{}/{rest}", self.0.as_str().trim_end_matches('/'))
    }

    /// What a link of the server to a further page means.
    pub(super) fn next_page(&self, link: &str) -> NextPage {
        let Ok(url) = Url::parse(&self.at("")).and_then(|base| base.join(link)) else {
            return NextPage::Elsewhere("no address".to_owned());
        };
        let origin = url.origin().ascii_serialization();
        let base_path = self.0.path().trim_end_matches('/');
        let rest = url.path().strip_prefix(base_path);
        // The base itself is asked with a query by servers whose pages have a handle.
        let below = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let names_somebody = !url.username().is_empty() || url.password().is_some();
        if !below || names_somebody {
            return NextPage::Elsewhere(origin);
        }
        if url.origin() == self.0.origin() {
            return NextPage::Here(url.into());
        }
        let mut here = self.0.clone();
        here.set_path(url.path());
        here.set_query(url.query());
        NextPage::Rebased(here.into(), origin)
    }

    /// The type and id that a reference names on this server, its version left out; none of one that
    /// leads elsewhere.
    pub(super) fn local<'a>(&self, reference: &'a str) -> Option<(&'a str, &'a str)> {
        let reference = reference.split_once("/_history/").map_or(reference, |(reference, _)| reference);
        let relative = if reference.contains("://") {
            reference.strip_prefix(self.0.as_str().trim_end_matches('/'))?.strip_prefix('/')?
        } else {
            reference
        };
        let (kind, id) = relative.split_once('/')?;
        (is_type(kind) && is_id(id)).then_some((kind, id))
    }
}

/// Whether a text has the form of a resource type.
fn is_type(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a text has the form of a FHIR id (R4, datatypes, `id`).
pub(super) fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    (1..=64).contains(&text.len()) && text.bytes().all(fits)
}

/// A text as part of a query: everything but what is never special is escaped.
pub(super) fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _written = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The value of a token search parameter, whose own separators are escaped (R4, search, section 3.1.1.4).
pub(super) fn token(system: Option<&str>, value: &str) -> String {
    let plain = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace(',', "\\,").replace('|', "\\|");
    system.map_or_else(|| plain(value), |system| format!("{}|{}", plain(system), plain(value)))
}

impl std::fmt::Display for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl std::fmt::Debug for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Base({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_or_this_machine() {
        for text in ["https://host/fhir", "http://127.0.0.1:8080/fhir/", "http://localhost/r4", "http://[::1]:80/"] {
            assert!(Base::parse(text).is_ok(), "{text}");
        }
        assert_eq!(Base::parse("http://host/fhir"), Err(AddressError::NotSealed));
        assert_eq!(Base::parse("http://127.0.0.1.example/fhir"), Err(AddressError::NotSealed));
        for text in ["https://me:secret@host/fhir", "https://host/fhir?token=1", "https://host/fhir#a"] {
            assert_eq!(Base::parse(text), Err(AddressError::Extra), "{text}");
        }
        for text in ["host/fhir", "ftp://host/fhir", "https://"] {
            assert_eq!(Base::parse(text), Err(AddressError::Form), "{text}");
        }
    }

    #[test]
    fn a_further_page_is_on_this_server_or_nowhere() {
        let base = Base::parse("https://host:8443/fhir/r4/").unwrap();
        let page = |link: &str| match base.next_page(link) {
            NextPage::Here(url) => format!("here {url}"),
            NextPage::Rebased(url, origin) => format!("rebased {url} from {origin}"),
            NextPage::Elsewhere(origin) => format!("elsewhere {origin}"),
        };
        assert_eq!(page("https://host:8443/fhir/r4/Patient?page=2"), "here https://host:8443/fhir/r4/Patient?page=2");
        assert_eq!(page("Patient?page=2"), "here https://host:8443/fhir/r4/Patient?page=2");
        assert_eq!(page("https://host:8443/fhir/r4?_getpages=1"), "here https://host:8443/fhir/r4?_getpages=1");
        assert_eq!(
            page("http://localhost:8090/fhir/r4/Patient?page=2"),
            "rebased https://host:8443/fhir/r4/Patient?page=2 from http://localhost:8090"
        );
        assert_eq!(page("https://other/fhir/Patient?page=2"), "elsewhere https://other");
        assert_eq!(page("https://host:8443/fhir/r4/../../admin"), "elsewhere https://host:8443");
        assert_eq!(page("https://host:8443/fhir/r4x/Patient"), "elsewhere https://host:8443");
        assert_eq!(page("https://me:secret@host:8443/fhir/r4/Patient"), "elsewhere https://host:8443");
        assert_eq!(
            page("//evil.example/fhir/r4/Patient?page=2"),
            "rebased https://host:8443/fhir/r4/Patient?page=2 from https://evil.example"
        );
    }

    #[test]
    fn a_reference_leads_here_or_nowhere() {
        let base = Base::parse("https://host/fhir").unwrap();
        assert_eq!(base.local("Patient/p1"), Some(("Patient", "p1")));
        assert_eq!(base.local("https://host/fhir/Patient/p1/_history/2"), Some(("Patient", "p1")));
        assert_eq!(base.local("https://other/fhir/Patient/p1"), None);
        assert_eq!(base.local("Patient/p1/x"), None);
        assert_eq!(base.local("urn:uuid:1"), None);
    }

    #[test]
    fn values_cannot_break_out_of_a_query() {
        assert_eq!(escaped("a&b=c d|é"), "a%26b%3Dc%20d%7C%C3%A9");
        assert_eq!(token(Some("urn:a"), "1,2|3"), "urn:a|1\\,2\\|3");
    }
}
