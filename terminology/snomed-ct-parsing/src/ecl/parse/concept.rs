//! Filters of concepts.

use super::filter::{active, criterion, effective_time, module, token};
use super::value::{concept_set, equality};
use super::{Parsed, Scanner};
use crate::ecl::{ConceptFilter, DefinitionStatus};

pub(super) const KEYWORDS: [&str; 5] =
    ["definitionStatus", "definitionStatusId", "moduleId", "effectiveTime", "active"];
const STATUSES: [(&str, &str, DefinitionStatus); 2] =
    [("primitive", "primitive", DefinitionStatus::Primitive), ("defined", "defined", DefinitionStatus::Defined)];

pub(super) fn concept_filter(scanner: &mut Scanner<'_>) -> Parsed<ConceptFilter> {
    if scanner.keyword("definitionStatus") {
        let tokens = |scanner: &mut Scanner<'_>| scanner.one_or_set(|scanner| token(scanner, &STATUSES));
        let (equality, statuses) = criterion(scanner, equality, tokens)?;
        Ok(ConceptFilter::DefinitionStatus(equality, statuses))
    } else if scanner.keyword("definitionStatusId") {
        let (equality, statuses) = criterion(scanner, equality, concept_set)?;
        Ok(ConceptFilter::DefinitionStatusId(equality, statuses))
    } else if scanner.keyword("moduleId") {
        module(scanner).map(|(equality, modules)| ConceptFilter::Module(equality, modules))
    } else if scanner.keyword("effectiveTime") {
        effective_time(scanner).map(|(comparison, times)| ConceptFilter::EffectiveTime(comparison, times))
    } else if scanner.keyword("active") {
        active(scanner).map(|(equality, value)| ConceptFilter::Active(equality, value))
    } else {
        let error = scanner.expected(KEYWORDS.join(", "));
        Err(match scanner.word() {
            id if id.eq_ignore_ascii_case("id") => error.hint("a concept is found by its identifier alone: 73211009"),
            term if term.eq_ignore_ascii_case("term") => error.hint("a filter of descriptions begins with D"),
            _ => error,
        })
    }
}
