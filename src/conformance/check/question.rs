//! One check, and the putting of it.

use rust_decimal::Decimal;

use super::{Found, Grade, Normal, Received, Subject, Test, Tools};
use crate::conformance::script::{Diagnostic, Place, Template};
use crate::validation::fhir::Verdict;

/// The longest value that is shown whole, in characters.
const MOST_SHOWN: usize = 400;

/// A question, and the answer that is right.
#[derive(Debug, Clone)]
pub struct Check {
    /// Where it stands.
    pub place: Place,
    /// Its name in the scenario.
    pub id: String,
    /// How grave a failure is.
    pub grade: Grade,
    /// The requirement that says so.
    pub requirement: Option<String>,
    /// What is asked about.
    pub subject: Subject,
    /// What makes no difference.
    pub normalise: Vec<Normal>,
    /// Which values are right.
    pub test: Test,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is right.
    Passed,
    /// It is wrong.
    Failed(Box<Diagnostic>),
    /// It could not be asked, with the reason.
    NotCheckable(Box<Diagnostic>),
}

/// Gives values to templates.
pub(super) type Fill<'f> = &'f mut dyn FnMut(&str) -> Result<String, String>;

impl Check {
    /// Puts the check to what came.
    pub fn put(&self, received: &Received, tools: &Tools, fill: Fill<'_>) -> Outcome {
        if let Test::Valid(standard) = self.test {
            return self.valid(standard, received, tools);
        }
        let values = match self.subject.find(received, tools) {
            Found::Values(values) => values,
            Found::Unreadable(why) => return self.failed("something that can be read", &why),
        };
        match self.judge(&values, fill) {
            Err(fault) => Outcome::NotCheckable(Box::new(fault)),
            Ok(None) => Outcome::Passed,
            Ok(Some(expected)) => self.failed(&expected, &shown(&values)),
        }
    }

    /// A failure of this check.
    pub fn failed(&self, expected: &str, found: &str) -> Outcome {
        let grade = self.grade.name();
        let what = format!("the check `{}` failed ({grade})", self.id);
        let mut diagnostic = Diagnostic::new(&self.place, what).expected(expected).found(found);
        if let Some(requirement) = &self.requirement {
            diagnostic = diagnostic.remedy(format!("see requirement {requirement}"));
        }
        Outcome::Failed(Box::new(diagnostic))
    }

    fn valid(&self, standard: super::Standard, received: &Received, tools: &Tools) -> Outcome {
        let (verdict, findings) = tools.validate(standard, &received.body);
        match verdict {
            Verdict::Valid => Outcome::Passed,
            Verdict::Invalid => self.failed("a valid message", &findings),
            Verdict::NotCheckable => Outcome::NotCheckable(Box::new(
                Diagnostic::new(&self.place, format!("the check `{}` could not be made whole", self.id))
                    .expected("everything that it names to be known")
                    .found(findings),
            )),
        }
    }

    /// What was expected, where the values are wrong.
    fn judge(&self, values: &[String], fill: Fill<'_>) -> Result<Option<String>, Diagnostic> {
        let normal = |text: &str| self.normalise.iter().fold(text.to_owned(), |text, by| by.apply(&text));
        let values: Vec<String> = values.iter().map(|value| normal(value)).collect();
        let mut filled = |template: &Template| template.fill(fill).map(|text| normal(&text));
        let all = |right: &dyn Fn(&String) -> bool| !values.is_empty() && values.iter().all(right);
        let (is_right, expected) = match &self.test {
            Test::Equals(template) => {
                let wanted = filled(template)?;
                (all(&|value| *value == wanted), format!("`{}`", short(&wanted)))
            }
            Test::DiffersFrom(template) => {
                let unwanted = filled(template)?;
                (all(&|value| *value != unwanted), format!("anything but `{}`", short(&unwanted)))
            }
            Test::Contains(template) => {
                let wanted = filled(template)?;
                (all(&|value| value.contains(&wanted)), format!("a text with `{}` in it", short(&wanted)))
            }
            Test::OneOf(templates) => {
                let wanted = templates.iter().map(&mut filled).collect::<Result<Vec<_>, _>>()?;
                (all(&|value| wanted.contains(value)), format!("one of {}", shown(&wanted)))
            }
            Test::Matches(pattern) => {
                (all(&|value| pattern.is_match(value)), format!("a text that matches `{}`", pattern.as_str()))
            }
            Test::Exists(true) => (!values.is_empty(), "a value".to_owned()),
            Test::Exists(false) => (values.is_empty(), "no value".to_owned()),
            Test::Count(count) => (values.len() == *count, format!("{count} values")),
            Test::AtLeast(amount) => {
                let least = amount.number();
                (all(&|value| number(value).is_some_and(|it| it >= least)), format!("at least {}", amount.words()))
            }
            Test::AtMost(amount) => {
                let most = amount.number();
                (all(&|value| number(value).is_some_and(|it| it <= most)), format!("at most {}", amount.words()))
            }
            Test::Valid(_) => (true, String::new()),
        };
        Ok((!is_right).then_some(expected))
    }
}

fn number(text: &str) -> Option<Decimal> {
    text.trim().parse().ok()
}

fn shown(values: &[String]) -> String {
    match values {
        [] => "no value".to_owned(),
        [one] => format!("`{}`", short(one)),
        several => {
            let words: Vec<String> = several.iter().take(8).map(|value| format!("`{}`", short(value))).collect();
            let more = if several.len() > 8 { format!(" and {} more", several.len() - 8) } else { String::new() };
            format!("{}{more}", words.join(", "))
        }
    }
}

fn short(text: &str) -> String {
    let visible = text.replace('\r', "\\r").replace('\n', "\\n");
    let mut short: String = visible.chars().take(MOST_SHOWN).collect();
    if short.len() < visible.len() {
        short.push('…');
    }
    short
}
