//! One OBX as an observation.

use super::concept::{key_part, with_source};
use super::people::clinician;
use super::value::value;
use super::{Context, key_under};
use crate::interchange::hl7v2::Segment;
use crate::record::{
    EntryAction, EntryStatement, Interpretation, Note, Observation, ObservationStatus, PartialDateTime, Resource,
    Section,
};

/// What an observation takes from what stands around it.
pub(super) struct Surroundings<'g> {
    /// What its key begins with, up to and with a colon.
    pub prefix: &'g str,
    /// The section it is shown in.
    pub section: Section,
    /// The key of its group.
    pub group: Option<&'g str>,
    /// Its place in the group, from 1.
    pub position: Option<u32>,
    /// When it was observed, where OBX-14 does not say.
    pub effective: Option<PartialDateTime>,
    /// When it was reported.
    pub issued: Option<PartialDateTime>,
    /// Its status, where OBX-11 does not say.
    pub status: ObservationStatus,
    /// The time of its version.
    pub version_time: Option<PartialDateTime>,
}

/// Reads an OBX. Whatever it holds, exactly one entry comes of it.
pub(super) fn read(context: &mut Context<'_>, obx: &Segment<'_>, around: &Surroundings<'_>) -> EntryStatement {
    let identifier = obx.field(3);
    let (code_part, sub_part) = (key_part(identifier), obx.field(4).trimmed().unwrap_or_default());
    let key = context.keys.unique(key_under(around.prefix, &[&code_part, &sub_part]));
    let (concept, source) = with_source(identifier);
    let code = obx.field(11).value().unwrap_or_default();
    let action = action(&code);
    let resource = match action {
        EntryAction::Withdraw(_) => None,
        _ => Some(Resource::Observation(Observation {
            code: concept.unwrap_or_default(),
            ..observation(context, obx, &code, around)
        })),
    };
    EntryStatement {
        key,
        action,
        section: around.section,
        resource,
        source,
        location: obx.location(None),
        version_time: around.version_time,
        replaces: None,
    }
}

fn observation(context: &mut Context<'_>, obx: &Segment<'_>, code: &str, around: &Surroundings<'_>) -> Observation {
    Observation {
        status: status(code).unwrap_or(around.status),
        value: value(context, obx),
        reference_range: obx.field(7).string(),
        interpretation: obx.field(8).value().map(|flag| interpretation(&flag)),
        effective: context.time_in(obx, 14).or(around.effective),
        issued: around.issued,
        group: around.group.map(ToOwned::to_owned),
        position: around.position,
        performer: clinician(obx.field(16)),
        ..Observation::default()
    }
}

/// OBX-11, OBR-25 (tables 0085, 0123): what happens to the entry.
pub(super) fn action(code: &str) -> EntryAction {
    match code {
        "C" => EntryAction::Correct,
        "D" => EntryAction::Withdraw("deleted by the source (D)".to_owned()),
        "W" => EntryAction::Withdraw("posted as wrong by the source (W)".to_owned()),
        _ => EntryAction::Assert,
    }
}

/// OBX-11, OBR-25: how final a result is; `None` where nothing is said.
pub(super) fn status(code: &str) -> Option<ObservationStatus> {
    Some(match code {
        "" => return None,
        "F" | "U" => ObservationStatus::Final,
        "C" => ObservationStatus::Corrected,
        "P" | "I" | "R" | "S" | "A" => ObservationStatus::Preliminary,
        "X" => ObservationStatus::Cancelled,
        "O" => ObservationStatus::Registered,
        _ => ObservationStatus::Unknown,
    })
}

/// OBX-8 (table 0078).
fn interpretation(flag: &str) -> Interpretation {
    match flag {
        "N" => Interpretation::Normal,
        "H" | ">" => Interpretation::High,
        "HH" => Interpretation::CriticalHigh,
        "L" | "<" => Interpretation::Low,
        "LL" => Interpretation::CriticalLow,
        "A" | "AA" => Interpretation::Abnormal,
        other => Interpretation::Other(other.to_owned()),
    }
}

/// A comment (NTE), its repetitions as lines.
pub(super) fn note(nte: &Segment<'_>) -> Note {
    Note { text: super::value::text(nte.field(3)), location: Some(nte.location(None)) }
}
