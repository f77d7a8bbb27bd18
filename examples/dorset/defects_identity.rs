//! Oddities of identity: numbers in wrong places, wrong numbers, null fields, hidden people.

use super::defect::{Defect, message, pid, register};
use super::hl7::Segment;

const SENT: &str = "20180404110000";
const LATER: &str = "20180405110000";

/// All of them.
pub(crate) fn all() -> Vec<Defect> {
    let mut defects = places();
    defects.extend(numbers());
    defects.extend(people());
    defects
}

fn places() -> Vec<Defect> {
    let month = pid("9999000177", "900201", "Month^Thirteen", "196513121515");
    let empty = "PID|1||||Empty^Edgar||19720202|1";
    let full = pid("9999000193", "900204", "Null^Nadia", "19730303");
    let nulls = full.replace("07700 900001", "\"\"").replace("3 Defect Row^^Bournemouth^Dorset^BH8 1AA^GBR^H", "");
    let change = message("ADT^A31^ADT_A05", "ID05", LATER, &["EVN||20180405110000||||20180405110000", &nulls]);
    vec![
        Defect::new(
            "month-13.hl7",
            "birth date `196513121515`",
            "1 applied; no birth date is held, what was sent is kept and recorded as a defect; linked to nobody by number and date",
            &[register("ID01", SENT, &month)],
        ),
        Defect::new(
            "spaced-number-in-pid-2.hl7",
            "the NHS number with spaces in PID-2 and PID-18, `^^^^MR` in PID-3, from the genomics laboratory that sends it so (IGENE at MFT, HL7 v2.3)",
            "1 applied; NHS number 999 900 0185, unverified; PID-3 yields no identifier",
            &[spaced()],
        ),
        Defect::new(
            "empty-pid-3.hl7",
            "no identifier anywhere",
            "1 dead that names PID-3: there is nothing to keep the person under",
            &[register("ID03", SENT, empty)],
        ),
        Defect::new(
            "quoted-null-and-empty.hl7",
            "an update with `\"\"` as phone and an empty address",
            "2 applied; the phone is deleted, the address stays (HL7 UK A.3: empty means no change)",
            &[register("ID04", SENT, &full), change],
        ),
    ]
}

/// A result as a genomics laboratory sends it, which knows the person by the NHS number alone.
fn spaced() -> String {
    let pid = Segment::new("PID")
        .with(2, "999 900 0185")
        .with(3, "^^^^MR")
        .with(5, "SPACED^Sarah")
        .with(7, "19710101")
        .with(8, "F")
        .with(18, "999 900 0185")
        .write();
    let obr = Segment::new("OBR")
        .with(1, "1")
        .with(2, "1700185")
        .with(3, "G18-0185")
        .with(4, "SANGER^TEST: Sanger Sequencing^IGEAP")
        .with(7, "20180402")
        .with(22, SENT)
        .with(25, "F")
        .write();
    let segments = [pid.as_str(), "ORC|RE|1700185", &obr, "OBX|1|TX|SANGER^Report^IGENE||No variant found||||||F"];
    let header = format!("MSH|^~\\&|IGENE|MFT|ROUTE|ROUTE|{SENT}||ORU^R01|ID02|P|2.3\r");
    segments.iter().fold(header, |message, segment| message + segment + "\r")
}

fn numbers() -> Vec<Defect> {
    let placeholder = [
        register("ID06", SENT, &pid("9999999999", "900206", "Filler^Fay", "19740404")),
        register("ID07", LATER, &pid("9999999999", "900207", "Filler^Fay", "19740404")),
    ];
    let bad = register("ID08", SENT, &pid("9999000208", "900208", "Digit^Dora", "19750505"));
    let verified = register("ID09", SENT, &pid("9999000215", "900209", "Trace^Tess", "19760606"));
    let untraced =
        pid("9999000215", "P900209", "Trace^Tess", "19760606").replace("RDZ", "RD3").replace("NSTS01", "NSTS02");
    let untraced = register("ID10", LATER, &untraced).replace("RBCH-PAS|RDZ", "POOLE-PAS|RD3");
    vec![
        Defect::new(
            "placeholder-number.hl7",
            "two people of one name and birth date, both with 9999999999 and status 01",
            "2 applied; the number is kept as a filler and identifies nobody: two people, not linked",
            &placeholder,
        ),
        Defect::new(
            "bad-check-digit.hl7",
            "9999000208 fails Modulus 11",
            "1 applied; the number is shown and flagged, never used to link",
            &[bad],
        ),
        Defect::new(
            "unverified-number.hl7",
            "the same person from RDZ with status 01 and from POOLE-PAS at RD3 with status 02",
            "2 applied; not linked by themselves, since one of the two is not verified; on the conflict list",
            &[verified, untraced],
        ),
    ]
}

fn people() -> Vec<Defect> {
    let unknown = Segment::new("PID")
        .with(1, "1")
        .with(3, "900210^^^RDZ^MR")
        .with(5, "Unknown")
        .with(7, "19800101")
        .with(8, "2")
        .with(31, "Y")
        .write();
    let named = pid("9999000223", "900211", "Unknown^Una", "19800101");
    let hidden = register("ID13", SENT, &pid("9999000231", "900212", "Hidden^Hilary", "19770707")) + "ZU8||3||2\r";
    let hidden_update = message(
        "ADT^A08^ADT_A01",
        "ID14",
        LATER,
        &[
            "EVN||20180405110000||||20180405110000",
            &pid("9999000231", "900212", "Hidden^Hilary", "19770707"),
            "PV1|1|O",
        ],
    );
    let mother = register("ID15", SENT, &pid("9999000258", "900213", "Natal^Mona", "19900909"));
    let baby = Segment::new("PID")
        .with(1, "1")
        .with(3, "9999000266^^^NHS^NH~900214^^^RDZ^MR")
        .with(5, "Natal^Baby^^^^^L")
        .with(7, "20180404")
        .with(8, "1")
        .with(11, "3 Defect Row^^Bournemouth^Dorset^BH8 1AA^GBR^H")
        .with(21, "9999000258^^^NHS^NH~900213^^^RDZ^MR")
        .with(22, "A")
        .with(32, "NSTS08")
        .write();
    vec![
        Defect::new(
            "identity-unknown.hl7",
            "PID-31 is `Y`: a person brought in unknown, then another with the same birth date",
            "2 applied; the first is matched by the local number alone and never by guess",
            &[register("ID11", SENT, &unknown), register("ID12", LATER, &named)],
        ),
        Defect::new(
            "sensitive-address.hl7",
            "ZU8-4 is 2, then an update without any ZU8",
            "2 applied; address and phone are never shown, after the update neither",
            &[hidden, hidden_update],
        ),
        Defect::new(
            "newborn-with-mother.hl7",
            "a newborn with status 08, at the mother's address, her numbers in PID-21",
            "2 applied; two people; the mother's numbers never become the child's",
            &[mother, register("ID16", LATER, &baby)],
        ),
    ]
}
