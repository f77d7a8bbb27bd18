//! The lists of GP Connect Structured: which there are, and what each says of itself.

use super::element;
use super::json::Node;
use crate::record::Section;

/// A primary list of GP Connect Structured, and the place for documents, which have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Home {
    Allergies,
    EndedAllergies,
    Consultations,
    Diary,
    Immunisations,
    Investigations,
    Medications,
    Referrals,
    Problems,
    Uncategorised,
    Documents,
}

/// Every list, with its SNOMED CT code, section and name.
const HOMES: [(Home, &str, Section, &str); 11] = [
    (Home::Allergies, "886921000000105", Section::Allergies, "Allergies and adverse reactions"),
    (Home::EndedAllergies, "1103671000000101", Section::Allergies, "Ended allergies"),
    (Home::Consultations, "1149501000000101", Section::Encounters, "Consultations"),
    (Home::Diary, "714311000000108", Section::Administrative, "Diary entries"),
    (Home::Immunisations, "1102181000000102", Section::Immunisations, "Immunisations"),
    (Home::Investigations, "887191000000108", Section::Investigations, "Investigations and results"),
    (Home::Medications, "933361000000108", Section::Medication, "Medications and medical devices"),
    (Home::Referrals, "792931000000107", Section::Referrals, "Outbound referrals"),
    (Home::Problems, "717711000000103", Section::Problems, "Problems"),
    (Home::Uncategorised, "826501000000100", Section::Examinations, "Uncategorised data"),
    (Home::Documents, "documents", Section::Documents, "Documents"),
];

/// What the codes of the secondary lists (`GPConnect-SecondaryListValues-1`) speak of. The word of
/// the container comes first in such a code and is taken off before.
const SECONDARY: [(&str, Home); 10] = [
    ("allerg", Home::Allergies),
    ("medications", Home::Medications),
    ("uncategorised", Home::Uncategorised),
    ("consultations", Home::Consultations),
    ("immunisations", Home::Immunisations),
    ("investigations", Home::Investigations),
    ("referrals", Home::Referrals),
    ("diary", Home::Diary),
    ("documents", Home::Documents),
    ("problems", Home::Problems),
];

impl Home {
    fn row(self) -> &'static (Self, &'static str, Section, &'static str) {
        HOMES.iter().find(|(home, ..)| *home == self).unwrap_or(&HOMES[0])
    }

    /// The code of the list.
    pub(super) fn code(self) -> &'static str {
        self.row().1
    }

    /// Where its items are shown.
    pub(super) fn section(self) -> Section {
        self.row().2
    }

    /// Its name, where the source gives none.
    pub(super) fn title(self) -> &'static str {
        self.row().3
    }

    fn of_code(code: &str) -> Option<Self> {
        HOMES.iter().find(|(home, known, ..)| *known == code && *home != Self::Documents).map(|(home, ..)| *home)
    }

    fn of_secondary(code: &str) -> Option<Self> {
        let rest = code.strip_prefix("consultations-").or_else(|| code.strip_prefix("problems-"))?;
        // The end of the code names the container again: `related-to-problems`.
        let ends = ["-related-to-", "-contained-in-", "-in-", "-not-relating-to-"];
        let rest = ends.into_iter().find_map(|end| rest.split_once(end)).map_or(rest, |(of, _)| of);
        SECONDARY.iter().find(|(word, _)| rest.contains(word)).map(|(_, home)| *home)
    }

    /// The list to which a resource belongs by its type alone.
    pub(super) fn of_kind(kind: &str) -> Option<Self> {
        Some(match kind {
            "AllergyIntolerance" => Self::Allergies,
            "Condition" => Self::Problems,
            "DiagnosticReport" => Self::Investigations,
            "DocumentReference" => Self::Documents,
            "Encounter" => Self::Consultations,
            "Immunization" => Self::Immunisations,
            "MedicationRequest" | "MedicationStatement" => Self::Medications,
            "Observation" => Self::Uncategorised,
            "ProcedureRequest" => Self::Diary,
            "ReferralRequest" => Self::Referrals,
            _ => return None,
        })
    }
}

/// What a list is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListKind {
    /// The answer to what was asked.
    Primary(Home),
    /// What comes along with consultations or problems; its code.
    Secondary(Home, String),
    /// A consultation, a topic, or a heading within a topic.
    Consultation,
    Topic,
    Category,
    /// A list of another kind.
    Other,
}

