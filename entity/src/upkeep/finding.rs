//! What `doctor` finds, and what is to be done about it.

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub subject: &'static str,
    /// What was found, for those who know the tables.
    pub message: String,
    /// What is to be done; none when it is as it should be.
    pub to_do: Option<ToDo>,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// Whether something is wrong; else it is advice.
    pub is_fault: bool,
    /// What was found and how it is mended, in plain words.
    pub what: String,
}

impl ToDo {
    /// Something is wrong.
    pub fn fault(what: impl Into<String>) -> Self {
        Self { is_fault: true, what: what.into() }
    }

    /// Nothing is wrong, and yet something may be missed.
    pub fn advice(what: impl Into<String>) -> Self {
        Self { is_fault: false, what: what.into() }
    }
}

/// How much a database holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The step that the tables are at: the number of the last migration.
    pub step: u32,
    /// Entries, of whatever status.
    pub entries: u64,
    /// Entries that are public.
    pub public: u64,
    /// Accounts of people.
    pub people: u64,
    /// Mails that wait to leave.
    pub waiting_mails: u64,
}

/// What was seen of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// How much it holds.
    pub holds: Holdings,
    /// Each thing that was looked at.
    pub findings: Vec<Finding>,
}
