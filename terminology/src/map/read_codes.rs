//! The steps from Read codes, and the rows of the Data Migration maps in both directions.

use super::steps::{Step, dead, member};
use super::{By, Coded, Hop, HopStatus, Maps, RowId, Source, System, WhyNot};
use crate::catalogue::Kind;
use crate::data_migration::{DataMigration, End, Row, Status, Table};
use crate::read_code::{ReadCode, TermCode};
use crate::read_v2::ReadV2;

impl Maps<'_> {
    /// From a Read code: by the Data Migration maps, and of CTV3 by what SNOMED CT says of it.
    pub(super) fn steps_from_read_code(&self, at: &Coded, to: System) -> Vec<Step> {
        let towards = match (at.system, to) {
            (System::ReadV2, System::Ctv3) => System::Ctv3,
            (System::Ctv3, System::ReadV2) => System::ReadV2,
            _ => System::SnomedCt,
        };
        let mut steps = match self.data_migration {
            Some(maps) => self.rows(maps, at, towards),
            None => vec![dead(WhyNot::NotLoaded(Kind::DataMigration))],
        };
        if (at.system, towards) == (System::Ctv3, System::SnomedCt)
            && let Some(snomed) = self.snomed
        {
            let rows = snomed.index.of_ctv3(&at.code).into_iter();
            steps.extend(rows.map(|row| {
                let to = Coded::number(System::SnomedCt, row.concept, None);
                Step::On(member(at, to, By::SimpleMap(row.member.refset), snomed.release, row.member, true))
            }));
        }
        let leads = steps.iter().any(|step| matches!(step, Step::On(_)));
        if at.system == System::Ctv3 && !leads {
            steps.extend(self.redundant(at));
        }
        if steps.is_empty() && self.is_unknown(at) { vec![dead(WhyNot::NoSuchCode)] } else { steps }
    }

    /// Whether the release of a Read code is loaded and does not have it.
    fn is_unknown(&self, at: &Coded) -> bool {
        let Some(code) = ReadCode::parse(&at.code) else { return false };
        match at.system {
            System::ReadV2 => self.read_v2.is_some_and(|read| !read.index.exists(code)),
            System::Ctv3 => self.ctv3.is_some_and(|read| !read.index.exists(code)),
            _ => false,
        }
    }

    /// What took the place of a redundant code of CTV3.
    pub(super) fn redundant(&self, at: &Coded) -> Vec<Step> {
        let (Some(ctv3), Some(code)) = (self.ctv3, ReadCode::parse(&at.code)) else { return Vec::new() };
        let step = |new: ReadCode| {
            let to = Coded { system: System::Ctv3, code: new.to_string(), term: None };
            Step::On(Hop { file: Some("Redun.map".to_owned()), ..Hop::new(at, Some(to), By::Redundancy, ctv3.release) })
        };
        ctv3.index.replacements(code).map(step).collect()
    }

    /// The rows of the Data Migration maps from a code to a system, both those written in this
    /// direction and those read backward. Where none is in force, those that were are the reason.
    pub(super) fn rows(&self, maps: Source<'_, DataMigration>, at: &Coded, to: System) -> Vec<Step> {
        let Some(end) = end_of(at) else { return Vec::new() };
        let without_term = match end {
            End::ReadV2(code, Some(_)) => Some(End::ReadV2(code, None)),
            End::Ctv3(code, Some(_)) => Some(End::Ctv3(code, None)),
            _ => None,
        };
        let fits = |from: System, towards: System| (from, towards) == (at.system, to);
        let mut found: Vec<(Row<'_>, bool)> = Vec::new();
        for end in [Some(end), without_term].into_iter().flatten() {
            // A row without a term holds for every term; one of another term does not.
            let term = |found: End| without_term.is_none_or(|without| end != without || found == without);
            let forward = maps.index.rows_from(end).filter(|row| term(row.from()));
            let forward = forward.filter(|row| fits(system(row.table().from()), system(row.table().to())));
            found.extend(forward.map(|row| (row, false)));
            let backward = maps.index.rows_to(end).filter(|row| term(row.to()));
            let backward = backward.filter(|row| fits(system(row.table().to()), system(row.table().from())));
            found.extend(backward.map(|row| (row, true)));
        }
        found.retain(|(row, _)| row.table() != Table::Rctermsctmap || self.is_term(end, row));
        found.sort_by_key(|(row, backward)| (*backward, row.table(), row.line()));
        let counts = [Status::InForce, Status::Withdrawn, Status::Superseded];
        let best = counts.into_iter().find(|status| found.iter().any(|(row, _)| row.status() == *status));
        found.retain(|(row, _)| Some(row.status()) == best);
        found.into_iter().map(|(row, backward)| row_step(at, to, row, backward, maps.release)).collect()
    }

    /// Whether a row by the text of a term is about this term, where one is asked for. It is not where
    /// the texts of terms are not loaded.
    fn is_term(&self, end: End, row: &Row<'_>) -> bool {
        let End::ReadV2(code, Some(term)) = end else { return true };
        let Some(read) = self.read_v2 else { return false };
        let texts = term_texts(read, code, term);
        row.column("Term").is_some_and(|text| texts.contains(&text))
    }
}

