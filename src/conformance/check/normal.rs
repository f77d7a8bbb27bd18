//! What makes no difference when values are compared.

/// What makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normal {
    /// Upper and lower case.
    Case,
    /// How much white space there is, and whether it stands at the ends.
    Space,
    /// Which characters end lines.
    LineEnds,
}

impl Normal {
    /// By its word in a script.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "case" => Self::Case,
            "space" => Self::Space,
            "line-ends" => Self::LineEnds,
            _ => return None,
        })
    }

    /// A text in the form in which it is compared.
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::Case => text.to_lowercase(),
            Self::Space => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::LineEnds => text.replace("\r\n", "\n").replace('\r', "\n"),
        }
    }
}
