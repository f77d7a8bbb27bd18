//! Codes in a record that say something about consent to share it.

use dcr_terminology::lookup::System;

use super::CodeSystem;
use crate::record::{Coding, SignalKind, Stance};

use SignalKind::{ShareDetailedRecord, ShareWithThirdParty, SummaryCareRecord};
use Stance::{Consents, Dissents};

/// Concepts of SNOMED CT.
const SNOMED_CT: [(&str, SignalKind, Stance); 6] = [
    ("417528008", ShareDetailedRecord, Consents), // upload to the local shared electronic record: consent given
    ("416409005", ShareDetailedRecord, Dissents), // refused
    ("425691002", ShareDetailedRecord, Consents), // consent for record sharing
    ("417370002", SummaryCareRecord, Consents),   // upload to the national shared electronic record: consent given
    ("416308001", SummaryCareRecord, Dissents),   // refused
    ("320011000000108", ShareWithThirdParty, Dissents), // declined to share with a specified third party
];

/// Codes of Read v2, without the dots that fill them up.
const READ_V2: [(&str, SignalKind, Stance); 7] = [
    ("93C0", ShareDetailedRecord, Consents), // local shared record: consent given
    ("93C1", ShareDetailedRecord, Dissents), // local shared record: refused
    ("93C3", SummaryCareRecord, Dissents),   // refused national upload, as of 2007
    ("9Ndl", SummaryCareRecord, Consents),   // implied, core data set
    ("9Ndm", SummaryCareRecord, Consents),   // express, core data set
    ("9Ndn", SummaryCareRecord, Consents),   // express, core and additional
    ("9Ndo", SummaryCareRecord, Dissents),   // express dissent
];

/// What a code says about consent; nothing where it says nothing.
pub fn consent_code(coding: &Coding) -> Option<(SignalKind, Stance)> {
    let code = coding.code.as_deref()?.trim();
    let (codes, code): (&[_], _) = match CodeSystem::named(coding.system.as_deref()?) {
        CodeSystem::Held(System::SnomedCt) => (&SNOMED_CT, code),
        CodeSystem::Held(System::ReadV2) => (&READ_V2, five(code)?),
        _ => return None,
    };
    codes.iter().find(|(known, ..)| *known == code).map(|(_, kind, stance)| (*kind, *stance))
}

/// A Read v2 code without what fills it up: `9Ndo.`, or with the number of a term, `9Ndo.00`.
fn five(code: &str) -> Option<&str> {
    let code = if code.len() == 7 { code.get(..5)? } else { code };
    Some(code.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_of_a_code_is_known_and_its_neighbours_are_not() {
        let coding = |system: &str, code: &str| Coding {
            system: Some(system.to_owned()),
            code: Some(code.to_owned()),
            display: None,
        };
        for code in ["9Ndo", "9Ndo.", "9Ndo.00"] {
            assert_eq!(consent_code(&coding("RC2", code)), Some((SummaryCareRecord, Dissents)), "{code}");
        }
        for code in ["9NdoA", "9Nd", "9ndo", "9Ndo.0", ""] {
            assert_eq!(consent_code(&coding("RC2", code)), None, "{code}");
        }
        let snomed = "http://snomed.info/sct";
        assert_eq!(consent_code(&coding(snomed, "416409005")), Some((ShareDetailedRecord, Dissents)));
        assert_eq!(consent_code(&coding("L", "416409005")), None, "a number of somebody's own");
        for (code, ..) in SNOMED_CT {
            assert_eq!(System::SnomedCt.malformed(code), None, "{code}");
        }
    }
}
