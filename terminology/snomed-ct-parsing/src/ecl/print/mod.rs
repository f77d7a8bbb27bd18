//! Writing: the brief form, which is the normative one, and the long form with words for symbols.
//!
//! Either is read back as what was written.

mod filter;
mod refinement;

use std::fmt::{self, Display, Formatter};

use super::{
    AlternateIdentifier, ConceptReference, ConstraintOperator, ExpressionConstraint, FilterConstraint, FocusConcept,
    HistorySupplement, RefsetOperator, SubExpressionConstraint,
};

/// Which form is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Brief,
    Long,
}

impl Form {
    fn word(self, brief: &'static str, long: &'static str) -> &'static str {
        if self == Self::Brief { brief } else { long }
    }
}

/// Something that is written in either form.
trait Write {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result;
}

struct Written<'a, T: ?Sized>(&'a T, Form);

impl<T: Write + ?Sized> Display for Written<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.write(self.1, f)
    }
}

impl ExpressionConstraint {
    /// The long form.
    pub fn long(&self) -> impl Display + '_ {
        Written(self, Form::Long)
    }
}

/// The brief form.
impl Display for ExpressionConstraint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(Form::Brief, f)
    }
}

impl SubExpressionConstraint {
    /// The long form.
    pub fn long(&self) -> impl Display + '_ {
        Written(self, Form::Long)
    }
}

/// The brief form.
impl Display for SubExpressionConstraint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(Form::Brief, f)
    }
}

/// Writes all of them with this between two.
fn joined<T: Write>(items: &[T], between: &str, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        item.write(form, f)?;
    }
    Ok(())
}

/// Writes one alone, and several as a set between brackets.
fn one_or_set<T: Write>(items: &[T], form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    match items {
        [one] => one.write(form, f),
        _ => set(items, form, f),
    }
}

fn set<T: Write>(items: &[T], form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    joined(items, " ", form, f)?;
    f.write_str(")")
}

impl Write for ExpressionConstraint {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sub(sub) => sub.write(form, f),
            Self::Refined(focus, refinement) => {
                focus.write(form, f)?;
                f.write_str(" : ")?;
                refinement.write(form, f)
            }
            Self::And(parts) => joined(parts, " AND ", form, f),
            Self::Or(parts) => joined(parts, " OR ", form, f),
            Self::Minus(first, second) => {
                first.write(form, f)?;
                f.write_str(" MINUS ")?;
                second.write(form, f)
            }
            Self::Dotted(source, attributes) => {
                source.write(form, f)?;
                for attribute in attributes {
                    f.write_str(" . ")?;
                    attribute.write(form, f)?;
                }
                Ok(())
            }
        }
    }
}

impl Write for SubExpressionConstraint {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(operator) = self.operator {
            write!(f, "{} ", operator.word(form))?;
        }
        if let Some(refset) = &self.refset {
            refset.write(form, f)?;
            f.write_str(" ")?;
        }
        self.focus.write(form, f)?;
        for filters in &self.members {
            f.write_str(" {{ M ")?;
            joined(filters, ", ", form, f)?;
            f.write_str(" }}")?;
        }
        for filter in &self.filters {
            filter.write(form, f)?;
        }
        match &self.history {
            Some(history) => history.write(form, f),
            None => Ok(()),
        }
    }
}

impl ConstraintOperator {
    fn word(self, form: Form) -> &'static str {
        match self {
            Self::DescendantOf => form.word("<", "descendantOf"),
            Self::DescendantOrSelfOf => form.word("<<", "descendantOrSelfOf"),
            Self::ChildOf => form.word("<!", "childOf"),
            Self::ChildOrSelfOf => form.word("<<!", "childOrSelfOf"),
            Self::AncestorOf => form.word(">", "ancestorOf"),
            Self::AncestorOrSelfOf => form.word(">>", "ancestorOrSelfOf"),
            Self::ParentOf => form.word(">!", "parentOf"),
            Self::ParentOrSelfOf => form.word(">>!", "parentOrSelfOf"),
            Self::Top => form.word("!!>", "top"),
            Self::Bottom => form.word("!!<", "bottom"),
        }
    }
}

impl Write for RefsetOperator {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        let member_of = form.word("^", "memberOf");
        match self {
            Self::MemberOf => f.write_str(member_of),
            Self::Fields(fields) => write!(f, "{member_of} [{}]", fields.join(", ")),
            Self::AllFields => write!(f, "{member_of} [{}]", form.word("*", "ANY")),
            Self::ContainingAny => f.write_str(form.word("^R", "refsetContainingAny")),
        }
    }
}

impl Write for FocusConcept {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Concept(concept) => concept.write(form, f),
            Self::Any => f.write_str(form.word("*", "ANY")),
            Self::Alternate(alternate) => alternate.write(form, f),
            Self::Nested(nested) => {
                f.write_str("(")?;
                nested.write(form, f)?;
                f.write_str(")")
            }
        }
    }
}

impl Write for ConceptReference {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id)?;
        term(self.term.as_deref(), f)
    }
}

impl Write for AlternateIdentifier {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        // In quotation marks where it must be, and the code alone: `"scheme#code"` as a whole would
        // be read as a text on the right of a comparison.
        let bare = self.code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        let quote = if bare { "" } else { "\"" };
        write!(f, "{}#{quote}{}{quote}", self.scheme, self.code)?;
        term(self.term.as_deref(), f)
    }
}

fn term(term: Option<&str>, f: &mut Formatter<'_>) -> fmt::Result {
    term.map_or(Ok(()), |term| write!(f, " |{term}|"))
}

impl Write for FilterConstraint {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Description(filters) => {
                f.write_str(" {{ D ")?;
                joined(filters, ", ", form, f)?;
            }
            Self::Concept(filters) => {
                f.write_str(" {{ C ")?;
                joined(filters, ", ", form, f)?;
            }
        }
        f.write_str(" }}")
    }
}

impl Write for HistorySupplement {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(" {{ + HISTORY")?;
        match self {
            Self::Any => {}
            Self::Minimum => f.write_str("-MIN")?,
            Self::Moderate => f.write_str("-MOD")?,
            Self::Maximum => f.write_str("-MAX")?,
            Self::Within(within) => {
                f.write_str(" (")?;
                within.write(form, f)?;
                f.write_str(")")?;
            }
        }
        f.write_str(" }}")
    }
}
