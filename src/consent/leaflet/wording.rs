//! The words of the leaflet in one language.

use serde::Deserialize;

/// The longest file of a wording.
const LONGEST: usize = 256 << 10;
/// The wordings that come with the tool, by their language.
const BUILT_IN: [(&str, &str); 1] = [("en", include_str!("en.toml"))];

/// The words of the leaflet and of its form in one language (BCP 47). A translation is a file of the
/// same keys; `dcr consent leaflet --wording FILE` takes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The language, such as `en` or `pl`.
    pub language: String,
    /// Whether it is written from right to left.
    #[serde(default)]
    pub right_to_left: bool,
    /// The title.
    pub title: String,
    /// What the record is, a paragraph each.
    pub introduction: Vec<String>,
    /// The heading over the choices that let somebody look.
    pub yes_heading: String,
    /// The heading over the choices that do not.
    pub no_heading: String,
    /// The choices.
    pub choices: ChoiceWords,
    /// What to know before opting out.
    pub opt_out: Part,
    /// The form.
    pub form: FormWords,
    /// Whom to ask.
    pub contact: Contact,
}

/// The words of the five choices.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChoiceWords {
    /// This person only, and today only.
    pub yes_1: ChoiceWord,
    /// Anyone in my care, for a set time.
    pub yes_2: ChoiceWord,
    /// Anyone involved in my care, at all times.
    pub yes_3: ChoiceWord,
    /// Only in a medical emergency or for safeguarding.
    pub no_1: ChoiceWord,
    /// Nobody, not even in an emergency.
    pub no_2: ChoiceWord,
}

/// The words of one choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceWord {
    /// Its name on the form.
    pub name: String,
    /// What it means, in the first person.
    pub says: String,
}

/// A heading and its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}

/// The words of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormWords {
    /// The heading.
    pub heading: String,
    /// How to fill it in.
    pub instructions: Vec<String>,
    /// What stands before the reference.
    pub reference: String,
    /// What is written by hand where the form is for nobody yet: a line each.
    pub about_you: Vec<String>,
    /// Where the choice Yes 1 names somebody, and Yes 2 an end.
    pub yes_1_who: String,
    /// The end of Yes 2.
    pub yes_2_until: String,
    /// What is signed.
    pub declaration: String,
    /// What is written by hand below it: a line each.
    pub signature: Vec<String>,
}

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The heading.
    pub heading: String,
    /// What is said where no other way is named.
    pub advice: String,
    /// Ways to ask: what it is, and the number or the address.
    #[serde(default)]
    pub ways: Vec<(String, String)>,
}

/// A wording that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WordingError {
    /// No wording of that language comes with the tool.
    #[error("no leaflet in that language comes with dcr; it has: {0}")]
    Language(String),
    /// It does not have the keys that a wording has.
    #[error("the wording cannot be read: {0}")]
    Toml(String),
    /// A text is empty or holds what may not be printed.
    #[error("the wording cannot be used: {0} is empty, or holds a control character")]
    Text(&'static str),
    /// It is longer than a leaflet can be.
    #[error("the wording is longer than {LONGEST} bytes")]
    TooLong,
}

impl Wording {
    /// The wording of a language that comes with the tool.
    ///
    /// # Errors
    /// Where there is none.
    pub fn of(language: &str) -> Result<Self, WordingError> {
        Self::read(Self::source(language)?)
    }

    /// The file of words of a language that comes with the tool, to be translated.
    ///
    /// # Errors
    /// Where there is none.
    pub fn source(language: &str) -> Result<&'static str, WordingError> {
        let found = BUILT_IN.iter().find(|(known, _)| known.eq_ignore_ascii_case(language));
        let known = || BUILT_IN.map(|(language, _)| language).join(", ");
        found.map(|(_, source)| *source).ok_or_else(|| WordingError::Language(known()))
    }

    /// Reads a wording from TOML.
    ///
    /// # Errors
    /// Where a key is missing or unknown, with its place, or a text cannot be printed.
    pub fn read(toml: &str) -> Result<Self, WordingError> {
        if toml.len() > LONGEST {
            return Err(WordingError::TooLong);
        }
        let wording: Self =
            toml::from_str(toml).map_err(|error| WordingError::Toml(error.to_string().trim().to_owned()))?;
        let tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !(2..=35).contains(&wording.language.len()) || !wording.language.bytes().all(tag) {
            return Err(WordingError::Text("language"));
        }
        let bad = wording.texts().into_iter().find(|(_, text)| {
            text.trim().is_empty() || text.chars().any(|character| character.is_control() && character != '\n')
        });
        bad.map_or(Ok(()), |(name, _)| Err(WordingError::Text(name)))?;
        Ok(wording)
    }

    /// The choices in the order of the leaflet, those that let somebody look first.
    pub const fn choices(&self) -> [&ChoiceWord; 5] {
        let ChoiceWords { yes_1, yes_2, yes_3, no_1, no_2 } = &self.choices;
        [yes_1, yes_2, yes_3, no_1, no_2]
    }

    fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut texts: Vec<(&'static str, &str)> = vec![
            ("title", &self.title),
            ("yes_heading", &self.yes_heading),
            ("no_heading", &self.no_heading),
            ("opt_out.heading", &self.opt_out.heading),
            ("form.heading", &self.form.heading),
            ("form.reference", &self.form.reference),
            ("form.yes_1_who", &self.form.yes_1_who),
            ("form.yes_2_until", &self.form.yes_2_until),
            ("form.declaration", &self.form.declaration),
            ("contact.heading", &self.contact.heading),
            ("contact.advice", &self.contact.advice),
        ];
        for choice in self.choices() {
            texts.extend([("choices", choice.name.as_str()), ("choices", choice.says.as_str())]);
        }
        for (name, list) in [
            ("introduction", &self.introduction),
            ("opt_out.paragraphs", &self.opt_out.paragraphs),
            ("form.instructions", &self.form.instructions),
            ("form.about_you", &self.form.about_you),
            ("form.signature", &self.form.signature),
        ] {
            texts.extend(list.iter().map(|text| (name, text.as_str())));
            if list.is_empty() {
                texts.push((name, ""));
            }
        }
        texts.extend(
            self.contact
                .ways
                .iter()
                .flat_map(|(what, way)| [("contact.ways", what.as_str()), ("contact.ways", way.as_str())]),
        );
        texts
    }
}
