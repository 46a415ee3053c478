//! What a caller can mend: where it is, and what is wrong, as data. What is said of it to people is the wire's matter.

mod case;
mod code;
mod file_reason;
mod media;
pub mod parameter;

use std::fmt;

use crate::value::id::BadId;
pub use crate::value::problem::case::Case;
pub use crate::value::problem::code::ProblemCode;
pub use crate::value::problem::file_reason::FileReason;
pub use crate::value::problem::media::MediaCase;
use crate::value::problem::parameter::Quoted;

/// One thing that the caller can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, from the outside in: `steps`, `2`, `title`.
    pub path: Vec<String>,
    /// What.
    pub case: Case,
}

impl Problem {
    /// A problem with the field `path` (parts separated by dots).
    pub fn new(path: &str, case: Case) -> Self {
        let path = path.split('.').filter(|it| !it.is_empty()).map(|it| Quoted::of(it).0).collect();
        Self { path, case }
    }

    /// What kind of problem, for programs.
    pub fn code(&self) -> ProblemCode {
        self.case.code()
    }
}

impl From<BadId> for Case {
    fn from(bad: BadId) -> Self {
        Self::NotAnId(Quoted::of(&bad.0))
    }
}

/// For logs; people are told in their language.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path.join("."))?;
        }
        write!(f, "{:?}", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_is_repeated_is_short_and_plain() {
        assert_eq!(Quoted::of(&"é".repeat(80)).as_str(), "é".repeat(80));
        assert_eq!(Quoted::of(&"é".repeat(81)).as_str(), format!("{}…", "é".repeat(79)));
        assert_eq!(Quoted::of("a\nb\u{1b}").as_str(), "a\u{fffd}b\u{fffd}");
        assert_eq!(Quoted::json(&Value::from("a")).as_str(), "\"a\"");
        assert_eq!(Quoted::plain(&Value::from("a")).as_str(), "a");
        assert!(Quoted::json(&Value::from(vec!["long"; 1000])).as_str().chars().count() <= 80);
    }
}
