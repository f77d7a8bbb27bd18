//! Why a server did not answer, by kind.

use std::error::Error;
use std::io;

use rustls::CertificateError;

/// What is wrong with the certificate of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// It is past its end.
    #[error("it has expired")]
    Expired,
    /// It is before its beginning.
    #[error("it is not valid yet")]
    NotYet,
    /// It is somebody else's.
    #[error("it is for another host")]
    OtherHost,
    /// Nobody who is trusted signed it.
    #[error("it is signed by nobody who is trusted here")]
    Unknown,
    /// Anything else.
    #[error("it does not hold")]
    Unfit,
}

/// Why a server did not answer. Nothing of what was asked is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// No connection.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// It took too long.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The connection ended before the answer did.
    #[error("the server closed the connection before its answer was whole")]
    ClosedEarly,
    /// The answer is of another type.
    #[error("the server answered with the type `{0}`, and FHIR in JSON is expected")]
    ContentType(String),
    /// The answer is larger than the bound, in bytes.
    #[error("the answer of the server is larger than {0} bytes")]
    TooLarge(usize),
    /// The certificate.
    #[error("the certificate of the server is refused: {0}")]
    Certificate(CertificateFault),
    /// Sent elsewhere. The place is an origin, without a path.
    #[error("the server sends to another place ({0}), which is not followed")]
    Redirected(String),
    /// It said so at each try.
    #[error("the server is busy (status {status}); asked {tries} times")]
    Busy {
        /// 429 or 503.
        status: u16,
        /// How often it was asked.
        tries: u32,
    },
    /// Something that was set cannot be used.
    #[error("{0}")]
    Setting(String),
    /// No token was given out.
    #[error("the token service gave no token: {0}")]
    Token(String),
    /// What the server sent is not HTTP.
    #[error("the server does not speak HTTP as expected")]
    Protocol,
}

impl ClientError {
    /// Whether the question may have been carried out although no answer came.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::TimedOut | Self::ClosedEarly | Self::TooLarge(_) | Self::Protocol | Self::ContentType(_))
    }
}

/// Every error below this one.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| below(*error)).take(32)
}

/// The error below one. An `io::Error` hides the one that it wraps from `source`.
fn below<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    wrapped.map(|error| error as &'a (dyn Error + 'static)).or_else(|| error.source())
}

impl From<reqwest::Error> for ClientError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let certificate = causes(&error).find_map(|cause| match cause.downcast_ref::<rustls::Error>()? {
            rustls::Error::InvalidCertificate(fault) => Some(fault_of(fault)),
            _ => None,
        });
        if let Some(fault) = certificate {
            return Self::Certificate(fault);
        }
        if error.is_timeout() {
            return Self::TimedOut;
        }
        if error.is_builder() {
            return Self::Setting("the address of the server, or a header for it, cannot be used".to_owned());
        }
        if error.is_connect() {
            // The innermost cause is the operating system's or the name service's.
            let reason = causes(&error).last().map(ToString::to_string).unwrap_or_default();
            return Self::Unreachable(reason);
        }
        let ended = |kind| {
            matches!(
                kind,
                io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted
            )
        };
        let closed = causes(&error).any(|cause| {
            cause
                .downcast_ref::<hyper::Error>()
                .is_some_and(|error| error.is_incomplete_message() || error.is_canceled())
                || cause.downcast_ref::<io::Error>().is_some_and(|error| ended(error.kind()))
        });
        if closed || error.is_body() { Self::ClosedEarly } else { Self::Protocol }
    }
}

fn fault_of(error: &CertificateError) -> CertificateFault {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => CertificateFault::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => CertificateFault::NotYet,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateFault::OtherHost
        }
        CertificateError::UnknownIssuer => CertificateFault::Unknown,
        _ => CertificateFault::Unfit,
    }
}
