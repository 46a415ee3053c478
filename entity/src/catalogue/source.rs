//! Sources, as editors make and change them.

use serde_json::Map;

use crate::catalogue::put;
use crate::db::turn::Committed;
use crate::error::{Error, Result};
use crate::import::RowKind;
use crate::model::licence::LicenceKey;
use crate::model::source::Permission;
use crate::value::id::Id;
use crate::value::problem::Problem;
use crate::value::slug::Slug;
use crate::value::url::WebAddress;
use crate::writer::Writer;

/// What a source is to say; what is absent is left alone.
#[derive(Debug, Clone, Default)]
pub struct SourceChange {
    /// Its slug; one is made of its name where a new source names none.
    pub slug: Option<Slug>,
    /// Its name.
    pub name: Option<String>,
    /// Its home page.
    pub homepage: Option<WebAddress>,
    /// Its feed; none clears.
    pub feed: Option<Option<WebAddress>>,
    /// The licence of its texts unless they say otherwise.
    pub licence: Option<LicenceKey>,
    /// Where it says so; none clears.
    pub licence_stated_at: Option<Option<WebAddress>>,
    /// Whether it lets the network republish its texts.
    pub permission: Option<Permission>,
}

/// Where fields are called otherwise in imports.
const CALLED: [(&str, &str); 2] = [("feed", "feedUrl"), ("licenceStatedAt", "licenceStatementUrl")];

impl Writer {
    /// Makes a source, or changes one.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for what is wrong.
    pub async fn save_source(&self, id: Option<Id>, change: SourceChange) -> Result<Committed<Id>> {
        let mut fields = Map::new();
        put(&mut fields, "slug", change.slug)?;
        put(&mut fields, "name", change.name)?;
        put(&mut fields, "homepage", change.homepage)?;
        put(&mut fields, "feed", change.feed)?;
        put(&mut fields, "licence", change.licence)?;
        put(&mut fields, "licenceStatedAt", change.licence_stated_at)?;
        put(&mut fields, "permission", change.permission)?;
        let action = if id.is_some() { "sourceUpdate" } else { "sourceCreate" };
        self.save_reference(RowKind::Source, id, fields, action).await.map_err(|it| match it {
            Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(called).collect()),
            other => other,
        })
    }
}

fn called(mut problem: Problem) -> Problem {
    if let Some(first) = problem.path.first_mut()
        && let Some((_, name)) = CALLED.iter().find(|(in_imports, _)| in_imports == first)
    {
        *first = (*name).to_owned();
    }
    problem
}
