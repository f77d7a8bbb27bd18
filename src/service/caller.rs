//! Who calls, and why.

use super::problem::Problem;
use super::text::decoded;
use crate::access::{AnsweredBy, Claim, Purpose, Reason, User};
use crate::consent::{Emergency, Permission, Unsealing};
use crate::store::sqlite::SqliteStore;
use crate::store::{Context, ViewRequest};
use crate::transport::http::Request;

/// The longest text of a header that goes into the audit.
const LONGEST_WORDS: usize = 1000;
/// The longest id of a request.
const LONGEST_ID: usize = 128;

/// A header that may come once, without blanks around it; none where it is empty.
pub(super) fn header<'a>(request: &'a Request, name: &str) -> Result<Option<&'a str>, Problem> {
    let found = request.header(name).map_err(|fault| Problem::invalid(format!("the header `{name}`: {fault}")))?;
    Ok(found.map(str::trim).filter(|value| !value.is_empty()))
}

/// The words of a header: percent-encoded UTF-8.
fn words(request: &Request, name: &str) -> Result<Option<String>, Problem> {
    let Some(value) = header(request, name)? else { return Ok(None) };
    let text = decoded(value, false).filter(|text| text.chars().count() <= LONGEST_WORDS);
    let wanted = || format!("the header `{name}` holds at most {LONGEST_WORDS} characters, percent-encoded");
    text.map(Some).ok_or_else(|| Problem::invalid(wanted()))
}

/// One of some words.
fn one_of<T: Copy>(request: &Request, name: &str, known: &[(&'static str, T)]) -> Result<Option<T>, Problem> {
    let Some(value) = header(request, name)? else { return Ok(None) };
    let found = known.iter().find(|(word, _)| *word == value).map(|(_, meaning)| *meaning);
    let wanted = || known.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    found.map(Some).ok_or_else(|| Problem::invalid(format!("the header `{name}` is one of {}", wanted())))
}

/// The id of a request: the client's, or one that is made.
pub(super) fn request_id(request: &Request, context: &Context) -> Result<String, Problem> {
    if let Some(id) = header(request, "x-request-id")? {
        let fits = id.len() <= LONGEST_ID && id.bytes().all(|byte| byte.is_ascii_graphic());
        let wanted = || format!("the header `x-request-id` holds at most {LONGEST_ID} visible characters");
        return if fits { Ok(id.to_owned()) } else { Err(Problem::invalid(wanted())) };
    }
    let mut random = [0; 16];
    context.randomness.fill(&mut random).map_err(|_| Problem::busy("the system gives no random bytes"))?;
    Ok(random.iter().fold(String::with_capacity(32), |id, byte| format!("{id}{byte:02x}")))
}

/// The user whom the token names.
pub(super) fn caller(request: &Request, store: &SqliteStore) -> Result<User, Problem> {
    let shown = header(request, "authorization")?;
    let Some(shown) = shown else { return Err(Problem::unknown_caller("a token is needed: `Authorization: Bearer`")) };
    let token = shown.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, token)) = token else { return Err(Problem::unknown_caller("only a bearer token is taken")) };
    match store.bearer(token.trim())? {
        Some((user, _)) => Ok(user),
        None => Err(Problem::unknown_caller("that token is not known, is over or was revoked")),
    }
}

/// What a user asks for and why, for the gate.
pub(super) fn view_request(request: &Request, user: User, id: &str) -> Result<ViewRequest, Problem> {
    Ok(ViewRequest { user, reason: reason(request)?, request: id.to_owned() })
}

fn reason(request: &Request) -> Result<Reason, Problem> {
    let Some(code) = header(request, "x-purpose-of-use")? else {
        return Err(Problem::forbidden(
            "the header `x-purpose-of-use` must say for what purpose: direct care is not assumed",
        ));
    };
    let (purpose, glass) = match code {
        "TREAT" => (Purpose::DirectCare, false),
        "ETREAT" | "BTG" => (Purpose::DirectCare, true),
        "HOPERAT" => (Purpose::RecordOperations, false),
        "PATRQT" => (Purpose::SubjectAccess, false),
        "HCOMPL" => (Purpose::PrivacyInvestigation, false),
        _ => {
            return Err(Problem::forbidden(
                "the header `x-purpose-of-use` is one of TREAT, ETREAT, BTG, HOPERAT, PATRQT, HCOMPL: for another purpose nothing is shown",
            ));
        }
    };
    let (text, incident) = (words(request, "x-reason")?, words(request, "x-incident")?);
    let incident = match purpose {
        // Without words of its own, the reason of record operations is the incident.
        Purpose::RecordOperations => incident.or_else(|| text.clone()),
        _ => incident,
    };
    Ok(Reason {
        purpose,
        text,
        incident,
        permission: permission(request)?,
        answered_by: answered_by(request)?,
        evidence: words(request, "x-evidence")?,
        emergency: emergency(request, code, glass)?,
        unseal: unseal(request)?,
        claim: claim(request)?,
        own_items: one_of(request, "x-own-items", &[("true", true), ("false", false)])?.unwrap_or_default(),
    })
}

fn permission(request: &Request) -> Result<Permission, Problem> {
    use Permission::{Discussed, Given, NotAsked, Refused, Unable};
    let known = [Given, Refused, NotAsked, Unable, Discussed].map(|it| (it.slug(), it));
    Ok(one_of(request, "x-permission", &known)?.unwrap_or_default())
}

fn answered_by(request: &Request) -> Result<AnsweredBy, Problem> {
    let known = [("person", AnsweredBy::Person), ("parent", AnsweredBy::Parent), ("attorney", AnsweredBy::Attorney)];
    Ok(one_of(request, "x-answered-by", &known)?.unwrap_or_default())
}

/// The ground of a look under broken glass. A purpose that breaks no glass has none.
fn emergency(request: &Request, code: &str, glass: bool) -> Result<Option<Emergency>, Problem> {
    let known = [Emergency::Medical, Emergency::Safeguarding, Emergency::OverridingInterest].map(|it| (it.slug(), it));
    match (one_of(request, "x-emergency", &known)?, glass) {
        (Some(ground), true) => Ok(Some(ground)),
        (Some(_), false) => {
            Err(Problem::invalid("the header `x-emergency` goes with the purposes ETREAT and BTG alone"))
        }
        (None, true) if code == "ETREAT" => Ok(Some(Emergency::Medical)),
        (None, true) => Err(Problem::invalid("the purpose BTG needs its ground in the header `x-emergency`")),
        (None, false) => Ok(None),
    }
}

fn unseal(request: &Request) -> Result<Option<Unsealing>, Problem> {
    use Unsealing::{ExpressConsent, LegalRequirement, OverridingPublicInterest};
    let known = [ExpressConsent, LegalRequirement, OverridingPublicInterest].map(|it| (it.slug(), it));
    one_of(request, "x-unseal", &known)
}

fn claim(request: &Request) -> Result<Option<Claim>, Problem> {
    one_of(request, "x-claim", &Claim::ALL.map(|it| (it.slug(), it)))
}
