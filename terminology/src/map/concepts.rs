//! The steps from concepts of SNOMED CT.

use super::steps::{MOVED_TO, Step, dead, member};
use super::{
    Association, By, Classification, ClassificationCode, ClassificationRow, Coded, ConceptState, Hop, HopStatus, Maps,
    MemberRow, RowId, System, WhyNot,
};
use crate::catalogue::Kind;

impl Maps<'_> {
    /// From a concept of SNOMED CT: by what is asked for, and by history where it is inactive.
    pub(super) fn steps_from_concept(&self, at: &Coded, to: System) -> Vec<Step> {
        let state = self.snomed.map(|snomed| snomed.index.state(at.sctid()));
        let mut steps = match to {
            System::SnomedCt => Vec::new(),
            System::ReadV2 | System::Ctv3 => self.steps_to_read_codes(at, to),
            System::Icd10 | System::Opcs4 => match (self.snomed, state) {
                (None, _) => vec![dead(WhyNot::NotLoaded(Kind::SnomedCt))],
                (Some(_), Some(ConceptState::Absent)) => vec![dead(WhyNot::NotInRelease(Kind::SnomedCt))],
                (Some(snomed), _) => {
                    let rows = those_that_count(snomed.index.classified(at.sctid(), to), |row| row.member);
                    rows.into_iter().map(|row| classified(at, to, row, snomed.release)).collect()
                }
            },
            System::Dmd | System::Bnf | System::Atc => self.steps_to_medicine(at),
        };
        if state == Some(ConceptState::Inactive) {
            let leads = steps.iter().any(|step| matches!(step, Step::On(_)));
            let history = self.history(at);
            match (leads, history.is_empty()) {
                (false, false) => steps.clear(),
                (false, true) => steps.push(dead(WhyNot::InactiveWithoutReplacement)),
                (true, _) => {}
            }
            steps.extend(history);
        }
        steps
    }

    /// What takes the place of an inactive concept.
    fn history(&self, at: &Coded) -> Vec<Step> {
        let Some(snomed) = self.snomed else { return Vec::new() };
        let rows = snomed.index.associations(at.sctid()).into_iter();
        let step = |row: Association| {
            let to = Coded::number(System::SnomedCt, row.target, None);
            let hop = member(at, to, By::History(row.name), snomed.release, row.member, false);
            if row.name == MOVED_TO { Step::Dead(Some(hop), WhyNot::Moved) } else { Step::On(hop) }
        };
        rows.map(step).collect()
    }

    /// From a concept back to Read codes.
    fn steps_to_read_codes(&self, at: &Coded, to: System) -> Vec<Step> {
        let mut steps = match self.data_migration {
            Some(maps) => self.rows(maps, at, to),
            None => vec![dead(WhyNot::NotLoaded(Kind::DataMigration))],
        };
        if let (System::Ctv3, Some(snomed)) = (to, self.snomed) {
            let rows = those_that_count(snomed.index.ctv3_of(at.sctid()), |row| row.member).into_iter();
            steps.extend(rows.map(|row| match Coded::parse(System::Ctv3, &row.code) {
                Ok(to) => {
                    let by = By::SimpleMap(row.member.refset);
                    let hop = member(at, to, by, snomed.release, row.member, false);
                    if row.member.active { Step::On(hop) } else { Step::Dead(Some(hop), WhyNot::Withdrawn) }
                }
                Err(_) => dead(WhyNot::NotACode(row.code)),
            }));
        }
        steps
    }
}

/// The active rows where there are any; otherwise those that were, which are the reason that there is
/// no target.
fn those_that_count<T>(mut rows: Vec<T>, member: impl Fn(&T) -> MemberRow) -> Vec<T> {
    if rows.iter().any(|row| member(row).active) {
        rows.retain(|row| member(row).active);
    }
    rows
}

/// The step of a row of a map to ICD-10 or OPCS-4.
fn classified(at: &Coded, to: System, row: ClassificationRow, release: &str) -> Step {
    let code = ClassificationCode::parse(to, &row.target);
    let coded = code.as_ref().map(|code| Coded { system: to, code: code.code.clone(), term: None });
    let by = By::Classification(row.member.refset);
    let mut hop = Hop {
        row: Some(RowId::Member(row.member.id)),
        date: row.member.date,
        status: HopStatus::of(row.member),
        ..Hop::new(at, coded, by, release)
    };
    hop.classification = Some(Classification {
        mark: code.and_then(|code| code.mark),
        group: row.group,
        priority: row.priority,
        rule: row.rule,
        advice: row.advice,
        correlation: row.correlation,
        category: row.category,
        block: row.block,
        target: row.target.clone(),
    });
    match (&hop.to, row.target.trim()) {
        _ if !row.member.active => Step::Dead(Some(hop), WhyNot::Withdrawn),
        (Some(_), _) => Step::On(hop),
        (None, "") => Step::Dead(Some(hop), WhyNot::NoTarget),
        (None, target) => {
            let why = WhyNot::NotACode(target.to_owned());
            Step::Dead(Some(hop), why)
        }
    }
}
