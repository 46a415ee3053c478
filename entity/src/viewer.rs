//! Who asks. Born from a request's credentials, or spelled out by a command of the operator.

/// Who reads or writes: every [`Reader`](crate::reader::Reader) and [`Writer`](crate::writer::Writer) has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer(pub(crate) Standing);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    Visitor,
    Operator { command: &'static str },
}

impl Viewer {
    /// Somebody who shows no credential.
    pub fn visitor() -> Self {
        Self(Standing::Visitor)
    }

    /// Whoever runs the program on its own machine, with full rights; `command` is what the audit will name.
    pub fn operator(command: &'static str) -> Self {
        Self(Standing::Operator { command })
    }

    /// What the audit writes down as the credential: its kind, never its value.
    pub(crate) fn credential(&self) -> String {
        match self.0 {
            Standing::Visitor => "none".to_owned(),
            Standing::Operator { command } => format!("operator:{command}"),
        }
    }
}
