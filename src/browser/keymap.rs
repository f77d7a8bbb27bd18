//! The one table of keys: context, keys, action. The footer and the help are made from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The search fields: letters are text.
    Form,
    /// The hits, or the opening list.
    Results,
    /// The entries of a record.
    Record,
    /// The filter over the entries: letters are text.
    Filter,
    /// One entry.
    Entry,
    /// A raw message.
    RawMessage,
    /// The messages that touched a person.
    Trace,
    /// A page that is only read: identity, demographics.
    Reading,
    /// The conflict list.
    Conflicts,
    /// The dead-letter list.
    DeadLetters,
    /// The feeds.
    Feeds,
    /// The question of permission.
    Permission,
    /// A form of words in a dialogue: letters are text.
    Words,
    /// The ground of an emergency.
    Ground,
    /// The ground of a claimed relationship.
    Claim,
    /// The person's choices.
    Choices,
    /// The choice of purpose.
    Purpose,
    /// A refusal.
    Refused,
    /// The looking up of a code: letters are text.
    LookUp,
    /// Something told, to be put away with any of these keys.
    Told,
    /// The help itself.
    Help,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 21] = [
        Self::Form,
        Self::Results,
        Self::Record,
        Self::Filter,
        Self::Entry,
        Self::RawMessage,
        Self::Trace,
        Self::Reading,
        Self::Conflicts,
        Self::DeadLetters,
        Self::Feeds,
        Self::Permission,
        Self::Words,
        Self::Ground,
        Self::Claim,
        Self::Choices,
        Self::Purpose,
        Self::Refused,
        Self::LookUp,
        Self::Told,
        Self::Help,
    ];

    /// Whether plain characters are text here.
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Form | Self::Filter | Self::Words | Self::LookUp)
    }

    /// The bindings of this context, the most useful first.
    pub fn bindings(self) -> impl Iterator<Item = &'static Binding> {
        let (own, moving): (&'static [Binding], &'static [Binding]) = match self {
            Self::Form => (FORM, &[]),
            Self::Results => (RESULTS, MOVING),
            Self::Record => (RECORD, MOVING),
            Self::Filter => (FILTER, MOVING_TEXT),
            Self::Entry => (ENTRY, MOVING),
            Self::RawMessage => (RAW_MESSAGE, MOVING),
            Self::Trace => (TRACE, MOVING),
            Self::Reading | Self::Feeds => (READING, MOVING),
            Self::Conflicts => (CONFLICTS, MOVING),
            Self::DeadLetters => (DEAD_LETTERS, MOVING),
            Self::Permission => (PERMISSION, &[]),
            Self::Words => (WORDS, &[]),
            Self::Ground => (GROUND, &[]),
            Self::Claim => (CLAIM, &[]),
            Self::Choices => (CHOICES, &[]),
            Self::Purpose => (PURPOSE, &[]),
            Self::Refused => (REFUSED, &[]),
            Self::LookUp => (LOOK_UP, &[]),
            Self::Told => (TOLD, &[]),
            Self::Help => (HELP, MOVING),
        };
        let everywhere = if self.takes_text() { TEXT_EVERYWHERE } else { EVERYWHERE };
        own.iter().chain(moving).chain(everywhere)
    }

    /// What a key means here. Together with Alt none means anything: it may be Esc and another key
    /// that came close together.
    pub fn action(self, event: &KeyEvent) -> Option<Action> {
        if event.modifiers.contains(KeyModifiers::ALT) {
            return None;
        }
        let pressed = Key::of(event);
        self.bindings().find(|binding| binding.keys.contains(&pressed)).map(|binding| binding.action)
    }
}

/// Keys that mean one action.
#[derive(Debug)]
pub struct Binding {
    /// The keys; the first is the one that is shown.
    pub keys: &'static [Key],
    /// What they mean.
    pub action: Action,
}

/// One key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

impl Key {
    const fn plain(code: KeyCode) -> Self {
        Self { code, control: false }
    }

    const fn letter(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    const fn control(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), control: true }
    }

    /// The key of an event; shift is already in the letter.
    fn of(event: &KeyEvent) -> Self {
        Self { code: event.code, control: event.modifiers.contains(KeyModifiers::CONTROL) }
    }

    /// Whether it is pressed together with Ctrl.
    pub const fn with_control(self) -> bool {
        self.control
    }

    /// What stands on the key.
    pub fn name(self) -> String {
        let name = match self.code {
            KeyCode::Char(letter) => letter.to_string(),
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::F(number) => format!("F{number}"),
            other => other.to_string(),
        };
        if self.control { format!("Ctrl-{}", name.to_uppercase()) } else { name }
    }
}

const fn on(keys: &'static [Key], action: Action) -> Binding {
    Binding { keys, action }
}

