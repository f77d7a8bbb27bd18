//! Places in HL7 v2 messages: `PID-3[2].1`, `OBX[3]-5`, `MSH-9.2`, `PID-3[*].4.1`.

use std::borrow::Cow;

use crate::interchange::hl7v2::{Element, Message, Segment};

/// Which of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Number(usize),
    All,
}

/// A place in an HL7 v2 message. Numbers are from 1; without one the first is meant, `*` means all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hl7Path {
    segment: String,
    segments: Which,
    field: Option<usize>,
    repetitions: Which,
    component: Option<usize>,
    subcomponent: Option<usize>,
}

impl Hl7Path {
    /// Reads a path; what is wrong with it otherwise.
    pub fn read(text: &str) -> Result<Self, String> {
        let (segment, rest) = text.split_at_checked(3).ok_or("it begins with the three letters of a segment")?;
        let is_name = segment.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !is_name || !segment.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            return Err(format!("`{segment}` is not the name of a segment"));
        }
        let (segments, rest) = which(rest)?;
        let mut path = Self {
            segment: segment.to_owned(),
            segments,
            field: None,
            repetitions: Which::Number(1),
            component: None,
            subcomponent: None,
        };
        if rest.is_empty() {
            return Ok(path);
        }
        let rest = rest.strip_prefix('-').ok_or_else(|| format!("a `-` and a field come next, not `{rest}`"))?;
        let (field, rest) = number(rest)?;
        path.field = Some(field);
        let (repetitions, rest) = which(rest)?;
        path.repetitions = repetitions;
        let (mut rest, mut parts) = (rest, [None, None]);
        for slot in &mut parts {
            if rest.is_empty() {
                break;
            }
            let inner = rest.strip_prefix('.').ok_or_else(|| format!("a `.` and a number come next, not `{rest}`"))?;
            let (found, after) = number(inner)?;
            (*slot, rest) = (Some(found), after);
        }
        [path.component, path.subcomponent] = parts;
        if rest.is_empty() { Ok(path) } else { Err(format!("nothing more can follow, and `{rest}` does")) }
    }

    /// The values there: texts with their escapes read, `""` where the sender says that there is none.
    /// What is empty or absent is no value.
    pub fn values(&self, message: &Message<'_>) -> Vec<String> {
        let segments: Vec<Segment<'_>> = match self.segments {
            Which::All => message.named(&self.segment).collect(),
            Which::Number(number) => message.named(&self.segment).nth(number - 1).into_iter().collect(),
        };
        segments.iter().flat_map(|segment| self.of_segment(segment)).collect()
    }

    fn of_segment(&self, segment: &Segment<'_>) -> Vec<String> {
        let Some(field) = self.field else { return vec![segment.raw().to_owned()] };
        let whole = segment.field(field);
        // The delimiters themselves: MSH-1 and MSH-2 have no parts.
        if segment.is("MSH") && field <= 2 {
            return value(whole.raw(), None).into_iter().collect();
        }
        let repetitions: Vec<Element<'_>> = match self.repetitions {
            Which::All => whole.repetitions().collect(),
            Which::Number(number) => whole.repetitions().nth(number - 1).into_iter().collect(),
        };
        let part = |element: Element<'_>| {
            let element = self.component.map_or(element, |number| element.component(number));
            let element = self.subcomponent.map_or(element, |number| element.subcomponent(number));
            value(element.raw(), element.text())
        };
        repetitions.into_iter().filter_map(part).collect()
    }
}

fn value(raw: &str, text: Option<Cow<'_, str>>) -> Option<String> {
    if raw.is_empty() {
        return None;
    }
    Some(text.map_or_else(|| raw.to_owned(), Cow::into_owned))
}

/// `[2]`, `[*]` or nothing, and what follows.
fn which(text: &str) -> Result<(Which, &str), String> {
    let Some(inside) = text.strip_prefix('[') else { return Ok((Which::Number(1), text)) };
    let (inside, rest) = inside.split_once(']').ok_or("a `[` has no `]`")?;
    if inside == "*" {
        return Ok((Which::All, rest));
    }
    let (found, after) = number(inside)?;
    if after.is_empty() { Ok((Which::Number(found), rest)) } else { Err(format!("`{inside}` is not a number")) }
}

/// A number from 1, and what follows.
fn number(text: &str) -> Result<(usize, &str), String> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    match text[..end].parse::<usize>() {
        Ok(found) if found >= 1 && end <= 5 => Ok((found, &text[end..])),
        _ => Err(format!("a number from 1 comes next, not `{text}`")),
    }
}
