//! Oddities of framing: how segments and messages begin, end, or fail to.

use super::defect::{Defect, message, pid, register};

const FIRST: &str = "20180402090000";
const SECOND: &str = "20180402091000";

/// All of them.
pub(crate) fn all() -> Vec<Defect> {
    let mut defects = line_ends();
    defects.extend(broken());
    defects
}

fn line_ends() -> Vec<Defect> {
    let one = register("FR01", FIRST, &pid("9999000002", "900001", "Framing^Lena", "19610203"));
    let two = register("FR02", SECOND, &pid("9999000010", "900002", "Framing^Carl", "19620304"));
    let both = [one.as_str(), two.as_str()];
    let lines = |end: &str| both.iter().map(|text| text.replace('\r', end) + end).collect::<String>().into_bytes();
    let mllp = both.iter().flat_map(|text| [b"\x0b", text.as_bytes(), b"\x1c\r"].concat()).collect();
    let together = one.replace('\r', "") + "\r\n" + &two;
    vec![
        Defect::raw(
            "line-ends-lf.hl7",
            "segments end in LF; an empty line after each message",
            "2 applied",
            lines("\n"),
        ),
        Defect::raw(
            "line-ends-crlf.hl7",
            "segments end in CRLF; an empty line after each message",
            "2 applied",
            lines("\r\n"),
        ),
        Defect::raw("mllp-framed.hl7", "both messages in MLLP frames", "2 applied", mllp),
        Defect::raw(
            "no-empty-line.hl7",
            "LF ends and no empty line: only the next MSH tells where a message starts",
            "2 applied",
            both.concat().replace('\r', "\n").into_bytes(),
        ),
        Defect::raw(
            "segments-run-together.hl7",
            "nothing at all between the segments of the first message",
            "1 dead (line 1, MSH: the segments run together, no PID found), 1 applied",
            together.into_bytes(),
        ),
    ]
}

fn broken() -> Vec<Defect> {
    let good = |control| register(control, SECOND, &pid("9999000029", "900003", "Framing^Wholesome", "19630405"));
    let whole = register("FR05", FIRST, &pid("9999000037", "900004", "Framing^Cut", "19640506"));
    let cut = whole.find("~900004").unwrap_or(whole.len());
    let truncated = [good("FR06").as_bytes(), b"\n\n", &whole.as_bytes()[..cut]].concat();
    let no_pid = message("ADT^A31^ADT_A05", "FR07", FIRST, &["EVN||20180402090000"]);
    let unknown = message(
        "ADT^A99",
        "FR09",
        FIRST,
        &["EVN||20180402090000", &pid("9999000045", "900005", "Framing^Odd", "19650607")],
    );
    let bad_name = message(
        "ADT^A28^ADT_A05",
        "FR11",
        FIRST,
        &[
            "EVN||20180402090000",
            &pid("9999000053", "900006", "Framing^Name", "19660708"),
            "a!1|1|DA|Z88.0^Penicillin^I10",
        ],
    );
    let repeated = "07700 900002~".repeat(2_000);
    let repetitions =
        pid("9999000061", "900007", "Framing^Many", "19670809").replace("07700 900001", repeated.trim_end_matches('~'));
    vec![
        Defect::raw(
            "truncated-in-pid.hl7",
            "the file ends in the middle of PID-3 of its second message",
            "1 applied, 1 dead (PID-3 is the last field read: no name, no birth date, no segment end)",
            truncated,
        ),
        Defect::new("no-pid.hl7", "an update without a PID", "1 dead (no PID), 1 applied", &[no_pid, good("FR08")]),
        Defect::new(
            "unknown-trigger.hl7",
            "trigger event A99",
            "1 dead (MSH-9 names an event that is not supported), 1 applied",
            &[unknown, good("FR10")],
        ),
        Defect::new(
            "bad-segment-name.hl7",
            "a line that begins with `a!1|`, which no segment may be called",
            "1 dead (line 4: not a segment name), 1 applied: an allergy may hide in such a line, so the rest is not applied without it",
            &[bad_name, good("FR12")],
        ),
        Defect::new(
            "two-thousand-repetitions.hl7",
            "PID-13 repeats 2,000 times",
            "2 applied or, where the reader's bound is lower, 1 dead that names PID-13 and 1 applied; in either case at once",
            &[register("FR13", FIRST, &repetitions), good("FR14")],
        ),
    ]
}
