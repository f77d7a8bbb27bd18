//! Where what sources say about consent disagrees, among them or with what the person chose.
//!
//! A signal is never taken for a choice: this says where somebody must look, and changes nothing.
//! What a source does not say loosens nothing.

use serde::Serialize;

use super::{Choices, StandingChoice};
use crate::record::{SignalKind, Stance};

/// How signals and choices disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreement {
    /// A source says that the person does not share; nothing is chosen.
    DissentWithoutChoice,
    /// A source says that the person does not share; the person chose Yes.
    DissentAgainstYes,
    /// A source says that the person shares; the person chose No.
    ConsentAgainstNo,
    /// One source says that the person shares, another that not.
    SourcesDisagree,
    /// The person does not want a Summary Care Record, and chose no No here.
    SummaryCareRecord,
    /// One source hides the whereabouts, another says that nothing hides them.
    Whereabouts,
}

impl Disagreement {
    /// One sentence for whoever must look.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::DissentWithoutChoice => {
                "a source says that the person does not share their record; no choice is recorded"
            }
            Self::DissentAgainstYes => "a source says that the person does not share their record; a Yes is recorded",
            Self::ConsentAgainstNo => "a source says that the person shares their record; a No is recorded, and stands",
            Self::SourcesDisagree => "sources disagree whether the person shares their record",
            Self::SummaryCareRecord => {
                "the person does not want a Summary Care Record: that is no choice about this record, and may be a reason to ask"
            }
            Self::Whereabouts => "sources disagree whether the whereabouts are to be hidden: they are, in all",
        }
    }
}

/// Where the signals of one person disagree. Of each source and kind only the last counts.
pub fn reconcile(signals: &[(SignalKind, Stance)], choices: &Choices) -> Vec<Disagreement> {
    let any = |about: &dyn Fn(SignalKind) -> bool, stance: Stance| {
        signals.iter().any(|(kind, said)| about(*kind) && *said == stance)
    };
    let here = |kind: SignalKind| kind.is_about_this_record();
    let (shares, dissents) = (any(&here, Stance::Consents), any(&here, Stance::Dissents));
    let standing = choices.standing.map(|standing| standing.choice);
    let is_no = matches!(standing, Some(StandingChoice::No1 | StandingChoice::No2));
    let is_yes = standing == Some(StandingChoice::Yes3) || choices.overlay.is_some() && !is_no;
    let summary = |kind| kind == SignalKind::SummaryCareRecord;
    let place = |kind| kind == SignalKind::LocationHiding;
    [
        (dissents && !is_yes && !is_no, Disagreement::DissentWithoutChoice),
        (dissents && is_yes, Disagreement::DissentAgainstYes),
        (shares && is_no, Disagreement::ConsentAgainstNo),
        (shares && dissents, Disagreement::SourcesDisagree),
        (any(&summary, Stance::Dissents) && !is_no, Disagreement::SummaryCareRecord),
        (any(&place, Stance::Consents) && any(&place, Stance::Dissents), Disagreement::Whereabouts),
    ]
    .into_iter()
    .filter_map(|(holds, disagreement)| holds.then_some(disagreement))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::Standing;

    fn chose(choice: Option<StandingChoice>) -> Choices {
        let stated = "2018-04-05T10:00:00Z".parse().unwrap();
        Choices { standing: choice.map(|choice| Standing { choice, stated }), overlay: None }
    }

    #[test]
    fn each_disagreement_is_named_and_silence_is_none() {
        use Disagreement::{ConsentAgainstNo, DissentAgainstYes, DissentWithoutChoice, SourcesDisagree};
        use SignalKind::{LocationHiding, ShareDetailedRecord, SummaryCareRecord, UseBeyondCare};
        use Stance::{Consents, Dissents, Unknown};
        let (yes, no) = (chose(Some(StandingChoice::Yes3)), chose(Some(StandingChoice::No2)));
        for (signals, choices, expected) in [
            (vec![], &yes, vec![]),
            (vec![(ShareDetailedRecord, Unknown)], &yes, vec![]),
            (vec![(ShareDetailedRecord, Dissents)], &chose(None), vec![DissentWithoutChoice]),
            (vec![(ShareDetailedRecord, Dissents)], &yes, vec![DissentAgainstYes]),
            (vec![(ShareDetailedRecord, Dissents)], &no, vec![]),
            (vec![(ShareDetailedRecord, Consents)], &no, vec![ConsentAgainstNo]),
            (
                vec![(ShareDetailedRecord, Consents), (SignalKind::GpConnect, Dissents)],
                &yes,
                vec![DissentAgainstYes, SourcesDisagree],
            ),
            (vec![(SummaryCareRecord, Dissents)], &yes, vec![Disagreement::SummaryCareRecord]),
            (vec![(SummaryCareRecord, Dissents)], &no, vec![]),
            (vec![(UseBeyondCare, Dissents)], &yes, vec![]),
            (vec![(LocationHiding, Dissents), (LocationHiding, Consents)], &yes, vec![Disagreement::Whereabouts]),
        ] {
            assert_eq!(reconcile(&signals, choices), expected, "{signals:?}");
        }
    }
}
