//! What the peer's certificate says.

use jiff::Timestamp;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// What is asked of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificatePart {
    /// Whose it is.
    Subject,
    /// Who signed it.
    Issuer,
    /// The whole days until it expires; below 0 where it has.
    DaysLeft,
}

impl CertificatePart {
    /// By its word in a script.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "subject" => Self::Subject,
            "issuer" => Self::Issuer,
            "days-left" => Self::DaysLeft,
            _ => return None,
        })
    }

    /// The value, of a certificate in DER.
    pub(super) fn value(self, certificate: &[u8], now: Timestamp) -> Result<String, String> {
        let (_, read) =
            X509Certificate::from_der(certificate).map_err(|error| format!("not a certificate: {error}"))?;
        Ok(match self {
            Self::Subject => read.subject().to_string(),
            Self::Issuer => read.issuer().to_string(),
            Self::DaysLeft => {
                let left = read.validity().not_after.timestamp() - now.as_second();
                left.div_euclid(24 * 60 * 60).to_string()
            }
        })
    }
}
