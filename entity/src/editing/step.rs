//! The steps of the workflow, and the act that each needs.

use crate::act::Act;
use crate::mail::outbox::MailKind;
use crate::model::entry::row;
use crate::value::clock::Instant;
use crate::value::status::Status;

/// A step of an entry on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Hand a draft in.
    Submit,
    /// Take back what was handed in, or go on from what was declined; of something public, drop the proposal that waits.
    Unsubmit,
    /// Make it public: now, or at a moment; for good, or until a moment.
    Publish {
        /// From when; now when absent.
        at: Option<Instant>,
        /// Until when.
        until: Option<Instant>,
    },
    /// Give it back to its author as a draft, with a note.
    RequestChanges(String),
    /// Decline what was handed in, with a note.
    Refuse(String),
    /// Take it back from the public.
    Withdraw,
}

impl Step {
    /// What it is called by the law.
    pub(crate) fn act(&self) -> Act {
        match self {
            Self::Submit => Act::Submit,
            Self::Unsubmit => Act::Unsubmit,
            Self::Publish { .. } => Act::Publish,
            Self::RequestChanges(_) => Act::RequestChanges,
            Self::Refuse(_) => Act::Refuse,
            Self::Withdraw => Act::Withdraw,
        }
    }

    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Submit => "entrySubmit",
            Self::Unsubmit => "entryUnsubmit",
            Self::Publish { .. } => "entryPublish",
            Self::RequestChanges(_) => "entryRequestChanges",
            Self::Refuse(_) => "entryRefuse",
            Self::Withdraw => "entryWithdraw",
        }
    }

    /// Of what it is told by mail, and with which note; nobody is told of what a text has not become or stopped being.
    pub(crate) fn told(
        &self,
        before: &row::Model,
        saved: &row::Model,
        now: Instant,
    ) -> Option<(MailKind, Option<&str>)> {
        let later = |it: &row::Model| it.published_at.is_some_and(|at| at > now);
        let moved = before.published_at != saved.published_at;
        match self {
            Self::Submit => Some((MailKind::Submitted, None)),
            Self::Unsubmit => None,
            Self::Publish { .. } if later(saved) => Some((MailKind::Scheduled, None)).filter(|_| moved),
            Self::Publish { .. } if before.status == Status::Published && !later(before) => None,
            Self::Publish { .. } => Some((MailKind::Published, None)),
            Self::RequestChanges(note) => Some((MailKind::Returned, Some(note))),
            Self::Refuse(note) => Some((MailKind::Refused, Some(note))),
            Self::Withdraw if later(before) => Some((MailKind::Unscheduled, None)),
            Self::Withdraw => Some((MailKind::Withdrawn, None)),
        }
    }
}
