//! The parameters of a request: each known, each given once.

use super::problem::Problem;
use super::text::decoded;

/// The most bytes of parameters.
const LONGEST: usize = 4096;
/// The most parameters.
const MOST: usize = 32;

/// Parameters by name, in the order they came. What a search does not take out is refused.
#[derive(Default)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a query string.
    pub(super) fn read(query: Option<&str>) -> Result<Self, Problem> {
        let query = query.unwrap_or_default();
        if query.len() > LONGEST {
            return Err(Problem::new(414, "too-long", format!("the parameters are longer than {LONGEST} bytes")));
        }
        let mut parameters: Vec<(String, String)> = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let unreadable = || Problem::invalid("the parameters are not percent-encoded UTF-8");
            let name = decoded(name, true).ok_or_else(unreadable)?;
            let value = decoded(value, true).ok_or_else(unreadable)?;
            if value.is_empty() {
                return Err(Problem::invalid(format!("the parameter {} has no value", named(&name))));
            }
            parameters.push((name, value));
        }
        if parameters.len() > MOST {
            return Err(Problem::new(414, "too-long", format!("there are more than {MOST} parameters")));
        }
        Ok(Self(parameters))
    }

    /// Takes out a parameter that may be given once.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(place) = self.0.iter().position(|(found, _)| found == name) else { return Ok(None) };
        let (_, value) = self.0.remove(place);
        if self.0.iter().any(|(found, _)| found == name) {
            return Err(Problem::not_supported(format!("the parameter `{name}` can be given only once")));
        }
        Ok(Some(value))
    }

    /// Takes out every value of a parameter.
    pub(super) fn take_all(&mut self, name: &str) -> Vec<String> {
        let (taken, kept) = std::mem::take(&mut self.0).into_iter().partition(|(found, _)| found == name);
        self.0 = kept;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// Refuses what nobody took: a parameter that is ignored would widen the search in silence.
    pub(super) fn finish(self) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => {
                Err(Problem::not_supported(format!("the parameter {} is not supported here", named(name))))
            }
        }
    }
}

/// The name of a parameter for an answer, unless it is too odd to be one.
fn named(name: &str) -> String {
    let fits = name.len() <= 64 && name.chars().all(|it| it.is_ascii_alphanumeric() || "-_:.".contains(it));
    if fits { format!("`{name}`") } else { "of that name".to_owned() }
}

/// Reads a number of things to return.
pub(super) fn count(text: Option<&str>, usual: usize, most: usize) -> Result<usize, Problem> {
    match text.map(str::parse) {
        None => Ok(usual),
        Some(Ok(0)) => Err(Problem::not_supported("`_count=0` is not supported: counts alone are not told")),
        Some(Ok(count)) => Ok(usize::min(count, most)),
        Some(Err(_)) => Err(Problem::invalid("`_count` is a number")),
    }
}
