//! What each activity is called, for those who read what a role may do.

use super::Activity;

impl Activity {
    /// The national code, or this tool's own word where there is none.
    pub const fn code(self) -> &'static str {
        self.words().0
    }

    /// What it is, in a few words.
    pub const fn title(self) -> &'static str {
        self.words().1
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::PatientTrace => ("B0264", "find a person"),
            Self::ViewDemographics => ("B0820", "view demographics"),
            Self::AmendDemographics => ("B0825", "amend demographics"),
            Self::ViewSummary => ("B0370", "view the summary of a record"),
            Self::ViewMedication => ("B0401", "view medication"),
            Self::ViewDetailed => ("B0360", "view a detailed record"),
            Self::ManageDocuments => ("B0815", "manage clinical documents"),
            Self::OverrideConsent => ("B0082", "break glass: override consent in an emergency"),
            Self::ViewSensitiveWhereabouts => ("B1611", "see where an S-flagged person lives"),
            Self::RelationshipAlerts => ("B0016", "work on alerts about claimed relationships"),
            Self::EmergencyAlerts => ("B0015", "work on alerts about emergency views"),
            Self::SafeguardingAlerts => ("safeguarding-alerts", "work on alerts about safeguarding views"),
            Self::ClaimRelationship => ("claim-relationship", "claim to be in a person's care"),
            Self::Safeguarding => ("safeguarding", "work in safeguarding"),
            Self::RecordOperations => ("record-operations", "keep the record right"),
            Self::ConsentAdministration => ("consent-administration", "record and change people's choices"),
            Self::Administer => ("administration", "look after the store and its users"),
            Self::Governance => ("governance", "subject access, investigations, the audit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_one_that_is_stored() {
        for activity in Activity::ALL {
            assert_eq!(serde_json::to_value(activity).unwrap(), activity.code());
            assert!(!activity.title().is_empty());
        }
    }
}
