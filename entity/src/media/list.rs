//! The list of pictures and documents: what a viewer may see of them, the newest first.

use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::act::Act;
use crate::db::paging::{self, Cursor, Key, Page, Side, Slice};
use crate::error::{Error, Result};
use crate::media::{references, rows};
use crate::model::media::{Media, row};
use crate::policy::media::{media_readable, sent_by};
use crate::reader::Reader;
use crate::value::language::LanguageTag;
use crate::viewer::View;

/// What pictures and documents are narrowed by.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Sought {
    /// Sent by the viewer, or by others.
    pub mine: Option<bool>,
    /// Pictures that need a text for those who do not see them, and have none in any language.
    pub lacks_alt: bool,
    /// The same, in this language.
    pub lacks_alt_in: Option<LanguageTag>,
    /// Referred to by something, or by nothing.
    pub used: Option<bool>,
    /// Pictures, or documents.
    pub picture: Option<bool>,
    /// Under one of these licences, by key.
    pub licences: Option<Vec<String>>,
    /// Under a licence, or under none.
    pub licensed: Option<bool>,
}

impl Reader {
    /// A page of the pictures and documents that the viewer may see, the newest first.
    ///
    /// # Errors
    /// [`Error::Denied`] for visitors; [`Error::Invalid`] for a cursor that is not of this list.
    pub async fn media_items(&self, sought: &Sought, page: &Page) -> Result<Slice<Media>> {
        let mut asked = row::Entity::find().filter(self.media_sought(sought)?);
        for (text, side) in page.cursors() {
            let Cursor(_, mut keys, id) = Cursor::decode(text, &paging::mark(&("media", sought)), 1)?;
            let Some(Key::Number(at)) = keys.pop() else { return Err(Cursor::foreign().into()) };
            let (when, which) = (row::Column::CreatedAt, row::Column::Id);
            asked = asked.filter(match side {
                Side::Before => when.gt(at).or(when.eq(at).and(which.gt(id))),
                Side::After => when.lt(at).or(when.eq(at).and(which.lt(id))),
            });
        }
        asked = match page.backwards() {
            true => asked.order_by_asc(row::Column::CreatedAt).order_by_asc(row::Column::Id),
            false => asked.order_by_desc(row::Column::CreatedAt).order_by_desc(row::Column::Id),
        };
        let asked = asked.limit(u64::from(page.rows()) + 1).offset(u64::from(page.offset()));
        let reference = self.reference_now();
        let found = self.rows(&asked.into_query()).await?;
        let read = found.iter().map(|it| rows::media(row::Model::from_query_result(it, "")?, &reference));
        Ok(Slice::cut(read.collect::<Result<_>>()?, page))
    }

    /// The cursor of a picture or a document in its list.
    pub fn media_cursor(sought: &Sought, media: &Media) -> String {
        let key = Key::Number(media.created_at.milliseconds());
        Cursor(paging::mark(&("media", sought)), vec![key], media.id).encode()
    }

    /// How many there are, counted up to one more than [`MAX_COUNT`](paging::MAX_COUNT).
    ///
    /// # Errors
    /// [`Error::Denied`] for visitors.
    pub async fn count_media(&self, sought: &Sought) -> Result<u64> {
        let mut inner = Query::select().expr(sea_orm::sea_query::Expr::cust("1")).from(row::Entity).take();
        inner.cond_where(self.media_sought(sought)?).limit(paging::MAX_COUNT + 1);
        self.count_rows(None::<&()>, |_| inner).await
    }

    /// What is sought, among what the viewer may see of drafts as well.
    fn media_sought(&self, sought: &Sought) -> Result<Condition> {
        use row::Column::{Alt, IsDecorative, LicenceSeq, Seq, Width};
        if self.viewer().is_visitor() {
            return Err(Error::Denied(Act::UploadMedia));
        }
        let viewer = self.viewer().clone().seeing(View::Latest);
        let mut all = Condition::all().add(media_readable(&viewer, self.now()));
        if let Some(mine) = sought.mine {
            let sent = viewer.grant().and_then(|it| it.member).map(|it| Seq.in_subquery(sent_by(it)));
            let sent = Condition::any().add_option(sent).add(Seq.is_null());
            all = all.add(if mine { sent } else { sent.not() });
        }
        let needs = || Condition::all().add(Width.is_not_null()).add(IsDecorative.eq(false));
        if sought.lacks_alt {
            all = all.add(needs()).add(Alt.eq("{}"));
        }
        if let Some(language) = &sought.lacks_alt_in {
            // a key of the JSON object: quotation marks inside of a text are escaped
            all = all.add(needs()).add(Alt.contains(format!("\"{language}\":")).not());
        }
        if let Some(used) = sought.used {
            let condition = references::used(self.now());
            all = all.add(if used { condition } else { condition.not() });
        }
        if let Some(picture) = sought.picture {
            all = all.add(if picture { Width.is_not_null() } else { Width.is_null() });
        }
        if let Some(licences) = &sought.licences {
            let known = licences.iter().filter_map(|it| self.reference().licences.by_key(it));
            all = all.add(LicenceSeq.is_in(known.map(|it| it.seq)));
        }
        Ok(match sought.licensed {
            Some(true) => all.add(LicenceSeq.is_not_null()),
            Some(false) => all.add(LicenceSeq.is_null()),
            None => all,
        })
    }
}
