//! Hides secrets wherever something is written.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// What stands in the place of a secret.
const HIDDEN: &str = "[secret]";

/// Secrets, and how they are hidden: as they are, in base64 and in the escapes of URLs and JSON.
#[derive(Clone, Default)]
pub struct Redactor {
    /// Every form of every secret, the longest first.
    forms: Vec<String>,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redactor({} forms)", self.forms.len())
    }
}

impl Redactor {
    /// Hides these secrets from now on. An empty one is none.
    pub fn hide(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        let json = serde_json::Value::from(secret).to_string();
        let forms = [
            secret.to_owned(),
            STANDARD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
            percent(secret),
            json.trim_matches('"').to_owned(),
        ];
        for form in forms {
            if !self.forms.contains(&form) {
                self.forms.push(form);
            }
        }
        self.forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    }

    /// Whether there is anything to hide.
    pub const fn is_idle(&self) -> bool {
        self.forms.is_empty()
    }

    /// A text without secrets.
    pub fn text(&self, text: &str) -> String {
        self.forms.iter().fold(text.to_owned(), |text, form| {
            if text.contains(form.as_str()) { text.replace(form.as_str(), HIDDEN) } else { text }
        })
    }

    /// Bytes without secrets; `None` where there were none, so that nothing is copied.
    pub fn bytes(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut hidden: Option<Vec<u8>> = None;
        for form in &self.forms {
            let now = hidden.as_deref().unwrap_or(bytes);
            let finder = memchr::memmem::Finder::new(form.as_bytes());
            if finder.find(now).is_none() {
                continue;
            }
            let (mut out, mut at) = (Vec::with_capacity(now.len()), 0);
            for found in finder.find_iter(now) {
                out.extend_from_slice(&now[at..found]);
                out.extend_from_slice(HIDDEN.as_bytes());
                at = found + form.len();
            }
            out.extend_from_slice(&now[at..]);
            hidden = Some(out);
        }
        hidden
    }
}

fn percent(text: &str) -> String {
    use fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _written = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_hidden_in_every_form() {
        let mut redactor = Redactor::default();
        redactor.hide("p\"ss/w rd");
        redactor.hide("");
        let text = "p\"ss/w rd cCJzcy93IHJk p%22ss%2Fw%20rd p\\\"ss/w rd other";
        assert_eq!(redactor.text(text), "[secret] [secret] [secret] [secret] other");
        assert_eq!(redactor.bytes(text.as_bytes()).unwrap(), redactor.text(text).as_bytes());
        assert_eq!(redactor.bytes(b"nothing here"), None);
        assert!(!format!("{redactor:?}").contains("ss"));
    }
}
