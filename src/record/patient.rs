//! A patient as one source knows them, and how an update changes that.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Address, CodeableConcept, Coding, ContactPoint, Field, HumanName, Identifier, NhsNumber, PartialDateTime};

/// Administrative gender (FHIR R4 `AdministrativeGender`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Neither.
    Other,
    /// Not known, or not said in a way that is understood.
    Unknown,
}

/// One person as one source knows them (UK Core `Patient`).
///
/// Sources are never blended in the store: a person is the set of such patients that the patient
/// index links.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Patient {
    /// Every number the source holds for the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Names, the one in use first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<HumanName>,
    /// Date of birth, as precise as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<PartialDateTime>,
    /// Administrative gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Addresses, the current one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Telephone numbers and electronic mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub telecoms: Vec<ContactPoint>,
    /// Ethnic category (national codes A to Z, 99).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnic_category: Option<Coding>,
    /// Marital status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marital_status: Option<CodeableConcept>,
    /// Religion or belief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub religion: Option<CodeableConcept>,
    /// Preferred language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<CodeableConcept>,
    /// Whether the person has died, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deceased: Option<bool>,
    /// When the person died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deceased_at: Option<PartialDateTime>,
    /// The registered GP practice: ODS code and name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub general_practice: Option<Coding>,
    /// The registered GP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub general_practitioner: Option<String>,
    /// Whether the person was one of several born together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_birth: Option<bool>,
    /// Whether the source asks for the whereabouts to be hidden (S-flag, or a local hide). Once
    /// set, only an explicit statement that it is lifted clears it.
    #[serde(default)]
    pub restricted: bool,
    /// Whether the source does not know who this is (PID-31 = Y): exact local identity only.
    #[serde(default)]
    pub identity_unknown: bool,
}

impl Patient {
    /// The name in use, where any is known.
    pub fn name(&self) -> Option<&HumanName> {
        self.names.first()
    }

    /// The NHS number, verified ones first, placeholders never.
    pub fn nhs_number(&self) -> Option<NhsNumber> {
        let verified = self.identifiers.iter().find(|identifier| identifier.is_verified());
        let any = || self.identifiers.iter().filter_map(Identifier::nhs_number).find(|number| !number.is_placeholder());
        verified.and_then(Identifier::nhs_number).or_else(any)
    }

    /// The verified NHS number that may serve as identity.
    pub fn verified_nhs_number(&self) -> Option<NhsNumber> {
        self.identifiers.iter().find(|identifier| identifier.is_verified()).and_then(Identifier::nhs_number)
    }

    /// Takes in what an update says. Names that go out of use stay, marked old, so that a former
    /// name can still be found; identifiers are only ever added here.
    pub fn apply(&mut self, update: &PatientUpdate) {
        self.apply_names(&update.names);
        update.birth_date.apply_to(&mut self.birth_date);
        update.gender.apply_to(&mut self.gender);
        update.addresses.apply_to_list(&mut self.addresses);
        update.telecoms.apply_to_list(&mut self.telecoms);
        update.ethnic_category.apply_to(&mut self.ethnic_category);
        update.marital_status.apply_to(&mut self.marital_status);
        update.religion.apply_to(&mut self.religion);
        update.language.apply_to(&mut self.language);
        update.deceased.apply_to(&mut self.deceased);
        update.deceased_at.apply_to(&mut self.deceased_at);
        update.general_practice.apply_to(&mut self.general_practice);
        update.general_practitioner.apply_to(&mut self.general_practitioner);
        update.multiple_birth.apply_to(&mut self.multiple_birth);
        if let Some(restricted) = update.restricted {
            self.restricted = restricted;
        }
        if let Some(unknown) = update.identity_unknown {
            self.identity_unknown = unknown;
        }
    }

