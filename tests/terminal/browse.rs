//! The main job: from the first screen to the field of a raw message.

use crate::pty::Pty;

#[test]
fn from_the_story_to_the_field_of_the_raw_message() {
    let mut dcr = Pty::dcr(&["demo"], (100, 30), &[]);
    dcr.see("Start here").see("In hospital now, known to all three trusts");
    dcr.press("\r").see("Permission to view was");
    dcr.press("g").see("RIDGEWAY, Rose").see("Allergies (").see("INPATIENT now");
    dcr.see("row 14").see("closes");
    dcr.press("/").press("potassium\r").see("hold “potassium”");
    dcr.press("\r").see("Where it came from");
    dcr.press("o").see("→").see("OBX-");
    dcr.press("\u{1b}").see("Where it came from");
    dcr.press("q").see("hold “potassium”");
    dcr.press("q").lose("hold “potassium”");
    dcr.press("i").see("Why they are one");
    dcr.press("q").press("d").see("The sources");
    dcr.press("q").press("T").see("Messages that touched this person");
    dcr.press("Y").see("dcr --store demo record trace P");
    dcr.press("\r").press("q").press("q").see("Start here");
    dcr.press("q");
    assert_eq!(dcr.end(), 0);
    assert!(!dcr.screen().alternate_screen() && !dcr.screen().contents().contains("RIDGEWAY"));
}

#[test]
fn a_person_is_found_by_the_form_and_one_who_chose_nobody_is_not() {
    let mut dcr = Pty::dcr(&["browse", "--store", "demo", "--as", "dr.hardy"], (80, 24), &[]);
    dcr.see("Find a person").see("Dr Tess Hardy");
    dcr.press("9990000026\r").see("Nobody fits");
    dcr.press("\u{15}\t").press("ridgeway\r").see("1 person fits").see("RIDGEWAY, Rose");
    dcr.press("\r").see("Permission").press("g").see("Allergies (");
    dcr.press("\u{3}");
    assert_eq!(dcr.end(), 0);
}

#[test]
fn the_standing_no_opens_only_with_broken_glass() {
    let mut dcr = Pty::dcr(&["demo"], (80, 24), &[]);
    dcr.see("Start here").press("jj\r").see("Permission").press("u").see("Not opened").see("emergency");
    dcr.press("e").see("ground?").press("m").see("in words").press("found unconscious\r");
    dcr.see("DAYE, Olive").see("emergency: medical").press("\u{3}");
    assert_eq!(dcr.end(), 0);
}

#[test]
fn work_lists_need_an_incident_and_a_role() {
    let mut dcr = Pty::dcr(&["demo", "--as", "support.frost"], (80, 24), &[]);
    dcr.see("Start here")
        .press("c")
        .see("Incident")
        .press("INC-17\r")
        .see("Conflicts that wait")
        .see("incident INC-17");
    dcr.press("qD").see("INC-17").press("\r").see("Dead letters").press("qF").see("feeds").press("qq");
    assert_eq!(dcr.end(), 0);
}

#[test]
fn a_small_screen_without_colour_works_and_a_tiny_one_says_so() {
    let mut dcr = Pty::dcr(&["demo"], (40, 12), &[("NO_COLOR", "1")]);
    dcr.see("Start here").press("\r").see("Permission").press("g").see("RIDGEWAY").see("Allergies (");
    let coloured = |screen: &vt100::Screen| {
        let cells = (0..12).flat_map(|row| (0..40).map(move |column| (row, column)));
        cells.filter_map(|(row, column)| screen.cell(row, column)).any(|cell| cell.fgcolor() != vt100::Color::Default)
    };
    assert!(!coloured(dcr.screen()));
    dcr.resize(30, 8).see("dcr needs 40 columns");
    dcr.resize(80, 24).see("Gender").press("qq");
    assert_eq!(dcr.end(), 0);
}

#[test]
fn a_number_of_two_unlinked_people_brings_up_both() {
    let mut dcr = Pty::dcr(&["demo"], (100, 30), &[]);
    dcr.see("Start here").press("jjj\r").see("Permission").press("g");
    dcr.see("2 people fit").see("! conflict").see("unlinked people hold this number");
    dcr.press("\r").see("FLEETWELL").press("g").see("identity conflict waits").press("qq");
    assert_eq!(dcr.end(), 0);
}
