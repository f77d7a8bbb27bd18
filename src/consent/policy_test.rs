use jiff::civil::date;

use super::{AdoptedSettings, Policy, PolicyBook, PolicyError};

fn book() -> &'static PolicyBook {
    PolicyBook::shipped().unwrap()
}

fn adopting(from: &str, settings: &str) -> AdoptedSettings {
    book().adoption(&format!("from = \"{from}\"\n[settings]\n{settings}")).unwrap()
}

#[test]
fn the_shipped_data_reads_and_its_days_are_those_of_the_policies() {
    assert_eq!(
        book().policies.iter().map(|line| line.name).collect::<Vec<_>>(),
        [Policy::PermissionToView, Policy::DiscussionToView]
    );
    for day in [date(2018, 2, 26), date(2019, 3, 31), date(2019, 4, 1), date(2026, 1, 1)] {
        assert_eq!(PolicyBook::shipped_on(day).unwrap().policy, Policy::on(day), "{day}");
    }
}

/// Every setting that the decision reads is listed, and every one that is listed is read: a line more
/// or less than the fields of the settings does not read.
#[test]
fn every_setting_is_listed_once_with_its_meaning_and_source() {
    let settings = PolicyBook::shipped_on(date(2026, 1, 1)).unwrap().settings;
    let fields = serde_json::to_value(settings).unwrap();
    let fields: Vec<&String> = fields.as_object().unwrap().keys().collect();
    let listed: Vec<&String> = book().settings.iter().map(|line| &line.name).collect();
    assert_eq!(listed, fields);
    for line in &book().settings {
        assert!(line.meaning.len() > 20 && line.source.len() > 10, "{}", line.name);
    }
}

#[test]
fn what_is_adopted_holds_from_its_day_on() {
    let adopted = [
        adopting("2020-01-01", "time-box-minutes = 30"),
        adopting("2019-06-01", "time-box-minutes = 45\nnear-end-hours = 24"),
        adopting("2020-01-01", "time-box-minutes = 20"),
    ];
    let minutes = |day| book().on(day, &adopted).unwrap().settings.time_box_minutes;
    assert_eq!(minutes(date(2019, 5, 31)), 60, "the default");
    assert_eq!(minutes(date(2019, 6, 1)), 45);
    assert_eq!(minutes(date(2019, 12, 31)), 45);
    assert_eq!(minutes(date(2020, 1, 1)), 20, "of two that begin on one day the later adopted");
    assert_eq!(
        book().on(date(2021, 1, 1), &adopted).unwrap().settings.near_end_hours,
        24,
        "what is not said again stays"
    );
}

#[test]
fn what_is_not_a_setting_is_refused_by_name() {
    let refused =
        |settings: &str| book().adoption(&format!("from = \"2020-01-01\"\n[settings]\n{settings}")).unwrap_err();
    assert!(refused("time-box = 5").to_string().contains("time-box"), "an unknown name");
    assert!(refused("discussion = \"sometimes\"").to_string().contains("sometimes"), "an unknown value");
    assert!(refused("time-box-minutes = -1").to_string().contains("time-box-minutes"));
    assert!(refused("no-2-hides-existence = 1").to_string().contains("no-2-hides-existence"));
    let too_much = PolicyError::OutOfBounds { setting: "time-box-minutes", most: 480 };
    assert_eq!(refused("time-box-minutes = 481"), too_much);
    assert!(book().adoption("from = \"2020-01-01\"\nsettings = {}\nother = 1").is_err());
}