    /// What a source holds after these updates in their order, each with whether it counts for
    /// demographics. Those that do not count speak only where none does; but whoever says that the
    /// whereabouts are to be hidden is heard.
    pub fn after<'a>(updates: impl IntoIterator<Item = (&'a PatientUpdate, bool)>) -> Self {
        let updates: Vec<_> = updates.into_iter().collect();
        let any_counts = updates.iter().any(|(_, counts)| *counts);
        let mut now = Self::default();
        for (update, counts) in updates {
            if counts || !any_counts {
                now.apply(update);
            } else {
                now.restricted |= update.restricted == Some(true);
            }
        }
        now
    }

    fn apply_names(&mut self, names: &Field<Vec<HumanName>>) {
        let Field::Said(said) = names else { return };
        let former = self
            .names
            .drain(..)
            .filter(|name| !said.iter().any(|new| new.family == name.family && new.given == name.given));
        let former: Vec<_> = former.map(|name| HumanName { usage: super::NameUse::Old, ..name }).collect();
        self.names.extend_from_slice(said);
        self.names.extend(former.into_iter().take(8));
    }

    /// Takes the verified status off NHS numbers that an update replaces with another verified one:
    /// the source corrected itself. They stay as former numbers. Says whether any was.
    pub fn retire_nhs_numbers(&mut self, said: &[Identifier]) -> bool {
        if !said.iter().any(Identifier::is_verified) {
            return false;
        }
        let mut retired = false;
        for known in self.identifiers.iter_mut().filter(|known| known.is_verified()) {
            if !said.iter().any(|new| new.is_verified() && new.value == known.value) {
                known.status = None;
                retired = true;
            }
        }
        retired
    }

    /// Adds or refreshes identifiers as [`Patient::learn_identifiers`], from a message that does not
    /// decide which NHS number is the person's: a former one stays unverified while another is
    /// verified.
    pub fn learn_late_identifiers(&mut self, identifiers: &[Identifier], superseded: bool) {
        let verified: Vec<String> =
            self.identifiers.iter().filter(|known| known.is_verified()).map(|known| known.value.clone()).collect();
        let former = |new: &Identifier, known: &[Identifier]| {
            new.is_verified()
                && !verified.is_empty()
                && !verified.contains(&new.value)
                && (superseded || known.iter().any(|held| held.kind == new.kind && held.value == new.value))
        };
        let said: Vec<Identifier> =
            identifiers
                .iter()
                .map(|new| {
                    if former(new, &self.identifiers) {
                        Identifier { status: None, ..new.clone() }
                    } else {
                        new.clone()
                    }
                })
                .collect();
        self.learn_identifiers(&said);
    }

    /// Adds or refreshes identifiers; a status that is said replaces the one known.
    pub fn learn_identifiers(&mut self, identifiers: &[Identifier]) {
        for new in identifiers {
            let known = self
                .identifiers
                .iter_mut()
                .find(|known| known.kind == new.kind && known.value == new.value && known.authority == new.authority);
            match known {
                Some(known) => known.status = new.status.or(known.status),
                None => self.identifiers.push(new.clone()),
            }
        }
    }
}

impl fmt::Debug for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Patient({} identifiers, ‹masked›)", self.identifiers.len())
    }
}

/// What one message says of a patient, the feed's rule for absent fields already applied.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatientUpdate {
    /// Names, the one in use first.
    pub names: Field<Vec<HumanName>>,
    /// Date of birth.
    pub birth_date: Field<PartialDateTime>,
    /// Administrative gender.
    pub gender: Field<Gender>,
    /// Addresses, the current one first.
    pub addresses: Field<Vec<Address>>,
    /// Telephone numbers and electronic mail addresses.
    pub telecoms: Field<Vec<ContactPoint>>,
    /// Ethnic category.
    pub ethnic_category: Field<Coding>,
    /// Marital status.
    pub marital_status: Field<CodeableConcept>,
    /// Religion or belief.
    pub religion: Field<CodeableConcept>,
    /// Preferred language.
    pub language: Field<CodeableConcept>,
    /// Whether the person has died.
    pub deceased: Field<bool>,
    /// When the person died.
    pub deceased_at: Field<PartialDateTime>,
    /// The registered GP practice.
    pub general_practice: Field<Coding>,
    /// The registered GP.
    pub general_practitioner: Field<String>,
    /// Whether the person was one of several born together.
    pub multiple_birth: Field<bool>,
    /// Whether the whereabouts are to be hidden; `None` where nothing is said, which changes nothing.
    pub restricted: Option<bool>,
    /// Whether the source does not know who this is; `None` where nothing is said.
    pub identity_unknown: Option<bool>,
}

impl fmt::Debug for PatientUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PatientUpdate(‹masked›)")
    }
}