/// One list as it was sent.
pub(super) struct List {
    pub(super) slot: usize,
    pub(super) kind: ListKind,
    pub(super) title: Option<String>,
    /// The references of its items, or the words that stand in place of one.
    pub(super) items: Vec<Result<String, String>>,
    pub(super) encounter: Option<String>,
    /// Whether it states the whole: current, and a snapshot.
    pub(super) is_snapshot: bool,
    pub(super) warnings: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) empty_reason: Option<String>,
}

impl List {
    pub(super) fn read(slot: usize, node: &Node<'_>) -> Self {
        let codes: Vec<&str> = node.path(&["code"]).map_or(Vec::new(), |code| {
            code.items("coding").iter().filter_map(|coding| coding.text_of("code")).collect()
        });
        let items = node.items("entry").iter().filter(|entry| entry.text_of("deleted") != Some("true"));
        let item = |entry: &Node<'_>| {
            let item = entry.get("item")?.first();
            let named = item.string_of("reference").map(Ok);
            named.or_else(|| item.string_of("display").map(Err))
        };
        let warnings = node
            .items("extension")
            .iter()
            .filter(|extension| extension.text_of("url").is_some_and(|url| url.contains("ListWarningCode")));
        let warnings = warnings.filter_map(|extension| element::value_of(extension)?.text());
        let warnings = node.text_of("warningCode").into_iter().chain(warnings).map(ToOwned::to_owned).collect();
        let notes = node.items("note").iter().filter_map(|note| note.text().or_else(|| note.text_of("text")));
        Self {
            slot,
            kind: kind(&codes),
            title: node.string_of("title"),
            items: items.filter_map(item).collect(),
            encounter: node.path(&["encounter"]).and_then(|encounter| encounter.string_of("reference")),
            is_snapshot: node.text_of("status").is_none_or(|status| status == "current")
                && node.text_of("mode").is_none_or(|mode| mode != "changes"),
            warnings,
            notes: notes.map(ToOwned::to_owned).collect(),
            empty_reason: node.get("emptyReason").and_then(element::code).map(ToOwned::to_owned),
        }
    }

    /// The list whose items these are, and the code of the secondary list where it is one.
    pub(super) fn home(&self) -> Option<(Home, Option<&str>)> {
        match &self.kind {
            ListKind::Primary(home) => Some((*home, None)),
            ListKind::Secondary(home, code) => Some((*home, Some(code))),
            _ => None,
        }
    }

    /// Its name.
    pub(super) fn name(&self) -> String {
        let own = self.title.clone();
        own.unwrap_or_else(|| self.home().map_or_else(String::new, |(home, _)| home.title().to_owned()))
    }

    /// The beginning of the keys of all that it states.
    pub(super) fn prefix(&self) -> Option<String> {
        let (home, via) = self.home()?;
        // A primary list states the whole, so that what came along with other lists before goes too.
        Some(via.map_or_else(|| format!("gpc:{}", home.code()), |via| format!("gpc:{}/{via}:", home.code())))
    }
}

fn kind(codes: &[&str]) -> ListKind {
    codes
        .iter()
        .find_map(|code| {
            Some(match *code {
                "325851000000107" => ListKind::Consultation,
                "25851000000105" => ListKind::Topic,
                "24781000000107" => ListKind::Category,
                code => match Home::of_code(code) {
                    Some(home) => ListKind::Primary(home),
                    None => ListKind::Secondary(Home::of_secondary(code)?, code.to_owned()),
                },
            })
        })
        .unwrap_or(ListKind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_known_by_their_codes() {
        let secondary = |home, code: &str| ListKind::Secondary(home, code.to_owned());
        let cases = [
            ("886921000000105", ListKind::Primary(Home::Allergies)),
            ("1149501000000101", ListKind::Primary(Home::Consultations)),
            ("25851000000105", ListKind::Topic),
            (
                "problems-linked-problems-not-relating-to-the-primary-query",
                secondary(Home::Problems, "problems-linked-problems-not-relating-to-the-primary-query"),
            ),
            (
                "problems-medications-related-to-problems",
                secondary(Home::Medications, "problems-medications-related-to-problems"),
            ),
            (
                "consultations-outbound-referrals-in-consultations",
                secondary(Home::Referrals, "consultations-outbound-referrals-in-consultations"),
            ),
            (
                "consultations-problems-contained-in-consultations",
                secondary(Home::Problems, "consultations-problems-contained-in-consultations"),
            ),
            ("documents", ListKind::Other),
            ("826501000000101", ListKind::Other),
        ];
        for (code, expected) in cases {
            assert_eq!(kind(&[code]), expected, "{code}");
        }
    }
}
