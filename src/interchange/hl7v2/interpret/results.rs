//! ORU: reports and the results in them.

use std::borrow::Cow;

use super::concept::{concept_of, key_part, source_coding};
use super::encounter::visit_number;
use super::observation::{self, Surroundings};
use super::people::clinician;
use super::{Context, key};
use crate::interchange::hl7v2::{Rejection, RejectionReason, Segment};
use crate::record::{
    EntryAction, EntryStatement, Note, Observation, ObservationStatus, PartialDateTime, Precision, Resource, Section,
};

/// Reads every report: one entry for each OBR, one for each OBX.
pub(super) fn read(context: &mut Context<'_>) -> Result<Vec<EntryStatement>, Rejection> {
    let message = context.message;
    let mut reports = Reports { visit: visit_number(context), ..Reports::default() };
    reports.entries.reserve(message.segment_count());
    for segment in message.segments() {
        match segment.name() {
            "ORC" => {
                reports.close();
                reports.order = Some(segment);
            }
            "OBR" => reports.open(context, &segment),
            "OBX" => reports.result(context, &segment),
            "NTE" => reports.note(&segment),
            "SPM" => reports.specimen(&segment),
            _ => {}
        }
    }
    reports.close();
    if reports.entries.is_empty() {
        return Err(context.refuse(&message.header(), None, RejectionReason::MissingSegment("OBR")));
    }
    reports.leave_no_note_behind();
    Ok(reports.entries)
}

#[derive(Default)]
struct Reports<'m> {
    entries: Vec<EntryStatement>,
    visit: Option<String>,
    order: Option<Segment<'m>>,
    group: Option<Group>,
    /// Whether the last entry may take comments.
    on_result: bool,
    /// Comments that came before the report they belong to.
    waiting: Vec<Note>,
}

/// The report that is open.
struct Group {
    place: usize,
    key: String,
    /// What the keys of its results begin with.
    prefix: String,
    section: Section,
    effective: Option<PartialDateTime>,
    issued: Option<PartialDateTime>,
    status: ObservationStatus,
    version_time: Option<PartialDateTime>,
    count: u32,
    lines: u32,
    others: u32,
    withdrawn: u32,
}

impl<'m> Reports<'m> {
    fn open(&mut self, context: &mut Context<'m>, obr: &Segment<'m>) {
        self.close();
        let (placer, filler) = (self.number(obr, 2), self.number(obr, 3));
        let service = key_part(obr.field(4));
        // Without an order number a correction cannot find what it corrects; the message's own
        // number keeps two such reports apart.
        let numberless = || format!("{}@{}", obr.field(7).value().unwrap_or_default(), context.control_id);
        let number = filler.as_ref().or(placer.as_ref()).map_or_else(|| Cow::Owned(numberless()), Cow::from);
        let group_key = context.keys.unique(key(&["obr", &number, &service]));
        // A report that stands twice in a message has its results apart as well.
        let prefix = format!("obx{}:", &group_key["obr".len()..]);
        let code = obr.field(25).value().unwrap_or_default();
        let issued = context.time_in(obr, 22);
        let status = observation::status(&code).unwrap_or_default();
        let group = Group {
            place: self.entries.len(),
            key: group_key.clone(),
            prefix,
            section: section(context, obr),
            effective: context.time_in(obr, 7),
            issued,
            status,
            version_time: version_time(issued),
            count: 0,
            lines: 0,
            others: 0,
            withdrawn: 0,
        };
        let observation = Observation {
            code: concept_of(obr, 4).unwrap_or_default(),
            status,
            effective: group.effective,
            issued,
            notes: std::mem::take(&mut self.waiting),
            is_group: true,
            specimen: concept_of(obr, 15),
            placer_order_number: placer,
            filler_order_number: filler,
            performer: clinician(obr.field(32)),
            requester: self.requester(obr),
            visit_number: self.visit.clone(),
            ..Observation::default()
        };
        self.entries.push(EntryStatement {
            key: group_key,
            action: if code == "C" { EntryAction::Correct } else { EntryAction::Assert },
            section: group.section,
            resource: Some(Resource::Observation(observation)),
            source: source_coding(obr.field(4), obr.field(24).string()),
            location: obr.location(None),
            version_time: group.version_time,
            replaces: None,
        });
        self.group = Some(group);
        self.on_result = false;
    }

    /// The number of the order in OBR, else in its ORC.
    fn number(&self, obr: &Segment<'m>, field: usize) -> Option<String> {
        obr.field(field).value_string().or_else(|| self.order?.field(field).value_string())
    }