const ENTER: Key = Key::plain(KeyCode::Enter);
const ESCAPE: Key = Key::plain(KeyCode::Esc);
const TAB: Key = Key::plain(KeyCode::Tab);
const BACK_TAB: Key = Key::plain(KeyCode::BackTab);
const UP: Key = Key::plain(KeyCode::Up);
const DOWN: Key = Key::plain(KeyCode::Down);
const LEFT: Key = Key::plain(KeyCode::Left);
const RIGHT: Key = Key::plain(KeyCode::Right);
const PAGE_UP: Key = Key::plain(KeyCode::PageUp);
const PAGE_DOWN: Key = Key::plain(KeyCode::PageDown);
const HOME: Key = Key::plain(KeyCode::Home);
const END: Key = Key::plain(KeyCode::End);
const F1: Key = Key::plain(KeyCode::F(1));

const EVERYWHERE: &[Binding] = &[
    on(&[Key::letter('?'), F1], Action::Help),
    on(&[Key::control('c')], Action::Quit),
    on(&[Key::control('z')], Action::Suspend),
];

const TEXT_EVERYWHERE: &[Binding] =
    &[on(&[F1], Action::Help), on(&[Key::control('c')], Action::Quit), on(&[Key::control('z')], Action::Suspend)];

const MOVING: &[Binding] = &[
    on(&[UP, Key::letter('k')], Action::Up),
    on(&[DOWN, Key::letter('j')], Action::Down),
    on(&[PAGE_UP, Key::control('b')], Action::PageUp),
    on(&[PAGE_DOWN, Key::letter(' '), Key::control('f')], Action::PageDown),
    on(&[Key::letter('g'), HOME], Action::First),
    on(&[Key::letter('G'), END], Action::Last),
];

const MOVING_TEXT: &[Binding] = &[
    on(&[UP], Action::Up),
    on(&[DOWN], Action::Down),
    on(&[PAGE_UP], Action::PageUp),
    on(&[PAGE_DOWN], Action::PageDown),
];

const FORM: &[Binding] = &[
    on(&[ENTER], Action::Find),
    on(&[TAB, DOWN], Action::NextField),
    on(&[BACK_TAB, UP], Action::PreviousField),
    on(&[Key::control('u')], Action::Clear),
    on(&[ESCAPE], Action::LeaveForm),
];

const RESULTS: &[Binding] = &[
    on(&[ENTER], Action::Open),
    on(&[Key::letter('/'), TAB], Action::Search),
    on(&[Key::letter('p')], Action::Purpose),
    on(&[Key::letter('c')], Action::Conflicts),
    on(&[Key::letter('D')], Action::DeadLetters),
    on(&[Key::letter('F')], Action::Feeds),
    on(&[Key::letter('C')], Action::Choices),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE], Action::Clear),
    on(&[Key::letter('q')], Action::Quit),
];