/// The step of a row of the Data Migration maps.
fn row_step(at: &Coded, to: System, row: Row<'_>, backward: bool, release: &str) -> Step {
    let (source, target) = if backward { (row.to(), row.from()) } else { (row.from(), row.to()) };
    let coded = coded_of(target).filter(|coded| coded.system == to);
    // Of a code asked for without a term, each row says which of its terms it is about.
    let at = coded_of(source).filter(|source| at.term.is_none() && source.code == at.code).unwrap_or(at.clone());
    let other = |name: &str| row.column(name).map(|value| format!("{name} {value}"));
    let rule: Vec<String> = ["STAT", "MAPTYP"].into_iter().filter_map(other).collect();
    let hop = Hop {
        backward,
        file: Some(row.file().to_owned()),
        line: Some(row.line()),
        row: Some(RowId::Map(row.map_id())),
        date: row.date(),
        status: HopStatus::from(row.status()),
        map_status: Some(row.map_status()),
        assured: row.assured(),
        rule: (!rule.is_empty()).then(|| rule.join(", ")),
        ..Hop::new(&at, coded, By::DataMigration(row.table()), release)
    };
    match (row.status(), target) {
        (Status::Withdrawn | Status::Superseded, _) => Step::Dead(Some(hop), WhyNot::Withdrawn),
        (Status::InForce, End::Drug) => Step::Dead(Some(hop), WhyNot::Drug),
        (Status::InForce, End::Nothing) => Step::Dead(Some(hop), WhyNot::MapsToNothing),
        (Status::InForce, End::Empty) => Step::Dead(Some(hop), WhyNot::NoTarget),
        (Status::InForce, _) => Step::On(hop),
    }
}

/// What a code is at an end of a row.
fn end_of(at: &Coded) -> Option<End> {
    let code = || ReadCode::parse(&at.code);
    match at.system {
        System::ReadV2 => Some(End::ReadV2(code()?, at.term.as_deref().and_then(TermCode::parse))),
        System::Ctv3 => Some(End::Ctv3(code()?, at.term.as_deref().and_then(ReadCode::parse))),
        System::SnomedCt => Some(End::Snomed(at.sctid(), None)),
        _ => None,
    }
}

/// The code that stands at an end of a row.
fn coded_of(end: End) -> Option<Coded> {
    let read = |system, code: ReadCode, term: Option<String>| Some(Coded { system, code: code.to_string(), term });
    match end {
        End::ReadV2(code, term) => read(System::ReadV2, code, term.map(|term| term.to_string())),
        End::Ctv3(code, term) => read(System::Ctv3, code, term.map(|term| term.to_string())),
        End::Snomed(concept, description) => Some(Coded::number(System::SnomedCt, concept, description)),
        End::Drug | End::Nothing | End::Empty => None,
    }
}

fn system(system: crate::lookup::System) -> System {
    match system {
        crate::lookup::System::ReadV2 => System::ReadV2,
        crate::lookup::System::Ctv3 => System::Ctv3,
        crate::lookup::System::SnomedCt => System::SnomedCt,
        crate::lookup::System::Dmd => System::Dmd,
    }
}

/// The texts of a term of Read v2, at every length.
fn term_texts(read: Source<'_, ReadV2>, code: ReadCode, term: TermCode) -> Vec<&str> {
    let concept = read.index.lookup(code);
    let term = concept.and_then(|concept| concept.term(term));
    let texts = term.map(|term| term.texts().to_vec()).unwrap_or_default();
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}
