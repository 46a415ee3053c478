//! The acts that can be asked for, by name, and the status that each step of the workflow needs. `policy/` decides who
//! may act.

use std::fmt;

use crate::value::status::Status;

/// What somebody may ask to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Bring in content with its own dates, statuses and owners.
    Import,
    /// Make and revoke accounts and their tokens.
    ManageTokens,
    /// Make a draft.
    Create,
    /// Change a draft.
    Edit,
    /// Hand a draft in.
    Submit,
    /// Take back what was handed in, go on from what was declined, drop a proposal.
    Unsubmit,
    /// Make something public, now or later.
    Publish,
    /// Say of something that is made public that it was so before.
    Backdate,
    /// Give something back to its author.
    RequestChanges,
    /// Decline something that was handed in.
    Refuse,
    /// Take something back from the public.
    Withdraw,
    /// Say what something published should say instead.
    Propose,
    /// Do away with a draft, or with a proposal.
    Delete,
    /// Put a page into the network's menu, or under another page: asked of the place that it takes there.
    Arrange,
    /// Let somebody without an account see a version.
    Preview,
    /// Read its versions, and what editors wrote about it.
    LookBack,
    /// Write a note to its authors, beside a version.
    Note,
    /// Make a member who waits seen by all.
    Accept,
    /// Make an account for somebody.
    Invite,
    /// Take an account out of use, and into use again.
    Suspend,
    /// Give and take mandates.
    Mandate,
    /// Change what a member's profile says.
    Profile,
    /// Say who belongs to an organisation, and who writes for it.
    Entrust,
    /// Look after one's own account: its sessions, its tokens, what is held about oneself.
    KeepAccount,
    /// Read and erase what is held about somebody.
    Private,
    /// Read who did what.
    Audit,
    /// Take something out of the archives for legal reasons.
    Purge,
    /// Change what the network says of itself.
    Settings,
    /// Make and change themes and sources.
    Catalogue,
    /// Say what became of old addresses.
    Redirect,
    /// Add licences, and change what is said of them.
    Licence,
    /// Bring in a picture or a document.
    UploadMedia,
    /// Say something else of a picture or a document, or put other bytes in its place.
    ChangeMedia,
    /// Do away with a picture or a document that nothing shows.
    DeleteMedia,
}

impl Act {
    /// What can be done with an entry, each with the statuses from which it leads somewhere.
    pub(crate) const WITH_ENTRIES: [(Self, &'static [Status]); 11] = {
        use Status::{Draft, Published, Refused, Submitted, Withdrawn};
        [
            (Self::Edit, &[Draft, Submitted, Published, Withdrawn, Refused]),
            (Self::Propose, &[Published]),
            (Self::Submit, &[Draft]),
            (Self::Unsubmit, &[Submitted, Refused, Published]),
            (Self::Publish, &[Draft, Submitted, Withdrawn, Published]),
            (Self::RequestChanges, &[Submitted, Refused, Withdrawn]),
            (Self::Refuse, &[Submitted]),
            (Self::Withdraw, &[Published]),
            (Self::Delete, &[Draft]),
            (Self::Preview, &[Draft, Submitted, Published, Withdrawn, Refused]),
            (Self::Note, &[Draft, Submitted, Published, Withdrawn, Refused]),
        ]
    };

    /// The statuses from which it leads somewhere.
    pub(crate) fn leads_from(self) -> &'static [Status] {
        Self::WITH_ENTRIES.iter().find(|(act, _)| *act == self).map_or(&[], |(_, from)| from)
    }

    /// One word for it, for messages and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::ManageTokens => "tokens",
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Submit => "submit",
            Self::Unsubmit => "unsubmit",
            Self::Publish => "publish",
            Self::Backdate => "backdate",
            Self::RequestChanges => "requestChanges",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
            Self::Propose => "propose",
            Self::Delete => "delete",
            Self::Arrange => "arrange",
            Self::Preview => "preview",
            Self::LookBack => "lookBack",
            Self::Note => "note",
            Self::Accept => "accept",
            Self::Invite => "invite",
            Self::Suspend => "suspend",
            Self::Mandate => "mandate",
            Self::Profile => "profile",
            Self::Entrust => "entrust",
            Self::KeepAccount => "keepAccount",
            Self::Private => "private",
            Self::Audit => "audit",
            Self::Purge => "purge",
            Self::Settings => "settings",
            Self::Catalogue => "catalogue",
            Self::Redirect => "redirect",
            Self::Licence => "licence",
            Self::UploadMedia => "uploadMedia",
            Self::ChangeMedia => "changeMedia",
            Self::DeleteMedia => "deleteMedia",
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