const RECORD: &[Binding] = &[
    on(&[ENTER], Action::Open),
    on(&[RIGHT, TAB, Key::letter('l')], Action::NextTab),
    on(&[LEFT, BACK_TAB, Key::letter('h')], Action::PreviousTab),
    on(&[Key::letter('/')], Action::Filter),
    on(&[Key::letter('o')], Action::RawMessage),
    on(&[Key::letter('T')], Action::Trace),
    on(&[Key::letter('i')], Action::Identity),
    on(&[Key::letter('d')], Action::Demographics),
    on(&[Key::letter('C')], Action::Choices),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const FILTER: &[Binding] = &[on(&[ENTER], Action::Submit), on(&[ESCAPE], Action::ClearFilter)];

const ENTRY: &[Binding] = &[
    on(&[Key::letter('o'), ENTER], Action::RawMessage),
    on(&[Key::letter('x')], Action::Unmask),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const RAW_MESSAGE: &[Binding] = &[
    on(&[Key::letter('x')], Action::Unmask),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const TRACE: &[Binding] = &[
    on(&[Key::letter('o'), ENTER], Action::RawMessage),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const READING: &[Binding] = &[
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const CONFLICTS: &[Binding] = &[
    on(&[Key::letter('1'), ENTER], Action::FirstPerson),
    on(&[Key::letter('2')], Action::SecondPerson),
    on(&[Key::letter('o')], Action::RawMessage),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const DEAD_LETTERS: &[Binding] = &[
    on(&[Key::letter('o'), ENTER], Action::RawMessage),
    on(&[Key::letter('Y')], Action::CommandLine),
    on(&[Key::letter(':')], Action::LookUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const PERMISSION: &[Binding] = &[
    on(&[Key::letter('g')], Action::PermissionGiven),
    on(&[Key::letter('d')], Action::PermissionDiscussed),
    on(&[Key::letter('n')], Action::PermissionNotAsked),
    on(&[Key::letter('r')], Action::PermissionRefused),
    on(&[Key::letter('u')], Action::PermissionUnable),
    on(&[Key::letter('e')], Action::Emergency),
    on(&[TAB, Key::letter('w')], Action::Words),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const WORDS: &[Binding] = &[
    on(&[ENTER], Action::Submit),
    on(&[TAB, DOWN], Action::NextField),
    on(&[BACK_TAB, UP], Action::PreviousField),
    on(&[ESCAPE], Action::Back),
];

const LOOK_UP: &[Binding] = &[on(&[ESCAPE, ENTER], Action::Back), on(&[Key::control('u')], Action::Clear)];

const GROUND: &[Binding] = &[
    on(&[Key::letter('m')], Action::Medical),
    on(&[Key::letter('s')], Action::Safeguarding),
    on(&[Key::letter('o')], Action::OverridingInterest),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const CLAIM: &[Binding] = &[
    on(&[Key::letter('t')], Action::ClaimAttending),
    on(&[Key::letter('r')], Action::ClaimReferred),
    on(&[Key::letter('a')], Action::ClaimAdvice),
    on(&[Key::letter('s')], Action::ClaimCover),
    on(&[Key::letter('f')], Action::ClaimFollowUp),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const CHOICES: &[Binding] = &[
    on(&[Key::letter('1')], Action::Yes1),
    on(&[Key::letter('2')], Action::Yes2),
    on(&[Key::letter('3')], Action::Yes3),
    on(&[Key::letter('4')], Action::No1),
    on(&[Key::letter('5')], Action::No2),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const PURPOSE: &[Binding] = &[
    on(&[Key::letter('d')], Action::DirectCare),
    on(&[Key::letter('o')], Action::RecordOperations),
    on(&[Key::letter('s')], Action::SubjectAccess),
    on(&[Key::letter('i')], Action::PrivacyInvestigation),
    on(&[ESCAPE, Key::letter('q')], Action::Back),
];

const REFUSED: &[Binding] = &[
    on(&[Key::letter('c')], Action::Claim),
    on(&[Key::letter('C')], Action::Choices),
    on(&[Key::letter('a')], Action::AskAgain),
    on(&[Key::letter('e')], Action::Emergency),
    on(&[ESCAPE, ENTER, Key::letter('q')], Action::Back),
];

const TOLD: &[Binding] = &[on(&[ESCAPE, ENTER, Key::letter('q')], Action::Back)];

const HELP: &[Binding] = &[on(&[ESCAPE, ENTER, Key::letter('q')], Action::Back)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in Context::ALL {
            let mut seen = Vec::new();
            for key in context.bindings().flat_map(|binding| binding.keys) {
                assert!(!seen.contains(key), "{} twice in {context:?}", key.name());
                seen.push(*key);
            }
        }
    }

    #[test]
    fn every_context_has_a_way_back_and_a_way_out() {
        for context in Context::ALL.into_iter().filter(|context| *context != Context::Results) {
            let actions: Vec<Action> = context.bindings().map(|binding| binding.action).collect();
            let leaves = [Action::Back, Action::ClearFilter, Action::LeaveForm];
            let back = leaves.iter().any(|action| actions.contains(action));
            assert!(back && actions.contains(&Action::Quit) && actions.contains(&Action::Help), "{context:?}");
        }
    }

    #[test]
    fn every_action_has_a_key() {
        let bound: Vec<Action> =
            Context::ALL.into_iter().flat_map(Context::bindings).map(|binding| binding.action).collect();
        for action in Action::ALL {
            assert!(bound.contains(action), "{action:?}");
        }
    }

    #[test]
    fn where_letters_are_text_none_is_bound() {
        for context in Context::ALL.into_iter().filter(|context| context.takes_text()) {
            let letter = context
                .bindings()
                .flat_map(|binding| binding.keys)
                .find(|key| matches!(key.code, KeyCode::Char(_)) && !key.control);
            assert_eq!(letter, None, "{context:?}");
        }
    }

    #[test]
    fn shift_and_control_are_told_apart() {
        let press = |code, modifiers| KeyEvent::new(code, modifiers);
        let of = |event| Context::Record.action(&event);
        assert_eq!(of(press(KeyCode::Char('G'), KeyModifiers::SHIFT)), Some(Action::Last));
        assert_eq!(of(press(KeyCode::Char('g'), KeyModifiers::NONE)), Some(Action::First));
        assert_eq!(of(press(KeyCode::Char('c'), KeyModifiers::CONTROL)), Some(Action::Quit));
        assert_eq!(of(press(KeyCode::Char('c'), KeyModifiers::NONE)), None);
        assert_eq!(of(press(KeyCode::Char('q'), KeyModifiers::ALT)), None);
    }
}