    fn requester(&self, obr: &Segment<'m>) -> Option<String> {
        clinician(obr.field(16)).or_else(|| clinician(self.order?.field(12)))
    }

    fn result(&mut self, context: &mut Context<'m>, obx: &Segment<'m>) {
        let entry = match &mut self.group {
            None => {
                let around = Surroundings {
                    prefix: &key(&["obx", &context.control_id, "", ""]),
                    section: Section::Investigations,
                    group: None,
                    position: None,
                    effective: None,
                    issued: None,
                    status: ObservationStatus::Unknown,
                    version_time: None,
                };
                context.odd(obx, 0, "the result stands under no report");
                observation::read(context, obx, &around)
            }
            Some(group) => {
                group.count += 1;
                match obx.field(2).raw() {
                    "TX" | "FT" => group.lines += 1,
                    "ED" | "RP" | "" => {}
                    _ => group.others += 1,
                }
                let around = Surroundings {
                    prefix: &group.prefix,
                    section: group.section,
                    group: Some(&group.key),
                    position: Some(group.count),
                    effective: group.effective,
                    issued: group.issued,
                    status: group.status,
                    version_time: group.version_time,
                };
                let entry = observation::read(context, obx, &around);
                group.withdrawn += u32::from(matches!(entry.action, EntryAction::Withdraw(_)));
                entry
            }
        };
        self.on_result = entry.resource.is_some();
        self.entries.push(entry);
    }

    /// A comment belongs to the result before it; before any, or after one that is withdrawn, to
    /// the report; before any report, to the next.
    fn note(&mut self, nte: &Segment<'m>) {
        let comment = observation::note(nte);
        let place = match &self.group {
            _ if self.on_result => self.entries.len().checked_sub(1),
            Some(group) => Some(group.place),
            None => None,
        };
        match place.and_then(|place| observation_mut(self.entries.get_mut(place))) {
            Some(observation) => observation.notes.push(comment),
            None => self.waiting.push(comment),
        }
    }

    fn specimen(&mut self, spm: &Segment<'m>) {
        self.on_result = false;
        let Some(group) = &self.group else { return };
        if let Some(observation) = observation_mut(self.entries.get_mut(group.place))
            && observation.specimen.is_none()
        {
            observation.specimen = concept_of(spm, 4);
        }
    }

    /// Ends the open report. A report that is nothing but text is sent again as a whole, and its
    /// lines have no identity of their own: the new ones replace all of the old. One that takes
    /// lines back names each, and leaves the others.
    fn close(&mut self) {
        self.on_result = false;
        self.order = None;
        let Some(group) = self.group.take() else { return };
        let only_text = group.lines > 0 && group.others == 0 && group.withdrawn == 0;
        if let Some(entry) = self.entries.get_mut(group.place).filter(|_| only_text) {
            entry.replaces = Some(group.prefix);
        }
    }

    /// Comments after which no report came go to the last entry that can hold them.
    fn leave_no_note_behind(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        if let Some(observation) = self.entries.iter_mut().rev().find_map(|entry| observation_mut(Some(entry))) {
            observation.notes.extend(waiting);
        }
    }
}

fn observation_mut(entry: Option<&mut EntryStatement>) -> Option<&mut Observation> {
    match entry?.resource.as_mut()? {
        Resource::Observation(observation) => Some(observation),
        _ => None,
    }
}

/// OBR-22, the time of the report or of the change of its status, says which version this is: it
/// moves when a result is corrected, and stays when an old message is sent again, as MSH-7 does
/// not. OBX-14 and OBR-7 are times of the specimen, the same in every version. A date alone would
/// put a correction before what it corrects, so then the message's time counts.
fn version_time(reported: Option<PartialDateTime>) -> Option<PartialDateTime> {
    reported.filter(|time| time.precision() == Precision::Time)
}

fn section(context: &Context<'_>, obr: &Segment<'_>) -> Section {
    let words = &context.dialect.examination_services;
    let [code, text] = obr.field(4).first::<2>();
    let is_examination = [text, code]
        .into_iter()
        .any(|name| words.iter().any(|word| contains_ignoring_case(name.raw().as_bytes(), word.as_bytes())));
    if is_examination { Section::Examinations } else { Section::Investigations }
}

fn contains_ignoring_case(text: &[u8], word: &[u8]) -> bool {
    !word.is_empty() && text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}
