//! Where a message is spoiled.

/// Where a message is spoiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The bytes around the message.
    Frame,
    /// The character set.
    CharacterSet,
    /// The delimiters that MSH-1 and MSH-2 declare.
    Delimiter,
    /// Segments and the fields of the header.
    Segment,
}

impl Layer {
    /// Every layer.
    pub const ALL: [Self; 4] = [Self::Frame, Self::CharacterSet, Self::Delimiter, Self::Segment];

    /// Its name in scripts and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::CharacterSet => "character-set",
            Self::Delimiter => "delimiter",
            Self::Segment => "segment",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }
}
