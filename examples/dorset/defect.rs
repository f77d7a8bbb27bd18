//! The defect pack: one small file for each oddity that real feeds send, and what must come of it.

use std::fmt::Write;

/// One oddity.
pub(crate) struct Defect {
    /// Its file in the pack.
    pub(crate) file: &'static str,
    /// What is odd.
    pub(crate) what: &'static str,
    /// What must come of it.
    pub(crate) outcome: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Defect {
    /// An oddity whose messages have the usual framing: segments end in CR, an empty line after each.
    pub(crate) fn new(file: &'static str, what: &'static str, outcome: &'static str, messages: &[String]) -> Self {
        let bytes = messages.iter().flat_map(|message| [message.as_bytes(), b"\n\n"].concat()).collect();
        Self { file, what, outcome, bytes }
    }

    /// An oddity in the bytes themselves.
    pub(crate) fn raw(file: &'static str, what: &'static str, outcome: &'static str, bytes: Vec<u8>) -> Self {
        Self { file, what, outcome, bytes }
    }
}

/// A message of RBCH-PAS: its header, then `segments`, each ended by CR.
pub(crate) fn message(kind: &str, control: &str, sent: &str, segments: &[&str]) -> String {
    with_charset(kind, control, sent, "UNICODE UTF-8", segments)
}

/// The same with another MSH-18.
pub(crate) fn with_charset(kind: &str, control: &str, sent: &str, charset: &str, segments: &[&str]) -> String {
    let mut message = format!("MSH|^~\\&|RBCH-PAS|RDZ|ROUTE|ROUTE|{sent}||{kind}|{control}|P|2.4|||||GBR|{charset}");
    message.push('\r');
    for segment in segments {
        message.push_str(segment);
        message.push('\r');
    }
    message
}

/// A registration (A28) with the given PID and nothing else.
pub(crate) fn register(control: &str, sent: &str, pid: &str) -> String {
    message("ADT^A28^ADT_A05", control, sent, &[&format!("EVN||{sent}||||{sent}"), pid])
}

/// A plain PID with a verified number, for messages whose oddity lies elsewhere.
pub(crate) fn pid(nhs_number: &str, local: &str, name: &str, birth_date: &str) -> String {
    format!(
        "PID|1||{nhs_number}^^^NHS^NH~{local}^^^RDZ^MR||{name}^^^L||{birth_date}|2|||3 Defect Row^^Bournemouth^Dorset^BH8 1AA^GBR^H||07700 900001||EN|||||||A||||||||||NSTS01"
    )
}

/// The list of the pack.
pub(crate) fn readme(defects: &[Defect]) -> String {
    let mut page = String::from(
        "# Defects\n\n\
         One small file for each oddity that hospital feeds really send, and what must come of it. All people are\n\
         fictional; their numbers lie in the range that is never issued, unless a bad number is the point. The files\n\
         are made by `cargo run --example dorset`; the sender is RBCH-PAS at RDZ unless the table says another.\n\n\
         Each file is read into a store of its own. Applied, duplicate, conflict and dead are counts of messages.\n\n\
         | file | what is odd | what must come of it |\n|---|---|---|\n",
    );
    for defect in defects {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "| `{}` | {} | {} |", defect.file, defect.what, defect.outcome);
    }
    page
}
