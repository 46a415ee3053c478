//! Whatever has an identifier of its own.

use async_graphql::{ID, Interface};

use crate::graphql::types::article::Article;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::event::Event;
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::media::Media;
use crate::graphql::types::member::Member;
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;
use crate::graphql::types::source::Source;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::theme::Theme;

/// An object with a globally unique identifier (Relay object identification specification).
#[derive(Interface, Clone)]
#[graphql(field(name = "id", ty = "ID", desc = "Globally unique identifier: stable, never reused."))]
pub enum Node {
    /// An initiative.
    Initiative(Initiative),
    /// A recipe.
    Recipe(Recipe),
    /// An article.
    Article(Article),
    /// An event.
    Event(Event),
    /// A page.
    Page(Page),
    /// A member.
    Member(Member),
    /// A licence.
    Licence(Licence),
    /// A territory.
    Territory(Territory),
    /// A theme.
    Theme(Theme),
    /// A source.
    Source(Source),
    /// A picture or a document.
    Media(Media),
}

impl From<Entry> for Node {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Initiative(it) => Self::Initiative(it),
            Entry::Recipe(it) => Self::Recipe(it),
            Entry::Article(it) => Self::Article(it),
            Entry::Event(it) => Self::Event(it),
            Entry::Page(it) => Self::Page(it),
        }
    }
}
