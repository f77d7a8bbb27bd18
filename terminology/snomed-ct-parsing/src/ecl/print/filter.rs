//! Writing filters.

use std::fmt::{self, Formatter};

use super::refinement::escaped;
use super::{Form, Write, one_or_set, set};
use crate::ecl::{
    Acceptability, AcceptabilitySet, ActiveValue, Comparison, ConceptFilter, ConceptSet, DefinitionStatus,
    DescriptionFilter, DescriptionType, DialectFilter, DialectSet, Equality, FieldValue, MemberFilter, TimeValue,
    TypedSearchTerm,
};

impl Write for DescriptionFilter {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(equality, terms) => criterion("term", equality, form, f, |f| one_or_set(terms, form, f)),
            Self::Language(equality, codes) => criterion("language", equality, form, f, |f| one_or_set(codes, form, f)),
            Self::Type(equality, types) => criterion("type", equality, form, f, |f| one_or_set(types, form, f)),
            Self::TypeId(equality, types) => criterion("typeId", equality, form, f, |f| types.write(form, f)),
            Self::Dialect(dialect) => dialect.write(form, f),
            Self::Module(equality, modules) => module(*equality, modules, form, f),
            Self::EffectiveTime(comparison, times) => effective_time(*comparison, times, form, f),
            Self::Active(equality, value) => active(*equality, *value, form, f),
            Self::Id(equality, ids) => criterion("id", equality, form, f, |f| one_or_set(ids, form, f)),
        }
    }
}

impl Write for ConceptFilter {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::DefinitionStatus(equality, statuses) => {
                criterion("definitionStatus", equality, form, f, |f| one_or_set(statuses, form, f))
            }
            Self::DefinitionStatusId(equality, statuses) => {
                criterion("definitionStatusId", equality, form, f, |f| statuses.write(form, f))
            }
            Self::Module(equality, modules) => module(*equality, modules, form, f),
            Self::EffectiveTime(comparison, times) => effective_time(*comparison, times, form, f),
            Self::Active(equality, value) => active(*equality, *value, form, f),
        }
    }
}

impl Write for MemberFilter {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(equality, modules) => module(*equality, modules, form, f),
            Self::EffectiveTime(comparison, times) => effective_time(*comparison, times, form, f),
            Self::Active(equality, value) => active(*equality, *value, form, f),
            Self::Field(field, value) => match value {
                FieldValue::Concepts(equality, concepts) => {
                    criterion(field, equality, form, f, |f| concepts.write(form, f))
                }
                FieldValue::Number(comparison, number) => {
                    criterion(field, comparison, form, f, |f| write!(f, "#{number}"))
                }
                FieldValue::Text(equality, terms) => {
                    criterion(field, equality, form, f, |f| one_or_set(terms, form, f))
                }
                FieldValue::Boolean(equality, value) => criterion(field, equality, form, f, |f| write!(f, "{value}")),
                FieldValue::Time(comparison, times) => {
                    criterion(field, comparison, form, f, |f| one_or_set(times, form, f))
                }
            },
        }
    }
}

fn criterion(
    keyword: &str,
    comparison: &impl Write,
    form: Form,
    f: &mut Formatter<'_>,
    value: impl FnOnce(&mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    write!(f, "{keyword} ")?;
    comparison.write(form, f)?;
    value(f)
}

fn module(equality: Equality, modules: &ConceptSet, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    criterion("moduleId", &equality, form, f, |f| modules.write(form, f))
}

fn effective_time(comparison: Comparison, times: &[TimeValue], form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    criterion("effectiveTime", &comparison, form, f, |f| one_or_set(times, form, f))
}

fn active(equality: Equality, value: ActiveValue, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    criterion("active", &equality, form, f, |f| {
        f.write_str(match value {
            ActiveValue::True => "true",
            ActiveValue::False => "false",
            ActiveValue::Any => "*",
        })
    })
}

impl Write for TypedSearchTerm {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match(words) => write!(f, "\"{}\"", escaped(&words.join(" "))),
            Self::Wild(pieces) => {
                let pieces: Vec<String> = pieces.iter().map(|piece| escaped(piece).replace('*', "\\*")).collect();
                write!(f, "wild:\"{}\"", pieces.join("*"))
            }
        }
    }
}

impl Write for DescriptionType {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Synonym => form.word("syn", "synonym"),
            Self::FullySpecifiedName => form.word("fsn", "fullySpecifiedName"),
            Self::Definition => form.word("def", "definition"),
        })
    }
}

impl Write for DefinitionStatus {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Primitive => "primitive",
            Self::Defined => "defined",
        })
    }
}

impl Write for Acceptability {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Acceptable => form.word("accept", "acceptable"),
            Self::Preferred => form.word("prefer", "preferred"),
        })
    }
}

impl Write for ConceptSet {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression(expression) => expression.write(form, f),
            Self::References(references) => set(references, form, f),
        }
    }
}

impl Write for DialectFilter {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        let keyword = if matches!(self.dialects, DialectSet::Aliases(_)) { "dialect" } else { "dialectId" };
        criterion(keyword, &self.equality, form, f, |f| self.dialects.write(form, f))?;
        acceptability(self.acceptability.as_ref(), form, f)
    }
}

impl Write for DialectSet {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression(expression) => expression.write(form, f),
            Self::References(references) => set(references, form, f),
            Self::Aliases(aliases) => match aliases.as_slice() {
                [(alias, None)] => f.write_str(alias),
                _ => set(aliases, form, f),
            },
        }
    }
}

impl<T: Write> Write for (T, Option<AcceptabilitySet>) {
    fn write(&self, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.write(form, f)?;
        acceptability(self.1.as_ref(), form, f)
    }
}

fn acceptability(acceptability: Option<&AcceptabilitySet>, form: Form, f: &mut Formatter<'_>) -> fmt::Result {
    match acceptability {
        None => Ok(()),
        Some(AcceptabilitySet::Tokens(tokens)) => {
            f.write_str(" ")?;
            set(tokens, form, f)
        }
        Some(AcceptabilitySet::References(references)) => {
            f.write_str(" ")?;
            set(references, form, f)
        }
    }
}

impl Write for TimeValue {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Some(date) => write!(f, "\"{date}\""),
            None => f.write_str("\"\""),
        }
    }
}

impl Write for String {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Write for u64 {
    fn write(&self, _: Form, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
