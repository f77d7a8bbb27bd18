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
    /// The record was discussed with the person.
    PermissionDiscussed => "discussed",
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
    /// Claim that the person is in the user's care.
    Claim => "claim care",
    /// I treat the person now.
    ClaimAttending => "I treat the person now",
    /// The person was referred to me or my team.
    ClaimReferred => "referred to me or my team",
    /// Somebody who treats the person asked me.
    ClaimAdvice => "asked for my advice",
    /// I stand in for the team that treats the person.
    ClaimCover => "I stand in for their team",
    /// I follow up care that I gave.
    ClaimFollowUp => "I follow up my care",
    /// What the person chose, and a new choice.
    Choices => "choices",
    /// Yes 1.
    Yes1 => "Yes 1: one user, today only",
    /// Yes 2.
    Yes2 => "Yes 2: my care, until a day",
    /// Yes 3.
    Yes3 => "Yes 3: my care, always",
    /// No 1.
    No1 => "No 1: emergencies only",
    /// No 2.
    No2 => "No 2: nobody",
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
