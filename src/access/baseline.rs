//! The baseline as data: which job role grants which activities. Inclusion does the rest.
//!
//! No role is granted B1611: the whereabouts of an S-flagged person show to nobody until a rule for
//! unsealing says to whom.
//!
//! Three kinds of role never overlap: those that care for people, those that run the record, and
//! those that watch. Nobody who administers or audits has a clinical view with it.

use super::Activity::{
    self, Administer, AmendDemographics, ClaimRelationship, ConsentAdministration, EmergencyAlerts, Governance,
    ManageDocuments, OverrideConsent, PatientTrace, RecordOperations, RelationshipAlerts, Safeguarding,
    SafeguardingAlerts, ViewDemographics, ViewDetailed,
};

/// One line of the baseline: code, title, activities.
pub(super) struct Baseline {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) grants: &'static [Activity],
}

/// A clinician, who may claim a relationship and break glass, and has a duty to safeguard. The national codes have no role of
/// safeguarding, and the duty is every clinician's.
const CLINICIAN: &[Activity] =
    &[PatientTrace, AmendDemographics, ViewDetailed, ManageDocuments, ClaimRelationship, OverrideConsent, Safeguarding];

pub(super) const BASELINE: [Baseline; 14] = [
    // Those who care for people.
    Baseline { code: "R8000", title: "Clinical Practitioner", grants: CLINICIAN },
    Baseline { code: "R8001", title: "Nurse", grants: CLINICIAN },
    Baseline { code: "R8003", title: "Health Professional", grants: CLINICIAN },
    Baseline { code: "R0260", title: "General Medical Practitioner", grants: CLINICIAN },
    Baseline { code: "R8004", title: "Healthcare Student", grants: &[PatientTrace, ViewDetailed] },
    // Those who help them.
    Baseline {
        code: "R8006",
        title: "Medical Secretary",
        grants: &[PatientTrace, AmendDemographics, ViewDetailed, ManageDocuments],
    },
    Baseline {
        code: "R8008",
        title: "Admin and Clinical Support",
        grants: &[PatientTrace, AmendDemographics, ManageDocuments],
    },
    Baseline { code: "R8009", title: "Receptionist", grants: &[PatientTrace, AmendDemographics] },
    Baseline { code: "R8010", title: "Clerical", grants: &[PatientTrace, ViewDemographics] },
    // Those who run the record.
    Baseline { code: "R8012", title: "Information Officer", grants: &[RecordOperations] },
    Baseline { code: "R8015", title: "Systems Support", grants: &[RecordOperations, Administer] },
    Baseline {
        code: "R1984",
        title: "Health Records Administrator",
        grants: &[PatientTrace, AmendDemographics, ConsentAdministration],
    },
    // Those who watch.
    Baseline { code: "R0001", title: "Privacy Officer", grants: &[RelationshipAlerts, EmergencyAlerts, Governance] },
    // No national code is the safeguarding lead's: the guardian is told.
    Baseline { code: "R5105", title: "Caldicott Guardian", grants: &[SafeguardingAlerts, Governance] },
];
