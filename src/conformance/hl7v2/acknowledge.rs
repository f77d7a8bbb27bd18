//! One acknowledgement.

use jiff::Zoned;

use crate::interchange::hl7v2::Message;

/// What is wrong with a message, by table 0357.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complaint {
    /// The segment at fault.
    pub segment: &'static str,
    /// Its field; 0 for the whole.
    pub field: u16,
    /// The code of table 0357.
    pub code: u16,
    /// Its meaning.
    pub text: &'static str,
}

/// An acknowledgement of a message.
#[derive(Debug, Clone)]
pub struct Acknowledgement<'a> {
    /// MSA-1: AA, AE, AR, CA, CE or CR.
    pub code: &'a str,
    /// MSH-10 of the acknowledgement itself.
    pub control_id: &'a str,
    /// When it is made.
    pub now: &'a Zoned,
    /// What is wrong.
    pub complaint: Option<Complaint>,
}

impl Acknowledgement<'_> {
    /// The acknowledgement as bytes, without a frame: in the delimiters of the message, sender and
    /// receiver exchanged, processing id, version and character set as the message has them.
    pub fn of(&self, message: &Message<'_>) -> Vec<u8> {
        let header = message.header();
        let raw = |field: usize| header.field(field).raw();
        let delimiters = message.delimiters();
        let (field, component) = (char::from(delimiters.field), char::from(delimiters.component));
        let version = header.field(12).value().unwrap_or_default().into_owned();
        let trigger = header.field(9).component(2).raw();
        let kind = match trigger {
            "" => "ACK".to_owned(),
            trigger if has_structure(&version) => format!("ACK{component}{trigger}{component}ACK"),
            trigger => format!("ACK{component}{trigger}"),
        };
        let time = self.now.strftime("%Y%m%d%H%M%S%z").to_string();
        let mut segments = vec![
            vec!["MSH", raw(2), raw(5), raw(6), raw(3), raw(4), &time, "", &kind, self.control_id, raw(11), raw(12)],
            vec!["MSA", self.code, raw(10)],
        ];
        if header.field(18).is_valued() {
            segments[0].extend(["", "", "", "", "", raw(18)]);
        }
        let complaint = self.complaint.map(|complaint| words(&complaint, &version, component, delimiters.subcomponent));
        if let Some(fields) = &complaint {
            segments.push(fields.iter().map(String::as_str).collect());
        }
        let mut text = String::new();
        for segment in segments {
            text.push_str(&segment.join(&field.to_string()));
            text.push('\r');
        }
        text.into_bytes()
    }
}

/// ERR: one coded place up to v2.4, place, code and severity apart from v2.5 on.
fn words(complaint: &Complaint, version: &str, component: char, subcomponent: u8) -> Vec<String> {
    let Complaint { segment, field, code, text } = complaint;
    let place =
        if *field == 0 { format!("{segment}{component}1") } else { format!("{segment}{component}1{component}{field}") };
    if version < "2.5" {
        let sub = char::from(subcomponent);
        let place = if *field == 0 { format!("{place}{component}") } else { place };
        return vec!["ERR".to_owned(), format!("{place}{component}{code}{sub}{text}{sub}HL70357")];
    }
    let coded = format!("{code}{component}{text}{component}HL70357");
    vec!["ERR".to_owned(), String::new(), place, coded, "E".to_owned()]
}

/// Whether MSH-9 has a third component: from v2.3.1 on, and used in acknowledgements from v2.4 on.
fn has_structure(version: &str) -> bool {
    version >= "2.4"
}

/// MSH-10 of a message, where it can be read.
pub fn control_id(payload: &[u8]) -> Option<String> {
    let message = Message::parse(payload).ok()?;
    message.header().field(10).text().map(std::borrow::Cow::into_owned)
}

/// MSA-2 of an acknowledgement or response: what it answers.
pub fn answered(payload: &[u8]) -> Option<String> {
    let message = Message::parse(payload).ok()?;
    message.field("MSA", 2).text().map(std::borrow::Cow::into_owned)
}
