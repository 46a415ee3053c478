//! The public log, for those who keep a copy of the content.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use entity::db::paging::{DEFAULT_ROWS, MAX_ROWS};
use entity::query::changes::{self, From, Subject, Thing};
use entity::value::kind::Kind;

use crate::error::{Code, WireError, told};
use crate::graphql::engine::connection::PageInfo;
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::query::node::Node;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::member::Member;
use crate::graphql::types::source::Source;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::theme::Theme;

/// The log at the root.
pub struct Log;

/// Action of a copy on the object of a change. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeAction {
    /// Replace the object, or add it.
    Upsert,
    /// Remove the object: it is not public any more.
    Remove,
}

/// Kind of an object that the log of changes tells of. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The change concerns an initiative.
    Initiative,
    /// The change concerns a recipe.
    Recipe,
    /// The change concerns an article.
    Article,
    /// The change concerns an event.
    Event,
    /// The change concerns a page.
    Page,
    /// The change concerns a member.
    Member,
    /// The change concerns a theme.
    Theme,
    /// The change concerns a source.
    Source,
    /// The change concerns a licence.
    Licence,
    /// The change concerns a territory.
    Territory,
}

impl std::convert::From<Subject> for ChangeKind {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Entry(Kind::Initiative) => Self::Initiative,
            Subject::Entry(Kind::Recipe) => Self::Recipe,
            Subject::Entry(Kind::Article) => Self::Article,
            Subject::Entry(Kind::Event) => Self::Event,
            Subject::Entry(Kind::Page) => Self::Page,
            Subject::Member => Self::Member,
            Subject::Theme => Self::Theme,
            Subject::Source => Self::Source,
            Subject::Licence => Self::Licence,
            Subject::Territory => Self::Territory,
        }
    }
}

/// A change of something public. The object is returned as everybody reads it now, so that the last change of an object leaves a
/// copy in its present state.
#[derive(Clone)]
pub struct Change(changes::Change);

/// A change of something public. The object is returned as everybody reads it now, so that the last change of an object leaves a
/// copy in its present state.
#[Object]
impl Change {
    /// Kind of the object that changed.
    async fn kind(&self) -> ChangeKind {
        self.0.subject.into()
    }

    /// Action of a copy on the object: `UPSERT` if it is public now, `REMOVE` if it is not.
    async fn action(&self) -> ChangeAction {
        if self.0.now.is_some() { ChangeAction::Upsert } else { ChangeAction::Remove }
    }

    /// Instant since which the change is public.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Identifier of the object that changed.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The entry that changed, as everybody reads it now. Null if it is not public, and for objects of other kinds.
    async fn entry(&self) -> Option<Entry> {
        match &self.0.now {
            Some(Thing::Entry(it)) => Some(Entry::from(it.as_ref().clone())),
            Some(Thing::Member(_) | Thing::Theme(_) | Thing::Source(_) | Thing::Licence(_) | Thing::Territory(_))
            | None => None,
        }
    }

    /// The object that changed, of whatever kind, as everybody reads it now. Null if it is not public.
    async fn node(&self) -> Option<Node> {
        self.0.now.as_ref().map(|it| match it {
            Thing::Entry(it) => Entry::from(it.as_ref().clone()).into(),
            Thing::Member(it) => Node::Member(Member(it.clone())),
            Thing::Theme(it) => Node::Theme(Theme(it.clone())),
            Thing::Source(it) => Node::Source(Source(it.clone())),
            Thing::Licence(it) => Node::Licence(Licence(it.clone())),
            Thing::Territory(it) => Node::Territory(Territory(it.clone())),
        })
    }
}

/// One page of the log of changes, in the order of commits.
#[derive(SimpleObject)]
pub struct ChangePage {
    /// Changes of the page, in the order of the log.
    nodes: Vec<Change>,
    /// Position of the page in the log. `endCursor` is never null: send it as `after` next time, also when the page was empty.
    page_info: PageInfo,
}

#[Object(name = "ChangeLog")]
impl Log {
    /// Log of everything that became public, changed or ceased to be public, in the order of commits; scheduled changes appear when
    /// they are due. Entries appear again when a licence, member, theme, territory, source or origin that they show has changed. An
    /// object may appear more than once.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Return the changes after this cursor: the `endCursor` of a page.")] after: Option<String>,
        #[graphql(
            desc = "Return the changes from this instant on. `after` takes precedence. Without both, the log is read from its beginning."
        )]
        since: Option<DateTime>,
        #[graphql(desc = "Number of changes to return, 1 to 100. Defaults to 20.")] first: Option<i32>,
    ) -> Result<ChangePage> {
        let wanted = lookahead::of_changes(ctx);
        let found = page(Request::of(ctx), after, since.map(|it| it.0), first, wanted).await?;
        let nodes: Vec<Change> = found.rows.into_iter().map(Change).collect();
        let start = nodes.first().map(|it| it.0.cursor.clone());
        Ok(ChangePage { nodes, page_info: PageInfo::forward(start, Some(found.end), found.has_next) })
    }
}

/// A page of the log, by the arguments that name it.
///
/// # Errors
/// `BAD_INPUT` for a cursor that is not of the log, `OUT_OF_RANGE` for too many rows.
pub(crate) async fn page(
    request: &Request,
    after: Option<String>,
    since: Option<entity::value::clock::Instant>,
    first: Option<i32>,
    wanted: entity::query::projection::Projection,
) -> Result<changes::Changes> {
    let after = after.filter(|it| !it.is_empty());
    let from = match (after, since) {
        // a client that goes on sends what it began with as well
        (Some(after), _) => From::After(after),
        (None, Some(since)) => From::Since(since),
        (None, None) => From::Start,
    };
    let found = first.unwrap_or(i32::try_from(DEFAULT_ROWS).unwrap_or(i32::MAX));
    let most = u32::try_from(found).ok().filter(|it| (1..=MAX_ROWS).contains(it)).ok_or_else(|| {
        let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "first").number("found", found);
        told.number("min", 1).number("max", MAX_ROWS)
    })?;
    request.reader.changes(&from, most, wanted).await.map_err(told)
}
