//! What can be wrong with a receiver, by name.

/// A fault of an MLLP receiver that can be switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReceiverFault {
    /// Never answers.
    Silent,
    /// Answers another control id.
    WrongControlId,
    /// Rejects every message.
    RejectsAll,
    /// Rejects messages of the type ADT.
    RejectsAdt,
    /// Rejects messages of the type ORU.
    RejectsOru,
    /// Rejects messages of the type MDM.
    RejectsMdm,
    /// Rejects messages of the type SIU.
    RejectsSiu,
    /// Leaves the receiving application where it stood.
    UnswappedHeader,
    /// Answers with the processing id P whatever came.
    FixedProcessingId,
    /// Answers as version 2.3 whatever came.
    FixedVersion,
    /// Leaves the event out of MSH-9.
    NoTrigger,
    /// Leaves the structure out of MSH-9.
    NoStructure,
    /// Takes the sender's control id for its own.
    SameControlId,
    /// Answers without a start byte.
    NoStart,
    /// Answers without the last carriage return.
    NoReturn,
    /// Puts a line feed between its frames.
    Noise,
    /// Reads only frames that come in one piece.
    SplitBlind,
    /// Gives up a frame whose end byte comes late.
    LateEndBlind,
    /// Reads only the first of two frames that come in one piece.
    JoinedBlind,
    /// Answers what has no start byte.
    AnswersWithoutStart,
    /// Overlooks the frame after noise.
    NoiseBlind,
    /// Overlooks messages of more than a million bytes.
    SmallBuffer,
    /// Does not answer who has ended its side of the connection.
    HalfCloseDrops,
    /// Rejects a message that comes again.
    RejectsDuplicates,
    /// Ends a connection that is idle for a moment.
    IdleClose,
    /// Leaves out the accept acknowledgement.
    NoAccept,
    /// Leaves out the application acknowledgement.
    NoApplication,
    /// Answers in the application's codes at once.
    ApplicationCodeInAccept,
    /// Sends an accept acknowledgement that was not asked for.
    AlwaysAccepts,
    /// Sends an application acknowledgement that was not asked for.
    AlwaysApplies,
    /// Acknowledges acknowledgements.
    AcksAcks,
    /// Accepts messages of types that there are not.
    AcceptsAnyType,
    /// Accepts versions that there are not.
    AcceptsAnyVersion,
    /// Accepts a message without a control id.
    AcceptsNoControlId,
    /// Says in MSH-2 what the sender said, and writes with the usual delimiters.
    UsualDelimiters,
    /// Writes Latin-1 whatever MSH-18 says.
    Latin1,
    /// Answers twice.
    AnswersTwice,
    /// Takes any character set for one that it knows.
    IgnoresCharacterSet,
    /// Takes the usual delimiters where two that are declared are the same.
    ReadsAnyDelimiters,
}

impl ReceiverFault {
    /// Every fault.
    pub const ALL: [Self; 39] = [
        Self::Silent,
        Self::WrongControlId,
        Self::RejectsAll,
        Self::RejectsAdt,
        Self::RejectsOru,
        Self::RejectsMdm,
        Self::RejectsSiu,
        Self::UnswappedHeader,
        Self::FixedProcessingId,
        Self::FixedVersion,
        Self::NoTrigger,
        Self::NoStructure,
        Self::SameControlId,
        Self::NoStart,
        Self::NoReturn,
        Self::Noise,
        Self::SplitBlind,
        Self::LateEndBlind,
        Self::JoinedBlind,
        Self::AnswersWithoutStart,
        Self::NoiseBlind,
        Self::SmallBuffer,
        Self::HalfCloseDrops,
        Self::RejectsDuplicates,
        Self::IdleClose,
        Self::NoAccept,
        Self::NoApplication,
        Self::ApplicationCodeInAccept,
        Self::AlwaysAccepts,
        Self::AlwaysApplies,
        Self::AcksAcks,
        Self::AcceptsAnyType,
        Self::AcceptsAnyVersion,
        Self::AcceptsNoControlId,
        Self::UsualDelimiters,
        Self::Latin1,
        Self::AnswersTwice,
        Self::IgnoresCharacterSet,
        Self::ReadsAnyDelimiters,
    ];

    /// Its name, which is stable.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::WrongControlId => "wrong-control-id",
            Self::RejectsAll => "rejects-all",
            Self::RejectsAdt => "rejects-adt",
            Self::RejectsOru => "rejects-oru",
            Self::RejectsMdm => "rejects-mdm",
            Self::RejectsSiu => "rejects-siu",
            Self::UnswappedHeader => "unswapped-header",
            Self::FixedProcessingId => "fixed-processing-id",
            Self::FixedVersion => "fixed-version",
            Self::NoTrigger => "no-trigger",
            Self::NoStructure => "no-structure",
            Self::SameControlId => "same-control-id",
            Self::NoStart => "no-start",
            Self::NoReturn => "no-return",
            Self::Noise => "noise",
            Self::SplitBlind => "split-blind",
            Self::LateEndBlind => "late-end-blind",
            Self::JoinedBlind => "joined-blind",
            Self::AnswersWithoutStart => "answers-without-start",
            Self::NoiseBlind => "noise-blind",
            Self::SmallBuffer => "small-buffer",
            Self::HalfCloseDrops => "half-close-drops",
            Self::RejectsDuplicates => "rejects-duplicates",
            Self::IdleClose => "idle-close",
            Self::NoAccept => "no-accept",
            Self::NoApplication => "no-application",
            Self::ApplicationCodeInAccept => "application-code-in-accept",
            Self::AlwaysAccepts => "always-accepts",
            Self::AlwaysApplies => "always-applies",
            Self::AcksAcks => "acks-acks",
            Self::AcceptsAnyType => "accepts-any-type",
            Self::AcceptsAnyVersion => "accepts-any-version",
            Self::AcceptsNoControlId => "accepts-no-control-id",
            Self::UsualDelimiters => "usual-delimiters",
            Self::Latin1 => "latin-1",
            Self::AnswersTwice => "answers-twice",
            Self::IgnoresCharacterSet => "ignores-character-set",
            Self::ReadsAnyDelimiters => "reads-any-delimiters",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}
