//! What a key can mean.

/// Makes the enum, the list of all its variants and their labels from one table.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident => $label:literal,)*) => {
        /// Something the user can do. The keys for it are in `keymap`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Two or three words for the footer and the help.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)*
                }
            }
        }
    };
}

actions! {
    /// One row up.
    Up => "up",
    /// One row down.
    Down => "down",
    /// One screenful up.
    PageUp => "page up",
    /// One screenful down.
    PageDown => "page down",
    /// To the first row.
    First => "first",
    /// To the last row.
    Last => "last",
    /// Open what is selected.
    Open => "open",
    /// Take what was typed.
    Submit => "go on",
    /// Look for the person.
    Find => "search",
    /// From the form to the list and its keys.
    LeaveForm => "other keys",
    /// To the next field, or between fields and list.
    NextField => "next field",
    /// To the field before.
    PreviousField => "field before",
    /// Empty the fields.
    Clear => "clear",
    /// To the search fields.
    Search => "search",
    /// Choose the purpose.
    Purpose => "purpose",
    /// The conflict list.
    Conflicts => "conflicts",
    /// The dead-letter list.
    DeadLetters => "dead letters",
    /// The feeds.
    Feeds => "feeds",
    /// The next section.
    NextTab => "next section",
    /// The section before.
    PreviousTab => "section before",
    /// Filter the entries.
    Filter => "filter",
    /// Show all entries again.
    ClearFilter => "show all",
    /// The raw message behind what is selected.
    RawMessage => "raw message",
    /// Show masked text, for a stated need.
    Unmask => "unmask",
    /// Every message that touched the person.
    Trace => "messages",
    /// Why the identities are one.
    Identity => "identity",
    /// What each source holds of the person.
    Demographics => "demographics",
    /// The first person of a conflict.
    FirstPerson => "first person",
    /// The second person of a conflict.
    SecondPerson => "second person",
    /// The command line that shows the same.
    CommandLine => "command",
    /// Look a code up by its words.
    LookUp => "look up a code",
    /// Permission was given.
    PermissionGiven => "given",
    /// Permission was not asked.
    PermissionNotAsked => "not asked",
    /// Permission was refused.
    PermissionRefused => "refused",
    /// The person could not be asked.
    PermissionUnable => "unable to ask",
    /// Write a reason in words.
    Words => "write a reason",
    /// Break the glass.
    Emergency => "emergency",
    /// A medical emergency.
    Medical => "medical emergency",
    /// Safeguarding.
    Safeguarding => "safeguarding",
    /// An overriding interest.
    OverridingInterest => "overriding interest",
    /// Answer the question of permission again.
    AskAgain => "answer again",
    /// Look for direct care.
    DirectCare => "direct care",
    /// Look for record operations.
    RecordOperations => "record operations",
    /// Look for subject access.
    SubjectAccess => "subject access",
    /// Look for a privacy investigation.
    PrivacyInvestigation => "privacy investigation",
    /// Explain the keys.
    Help => "help",
    /// Back to where one came from.
    Back => "back",
    /// Stop until continued.
    Suspend => "suspend",
    /// Leave the browser.
    Quit => "quit",
}

impl Action {
    /// Whether the footer leaves it to the help: moving about needs no reminder.
    pub const fn only_in_help(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
                | Self::PreviousField
                | Self::PreviousTab
                | Self::LookUp
                | Self::Suspend
        )
    }
}
