//! What a message type and event mean.

use crate::record::{EncounterEvent, Trigger};

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// ADT about one patient. A28 and A31 speak of an encounter only where a visit number says which.
    Administration { encounter: Option<EncounterEvent>, of_person: bool },
    /// A34 and A40.
    Merge,
    /// ORU.
    Results,
    /// MDM.
    Document(DocumentEvent),
    /// SIU.
    Schedule { encounter: EncounterEvent, missed: bool },
    /// ORM, OML, OMG.
    Order,
}

/// What happens to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DocumentEvent {
    /// T01, T02, T03, T04: it is there, or its status changed.
    Notify,
    /// T05, T06: an addition to another document.
    Addendum,
    /// T07, T08: it was edited.
    Edit,
    /// T09, T10: it replaces another.
    Replace,
    /// T11: it is cancelled.
    Cancel,
}

impl Event {
    /// Reads a type and event such as `ADT^A01`; `None` for what is not supported.
    pub(super) fn read(code: &str, event: &str) -> Option<Self> {
        Some(match (code, event) {
            ("ADT", "A34" | "A40") => Self::Merge,
            ("ADT", event) => administration(event)?,
            ("ORU", "R01") => Self::Results,
            ("MDM", event) => Self::Document(match event {
                "T01" | "T02" | "T03" | "T04" => DocumentEvent::Notify,
                "T05" | "T06" => DocumentEvent::Addendum,
                "T07" | "T08" => DocumentEvent::Edit,
                "T09" | "T10" => DocumentEvent::Replace,
                "T11" => DocumentEvent::Cancel,
                _ => return None,
            }),
            ("SIU", event) => {
                let encounter = match event {
                    "S12" => EncounterEvent::Book,
                    "S13" | "S14" => EncounterEvent::Reschedule,
                    "S15" | "S26" => EncounterEvent::CancelBooking,
                    _ => return None,
                };
                Self::Schedule { encounter, missed: event == "S26" }
            }
            ("ORM" | "OMR", "O01") | ("OML", "O21" | "O33" | "O35") | ("OMG", "O19") => Self::Order,
            _ => return None,
        })
    }

    pub(super) const fn trigger(self) -> Trigger {
        match self {
            Self::Administration { .. } => Trigger::Administration,
            Self::Merge => Trigger::Merge,
            Self::Results => Trigger::Results,
            Self::Document(_) => Trigger::Document,
            Self::Schedule { .. } => Trigger::Schedule,
            Self::Order => Trigger::Order,
        }
    }

    /// The segments that are carried into the statement; any other is named as unread.
    pub(super) fn carries(self, segment: &str) -> bool {
        let of_everything = matches!(segment, "MSH" | "EVN" | "PID" | "PD1" | "ZU1" | "ZU8" | "PV1");
        of_everything
            || match self {
                Self::Administration { .. } => matches!(segment, "PV2" | "NK1" | "AL1" | "DG1" | "PR1" | "OBX" | "NTE"),
                Self::Merge => segment == "MRG",
                Self::Results => matches!(segment, "ORC" | "OBR" | "OBX" | "NTE" | "SPM"),
                Self::Document(_) => matches!(segment, "TXA" | "OBX" | "NTE"),
                Self::Schedule { .. } => matches!(segment, "SCH" | "TQ1" | "AIS" | "AIL" | "AIP" | "RGS"),
                Self::Order => matches!(segment, "ORC" | "OBR" | "OBX" | "NTE" | "SPM"),
            }
    }
}

fn administration(event: &str) -> Option<Event> {
    let encounter = match event {
        "A01" => EncounterEvent::Admit,
        "A02" => EncounterEvent::Transfer,
        "A03" => EncounterEvent::Discharge,
        "A04" => EncounterEvent::Register,
        "A05" => EncounterEvent::Book,
        "A08" | "A28" | "A31" => EncounterEvent::Update,
        "A11" => EncounterEvent::CancelAdmit,
        "A12" => EncounterEvent::CancelTransfer,
        "A13" => EncounterEvent::CancelDischarge,
        "A38" => EncounterEvent::CancelBooking,
        _ => return None,
    };
    Some(Event::Administration { encounter: Some(encounter), of_person: matches!(event, "A28" | "A31") })
}
