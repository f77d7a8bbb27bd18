use super::{Activity, JobRole};

/// The whole table of who may do what, inclusion worked out, so that a change of it shows.
#[test]
fn the_whole_baseline() {
    let line = |role: JobRole| {
        let granted: Vec<_> = Activity::ALL.iter().filter(|activity| role.may(**activity)).collect();
        format!("{} {}: {granted:?}", role.0, role.title().unwrap())
    };
    let table = JobRole::all().map(line).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(table);
}

#[test]
fn an_unknown_role_grants_nothing() {
    for code in [
        "",
        "R9999",
        "r8000",
        "R8000 ",
        "R80001",
        "R800",
        "S8000:G8000:",
        "S80:G8000:R8000",
        "G8000:S8000:R8000",
        "S8000:G8000:R8000x",
        "*",
    ] {
        let role = JobRole(code.to_owned());
        assert_eq!(role.title(), None, "{code:?}");
        assert!(Activity::ALL.iter().all(|activity| !role.may(*activity)), "{code:?}");
    }
}

#[test]
fn a_composite_code_is_its_job_role() {
    for code in ["S8000:G8000:R8001", "S0010:G0020:R8001", "S0010G0020R8001"] {
        let role = JobRole(code.to_owned());
        assert_eq!((role.code(), role.title()), (Some("R8001"), Some("Nurse")), "{code}");
        assert!(role.may(Activity::ViewDetailed));
    }
    assert_eq!(JobRole("S0010:G0020:R9999".to_owned()).title(), None);
}

/// Who may break glass may claim a relationship too: else a person who chose "emergencies only" would
/// be more open to them than one who said nothing.
#[test]
fn who_may_break_glass_may_claim() {
    for role in JobRole::all() {
        assert!(!role.may(Activity::OverrideConsent) || role.may(Activity::ClaimRelationship), "{}", role.0);
    }
}

/// Who administers, keeps the record right or watches has no clinical view with it, and nobody who
/// watches can change anything.
#[test]
fn duties_are_separated() {
    let clinical = [Activity::ViewDetailed, Activity::ViewSummary, Activity::ViewMedication, Activity::OverrideConsent];
    let running = [Activity::RecordOperations, Activity::ConsentAdministration, Activity::Administer];
    let watching = [Activity::Governance, Activity::EmergencyAlerts, Activity::RelationshipAlerts];
    for role in JobRole::all() {
        let has = |activities: &[Activity]| activities.iter().any(|activity| role.may(*activity));
        let duties = [has(&clinical), has(&running), has(&watching)].into_iter().filter(|has| *has).count();
        assert!(duties <= 1, "{}", role.0);
        assert!(!(has(&watching) && role.may(Activity::AmendDemographics)), "{}", role.0);
    }
}

#[test]
fn inclusion_goes_through_any_number_of_steps() {
    assert!(Activity::AmendDemographics.includes(Activity::ViewDemographics));
    assert!(Activity::ViewDetailed.includes(Activity::ViewDemographics), "by way of the summary");
    assert!(!Activity::ViewDemographics.includes(Activity::AmendDemographics));
    assert!(!Activity::ViewSummary.includes(Activity::ViewDetailed));
    for activity in Activity::ALL {
        assert!(activity.includes(activity));
        let code = serde_json::to_string(&activity).unwrap();
        assert_eq!(serde_json::from_str::<Activity>(&code).unwrap(), activity);
    }
}
