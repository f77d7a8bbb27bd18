//! What a message says about consent and about hiding whereabouts.

use super::Context;
use crate::record::{ConsentSignal, PartialDateTime, SignalKind};

/// The fields that carry signals (A.3 ZU8, PV1-16, PD1-12).
const SIGNALS: [(&str, u16, SignalKind); 5] = [
    ("ZU8", 2, SignalKind::ShareDetailedRecord),
    ("ZU8", 3, SignalKind::SummaryCareRecord),
    ("ZU8", 4, SignalKind::LocationHiding),
    ("PV1", 16, SignalKind::Sensitive),
    ("PD1", 12, SignalKind::Sensitive),
];

/// Every signal that has a value.
pub(super) fn read(context: &Context<'_>, stated: Option<PartialDateTime>) -> Vec<ConsentSignal> {
    let read = |(name, field, kind): (&str, u16, SignalKind)| {
        let segment = context.message.segment(name)?;
        let value = segment.field(field.into()).value()?.into_owned();
        Some(ConsentSignal { kind, value, stated, location: segment.location(Some(field)) })
    };
    SIGNALS.into_iter().filter_map(read).collect()
}

/// Whether the whereabouts are to be hidden: only an outright `0` lifts it, and a code that is not
/// known hides, since it was sent for a reason.
pub(super) fn restricted(context: &mut Context<'_>) -> Option<bool> {
    let segment = context.message.segment("ZU8")?;
    let value = segment.field(4).value()?;
    if !matches!(&*value, "0" | "1" | "2") {
        context.odd(&segment, 4, "the code for location hiding is not known: whereabouts are hidden");
    }
    Some(&*value != "0")
}
