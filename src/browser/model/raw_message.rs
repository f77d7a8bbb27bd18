//! A raw message, field by field.

use super::Paged;
use crate::browser::effect::Slot;
use crate::record::SourceLocation;
use crate::store::view::{FieldView, MessageView, SegmentView};

/// One line: a segment's name, or one of its fields that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) struct RawRow {
    /// The place of the segment in the message.
    segment: usize,
    /// The place of the field in the segment; `None` for the segment's own line.
    field: Option<usize>,
}

/// The screen of a raw message.
pub(in crate::browser) struct RawMessage {
    /// The message.
    pub(in crate::browser) view: MessageView,
    /// Its lines.
    pub(in crate::browser) rows: Paged<RawRow>,
    /// Where the entry stands in it.
    pub(in crate::browser) location: Option<SourceLocation>,
    /// Under which view it was read.
    pub(in crate::browser) slot: Slot,
}

impl RawMessage {
    /// The screen, with the selection on the field that is pointed at.
    pub(in crate::browser) fn new(view: MessageView, location: Option<SourceLocation>, slot: Slot) -> Self {
        let rows = view.segments.iter().enumerate().flat_map(|(segment, it)| {
            let filled = it.fields.iter().enumerate().filter(|(_, field)| !field.text.is_empty());
            let fields = filled.map(move |(field, _)| RawRow { segment, field: Some(field) });
            std::iter::once(RawRow { segment, field: None }).chain(fields)
        });
        let mut screen = Self { rows: Paged::whole(rows.collect()), view, location, slot };
        let found = (0..screen.rows.total()).find(|place| screen.points_at(*place, true));
        let found = found.or_else(|| (0..screen.rows.total()).find(|place| screen.points_at(*place, false)));
        screen.rows.point_at(found.unwrap_or_default());
        screen
    }

    /// The segment and the field of a line.
    pub(in crate::browser) fn parts(&self, place: usize) -> Option<(&SegmentView, Option<&FieldView>)> {
        let row = self.rows.row(place)?;
        let segment = self.view.segments.get(row.segment)?;
        Some((segment, row.field.and_then(|field| segment.fields.get(field))))
    }

    /// Whether a line is where the entry stands.
    pub(in crate::browser) fn is_highlighted(&self, place: usize) -> bool {
        self.points_at(place, true)
    }

    fn points_at(&self, place: usize, to_field: bool) -> bool {
        let (Some(location), Some((segment, field))) = (&self.location, self.parts(place)) else { return false };
        let wanted = location.field.filter(|_| to_field);
        segment.ordinal == location.ordinal && field.map(|field| field.number) == wanted
    }
}
