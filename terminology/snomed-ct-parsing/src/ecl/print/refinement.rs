//! Writing refinements.

use std::fmt::{self, Formatter};

use super::{Form, Write, joined, one_or_set};
use crate::ecl::{
    Attribute, AttributeGroup, AttributeSet, AttributeValue, Cardinality, Comparison, Equality, Refinement,
};

impl Write for Refinement {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(attribute) => attribute.write(form, f),
            Self::Group(group) => group.write(form, f),
            Self::And(parts) => parts_of(parts, form.word(", ", " AND "), form, f),
            Self::Or(parts) => parts_of(parts, " OR ", form, f),
        }
    }
}

impl Write for AttributeSet {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(attribute) => attribute.write(form, f),
            Self::And(parts) => parts_of(parts, form.word(", ", " AND "), form, f),
            Self::Or(parts) => parts_of(parts, " OR ", form, f),
        }
    }
}

/// Something that may be joined of several, and then has brackets around it within another.
trait Part {
    fn is_joined(&self) -> bool;
}

impl Part for Refinement {
    fn is_joined(&self) -> bool {
        matches!(self, Self::And(_) | Self::Or(_))
    }
}

impl Part for AttributeSet {
    fn is_joined(&self) -> bool {
        matches!(self, Self::And(_) | Self::Or(_))
    }
}

struct Bracketed<'a, T>(&'a T);

impl<T: Write + Part> Write for Bracketed<'_, T> {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.0.is_joined() {
            return self.0.write(form, f);
        }
        f.write_str("(")?;
        self.0.write(form, f)?;
        f.write_str(")")
    }
}

fn parts_of<T: Write + Part>(parts: &[T], between: &str, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    let parts: Vec<Bracketed<'_, T>> = parts.iter().map(Bracketed).collect();
    joined(&parts, between, form, f)
}

impl Write for AttributeGroup {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        cardinality(self.cardinality, form, f)?;
        f.write_str("{ ")?;
        self.attributes.write(form, f)?;
        f.write_str(" }")
    }
}

impl Write for Attribute {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        cardinality(self.cardinality, form, f)?;
        if self.reverse {
            f.write_str(form.word("R ", "reverseOf "))?;
        }
        self.name.write(form, f)?;
        f.write_str(" ")?;
        self.value.write(form, f)
    }
}

fn cardinality(cardinality: Option<Cardinality>, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    let Some(Cardinality { minimum, maximum }) = cardinality else { return Ok(()) };
    write!(f, "[{minimum}{}", form.word("..", " to "))?;
    match maximum {
        Some(maximum) => write!(f, "{maximum}] "),
        None => write!(f, "{}] ", form.word("*", "many")),
    }
}

impl Write for AttributeValue {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Concepts(equality, concepts) => {
                equality.write(form, f)?;
                concepts.write(form, f)
            }
            Self::Number(comparison, number) => {
                comparison.write(form, f)?;
                write!(f, "#{number}")
            }
            Self::Text(equality, texts) => {
                equality.write(form, f)?;
                let texts: Vec<Text<'_>> = texts.iter().map(|text| Text(text)).collect();
                one_or_set(&texts, form, f)
            }
            Self::Boolean(equality, value) => {
                equality.write(form, f)?;
                write!(f, "{value}")
            }
        }
    }
}

struct Text<'a>(&'a str);

impl Write for Text<'_> {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", escaped(self.0))
    }
}

/// A text with a backslash before what would end it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

impl Write for Equality {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        Comparison::from(*self).write(form, f)
    }
}

/// Writes the comparison with a space after it.
impl Write for Comparison {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "= ",
            Self::NotEqual => form.word("!= ", "NOT = "),
            Self::Less => "< ",
            Self::LessOrEqual => "<= ",
            Self::Greater => "> ",
            Self::GreaterOrEqual => ">= ",
        })
    }
}
