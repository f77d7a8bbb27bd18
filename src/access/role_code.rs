//! Reading the code of a job role as people and directories write it.

use super::JobRole;

/// A code that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoleCodeError {
    /// Neither a job role code nor a composite one.
    #[error("a role is written like `R8000`, or with its staff group and area like `S8000:G8000:R8000`")]
    Form,
    /// A code in the right form, of a role that grants nothing here.
    #[error("there is no role of the code {0}")]
    Unknown(String),
}

impl JobRole {
    /// Reads the code of a role: `R8000`, or the composite code of NHS directories that puts the
    /// staff group and the area of work before it, `S8000:G8000:R8000`. Only the job role decides
    /// what its holder may do.
    ///
    /// # Errors
    /// Where the code has neither form, or names a role that is not in the baseline.
    pub fn from_code(code: &str) -> Result<Self, RoleCodeError> {
        let parts: Vec<&str> = code.split(':').collect();
        let role = match parts.as_slice() {
            [role] if is_code(role, 'R') => role,
            [group, area, role] if is_code(group, 'S') && is_code(area, 'G') && is_code(role, 'R') => role,
            _ => return Err(RoleCodeError::Form),
        };
        let found = Self((*role).to_owned());
        found.title().map(|_| found).ok_or_else(|| RoleCodeError::Unknown((*role).to_owned()))
    }
}

/// A letter and three to five digits.
fn is_code(text: &str, letter: char) -> bool {
    text.strip_prefix(letter)
        .is_some_and(|digits| (3..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_composite_codes_are_read() {
        for code in ["R8000", "S8000:G8000:R8000", "S001:G002:R8000"] {
            assert_eq!(JobRole::from_code(code), Ok(JobRole("R8000".to_owned())), "{code}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for code in
            ["", "r8000", "R", "8000", "R8000 ", "G8000:S8000:R8000", "S8000:R8000", "R8000:R8000:R8000", "R80000000"]
        {
            assert_eq!(JobRole::from_code(code), Err(RoleCodeError::Form), "{code:?}");
        }
        assert_eq!(JobRole::from_code("S8000:G8000:R9999"), Err(RoleCodeError::Unknown("R9999".to_owned())));
    }
}
