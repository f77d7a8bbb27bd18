//! The rules by name, and what to answer where one is broken.

/// A code of HL7 table 0357, by which a receiver says why it refuses a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// 100.
    SegmentSequence,
    /// 101.
    RequiredFieldMissing,
    /// 102.
    DataType,
    /// 103.
    TableValueNotFound,
    /// 104.
    ValueTooLong,
    /// 200.
    UnsupportedMessageType,
    /// 201.
    UnsupportedEvent,
    /// 202.
    UnsupportedProcessing,
    /// 203.
    UnsupportedVersion,
    /// 207.
    Internal,
}

impl ErrorCode {
    /// Its number.
    pub const fn number(self) -> u16 {
        match self {
            Self::SegmentSequence => 100,
            Self::RequiredFieldMissing => 101,
            Self::DataType => 102,
            Self::TableValueNotFound => 103,
            Self::ValueTooLong => 104,
            Self::UnsupportedMessageType => 200,
            Self::UnsupportedEvent => 201,
            Self::UnsupportedProcessing => 202,
            Self::UnsupportedVersion => 203,
            Self::Internal => 207,
        }
    }

    /// What the table calls it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::SegmentSequence => "Segment sequence error",
            Self::RequiredFieldMissing => "Required field missing",
            Self::DataType => "Data type error",
            Self::TableValueNotFound => "Table value not found",
            Self::ValueTooLong => "Value too long",
            Self::UnsupportedMessageType => "Unsupported message type",
            Self::UnsupportedEvent => "Unsupported event code",
            Self::UnsupportedProcessing => "Unsupported processing id",
            Self::UnsupportedVersion => "Unsupported version id",
            Self::Internal => "Application internal error",
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal, $code:expr;)*) => {
        /// A rule. Its name is stable, so that programs can count findings and leave some out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$rule => $name,)* }
            }

            /// The code of table 0357 that answers it; none where a receiver would not refuse.
            pub const fn error_code(self) -> Option<ErrorCode> {
                match self { $(Self::$rule => $code,)* }
            }
        }
    };
}

use ErrorCode::{
    DataType, Internal, RequiredFieldMissing, SegmentSequence, TableValueNotFound, UnsupportedEvent,
    UnsupportedMessageType, UnsupportedProcessing, UnsupportedVersion, ValueTooLong,
};

rules! {
    /// The message is longer, or has more of something, than is read.
    Limit = "limit", Some(Internal);
    /// The message does not begin with MSH.
    NoHeader = "no-header", Some(SegmentSequence);
    /// A second MSH stands inside the message.
    SecondHeader = "second-header", Some(SegmentSequence);
    /// MSH-1 and MSH-2 declare delimiters that cannot be told apart, or more or fewer than there are.
    Delimiters = "delimiters", Some(DataType);
    /// A segment does not end with CR.
    SegmentTerminator = "segment-terminator", None;
    /// A line is not a segment.
    Line = "line", Some(SegmentSequence);
    /// The bytes are not in the character set that MSH-18 declares.
    CharacterSet = "character-set", Some(DataType);
    /// MSH-18 names a character set that is not known.
    CharacterSetUnknown = "character-set-unknown", Some(TableValueNotFound);
    /// A control character stands in a field.
    ControlCharacter = "control-character", Some(DataType);
    /// An escape sequence is not known.
    Escape = "escape", Some(DataType);
    /// An escape sequence does not end.
    EscapeOpen = "escape-open", Some(DataType);
    /// An escape sequence means what its sender alone knows.
    EscapeLocal = "escape-local", None;
    /// The version is absent or not one that is checked.
    Version = "version", Some(UnsupportedVersion);
    /// The message type is absent or not known in the version.
    MessageType = "message-type", Some(UnsupportedMessageType);
    /// The event is absent or not known in the version.
    Event = "event", Some(UnsupportedEvent);
    /// MSH-9.3 names another structure than the event has.
    StructureMismatch = "structure-mismatch", Some(UnsupportedMessageType);
    /// MSH-11 is not a processing id.
    Processing = "processing-id", Some(UnsupportedProcessing);
    /// EVN-1 names another event than MSH-9.
    EventMismatch = "event-mismatch", Some(UnsupportedEvent);
    /// A segment that must be there is not.
    SegmentMissing = "segment-missing", Some(SegmentSequence);
    /// A segment stands where the structure has no place for it.
    SegmentUnexpected = "segment-unexpected", Some(SegmentSequence);
    /// A segment that must be there stands in another place.
    SegmentOrder = "segment-order", Some(SegmentSequence);
    /// A segment is repeated and may not be.
    SegmentRepeated = "segment-repeated", Some(SegmentSequence);
    /// The version has no such segment.
    SegmentUnknown = "segment-unknown", Some(SegmentSequence);
    /// A Z segment that no profile knows.
    SegmentLocal = "segment-local", None;
    /// A field that must be there is not.
    FieldMissing = "field-missing", Some(RequiredFieldMissing);
    /// A field stands beyond the last of its segment.
    FieldExtra = "field-extra", Some(DataType);
    /// A field has a value and is not supported.
    FieldNotSupported = "field-not-supported", Some(DataType);
    /// A field is repeated more often than it may be.
    FieldRepeated = "field-repeated", Some(DataType);
    /// A component that must be there is not.
    ComponentMissing = "component-missing", Some(RequiredFieldMissing);
    /// A component stands beyond the last of its data type.
    ComponentExtra = "component-extra", Some(DataType);
    /// A component has a value and is not supported.
    ComponentNotSupported = "component-not-supported", Some(DataType);
    /// A subcomponent stands beyond the last of its data type.
    SubcomponentExtra = "subcomponent-extra", Some(DataType);
    /// A value is longer than it may be.
    Length = "length", Some(ValueTooLong);
    /// A number does not have the form of one.
    Number = "format-nm", Some(DataType);
    /// A set id does not have the form of one.
    Sequence = "format-si", Some(DataType);
    /// A date does not have the form of one, or there is no such day.
    Date = "format-dt", Some(DataType);
    /// A time of day does not have the form of one.
    Time = "format-tm", Some(DataType);
    /// A time stamp does not have the form of one, or there is no such time.
    DateTime = "format-ts", Some(DataType);
    /// A code is not in its table.
    TableValue = "table-value", Some(TableValueNotFound);
    /// The codes of a table are not known.
    TableUnknown = "table-unknown", None;
    /// OBX-2 does not say which type OBX-5 has.
    ValueType = "value-type", Some(DataType);
    /// A value is none of those that a profile allows.
    ProfileValue = "profile-value", Some(TableValueNotFound);
    /// A value does not have the form that a profile asks for.
    ProfilePattern = "profile-pattern", Some(DataType);
    /// A profile is named and not known.
    ProfileUnknown = "profile-unknown", None;
    /// An NHS number has the wrong form or check digit.
    NhsNumber = "nhs-number", Some(DataType);
    /// An NHS number comes without its assigning authority.
    NhsNumberAuthority = "nhs-number-authority", Some(DataType);
    /// An NHS number comes without its identifier type.
    NhsNumberType = "nhs-number-type", Some(DataType);
    /// There is no NHS number where a profile asks for one.
    NhsNumberAbsent = "nhs-number-absent", Some(RequiredFieldMissing);
    /// What a batch says of itself is not so.
    Batch = "batch", Some(SegmentSequence);
    /// An MLLP frame is not closed, or something stands outside of frames and messages.
    Frame = "frame", Some(SegmentSequence);
}
