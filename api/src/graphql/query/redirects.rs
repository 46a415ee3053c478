//! Old addresses of the site: where one leads, and all that are known.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entity::catalogue::redirect::{MAX_REDIRECTS, Target};
use entity::db::paging::DEFAULT_ROWS;
use entity::query::by::By;
use entity::query::lineage::Ancestor;
use entity::query::projection::Projection;
use entity::query::redirect::Found;
use entity::value::id::Id;

use crate::error::{Code, WireError, told};
use crate::graphql::engine::connection::PageInfo;
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::input::scalar::Url;
use crate::graphql::types::commons::credit_line;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::member::Member;
use crate::graphql::types::theme::Theme;

/// What can be asked of old addresses.
pub struct OldAddresses;

/// Resolution of an old address of the site.
#[derive(SimpleObject)]
pub struct Resolution {
    /// HTTP status to answer the old address with: 200 if the address is current, 301 or 302 if it moved, 410 if the content is
    /// gone.
    http_status: i32,
    /// Present address. Null if the content is gone.
    location: Option<Url>,
    /// Entry that the old address leads to, if there is one.
    entry: Option<Entry>,
    /// Member whose page the old address was, if it was one.
    member: Option<Member>,
    /// Theme whose page the old address was, if it was one.
    theme: Option<Theme>,
    /// Credit line of the content that is gone, plain text: title, authors and licence as they were public last. Null if the address
    /// is not gone, or if nothing is known of its content.
    gone_attribution: Option<String>,
}

/// An old address of the site and its present place.
#[derive(SimpleObject, Clone)]
pub struct Redirect {
    /// Path of the old address, from the first slash on.
    path: String,
    /// HTTP status of the old address: 301 if it moved permanently, 302 if it moved temporarily, 410 if its content is gone.
    http_status: i32,
    /// Present address outside this content. Null for entries, members and themes, and for content that is gone.
    location: Option<Url>,
    /// Identifier of the entry that the old address leads to.
    entry_id: Option<ID>,
    /// Identifier of the member that the old address leads to.
    member_id: Option<ID>,
    /// Identifier of the theme that the old address leads to.
    theme_id: Option<ID>,
}

impl Redirect {
    pub(crate) fn of(it: entity::catalogue::redirect::Redirect) -> Self {
        let moved =
            Self { path: it.path, http_status: 301, location: None, entry_id: None, member_id: None, theme_id: None };
        let named = |id: Id| Some(ID(id.to_string()));
        match it.target {
            Target::Entry(id) => Self { entry_id: named(id), ..moved },
            Target::Member(id) => Self { member_id: named(id), ..moved },
            Target::Theme(id) => Self { theme_id: named(id), ..moved },
            Target::Elsewhere { location, is_temporary } => {
                let http_status = if is_temporary { 302 } else { 301 };
                Self { http_status, location: Some(Url(location.to_string())), ..moved }
            }
            Target::Gone => Self { http_status: 410, ..moved },
        }
    }
}

/// One page of the old addresses, by path.
#[derive(SimpleObject)]
pub struct RedirectPage {
    /// Redirects of the page, by path.
    nodes: Vec<Redirect>,
    /// Position of the page in its list. Cursors are paths.
    page_info: PageInfo,
}

#[Object(name = "OldAddressQueries")]
impl OldAddresses {
    /// Resolves an old address of the site, such as `/article97.html`, `/spip.php?article97` or a former slug. Null if the address is
    /// unknown.
    async fn resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Path of the old address, from the first slash on, with its query.")] path: String,
    ) -> Result<Option<Resolution>> {
        let request = Request::of(ctx);
        let Some(found) = resolved(request, &path, lookahead::of_field(ctx, "entry")).await.map_err(told)? else {
            return Ok(None);
        };
        let gone = found.tombstone.as_ref();
        let credit = gone.and_then(|it| credit_line::of_ancestor(it, request, None, AttributionFormat::Text));
        let location = location(&found, request).map(Url);
        let entry = found.entry.map(Into::into);
        let (member, theme) = (found.member.map(Member), found.theme.map(Theme));
        Ok(Some(Resolution { http_status: found.status, location, entry, member, theme, gone_attribution: credit }))
    }

    /// Old addresses of the site and where they lead, by path. Requires the role of editor and the scope `content:publish`.
    async fn redirects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of nodes to return, 1 to 100. Defaults to 20.")] first: Option<i32>,
        #[graphql(desc = "Return the nodes after this path, such as the `endCursor` of a page.")] after: Option<String>,
    ) -> Result<RedirectPage> {
        let found = first.unwrap_or(i32::try_from(DEFAULT_ROWS).unwrap_or(i32::MAX));
        let most = u32::try_from(found).ok().filter(|it| (1..=MAX_REDIRECTS).contains(it)).ok_or_else(|| {
            let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "first").number("found", found);
            told.number("min", 1).number("max", MAX_REDIRECTS)
        })?;
        let after = after.filter(|it| !it.is_empty() && !it.contains('\0'));
        let mut rows = Request::of(ctx).reader.redirects(after.as_deref(), most).await.map_err(told)?;
        let has_next = rows.len() > most as usize;
        rows.truncate(most as usize);
        let nodes: Vec<Redirect> = rows.into_iter().map(Redirect::of).collect();
        let ends = (nodes.first().map(|it| it.path.clone()), nodes.last().map(|it| it.path.clone()));
        Ok(RedirectPage { nodes, page_info: PageInfo::forward(ends.0, ends.1, has_next) })
    }
}

/// The present address of what an old address led to.
pub(crate) fn location(found: &Found, request: &Request) -> Option<String> {
    let entry = || found.entry.as_ref().map(|it| request.url(it));
    let member = || found.member.as_ref().map(|it| request.site.member_url(&it.slug));
    let theme = || found.theme.as_ref().map(|it| request.site.theme_url(&it.slug));
    found.location.clone().or_else(entry).or_else(member).or_else(theme)
}

/// What became of an old address: as somebody has said, else by the form of the addresses of entries.
///
/// # Errors
/// Those of the database.
pub(crate) async fn resolved(
    request: &Request,
    path: &str,
    wanted: Projection,
) -> Result<Option<Found>, entity::error::Error> {
    if let Some(found) = request.reader.resolve(path, wanted).await? {
        return Ok(Some(found));
    }
    let Some((kind, slug)) = request.site.entry_at(path) else { return Ok(None) };
    if let Some(entry) = request.reader.entry(&By::Slug(kind, slug.clone()), Some(kind), wanted).await? {
        let is_present = entry.slug == slug && request.site.has_present_word(path, kind);
        let status = if is_present { 200 } else { 301 };
        return Ok(Some(Found { entry: Some(entry), ..Found::of(status) }));
    }
    let Some(number) = request.reader.remembered_number(kind, &slug).await? else { return Ok(None) };
    let gone: Option<Ancestor> = request.reader.tombstone(number).await?;
    Ok(gone.map(|it| Found { tombstone: Some(it), ..Found::of(410) }))
}
