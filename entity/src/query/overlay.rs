//! Lays another version over the rows of an entry: a proposal in the latest view, or the version that a preview shows.
//! The row is read as always.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition, QueryResult};
use serde_json::{Map, Value};

use crate::db::columns::Columns;
use crate::entry::draft::{self, Draft, Shared, State};
use crate::entry::revisions::{self, PROPOSED};
use crate::error::{Error, Result};
use crate::model::entry::{self, Credit, Credited, Entry, Location, Own, Role, row};
use crate::model::history::revision;
use crate::policy;
use crate::query::projection::Projection;
use crate::query::projection_kinds::{Beside, OwnPart};
use crate::query::relation::{self, Relation};
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::viewer::{Principal, View};

impl Reader {
    /// Lays over entries what this viewer is to see in place of what is public. Sends no statement where nothing can be.
    pub(crate) async fn overlay<'a>(
        &self,
        entries: impl Iterator<Item = &'a mut Entry>,
        wanted: Projection,
    ) -> Result<()> {
        let mut entries: Vec<&mut Entry> = entries.collect();
        let previewed = matches!(self.viewer().standing, Principal::Preview { .. });
        let all = self.laid(&entries.iter().map(|it| it.seq).collect::<Vec<_>>()).await?;
        let parents = self.parents(&all, wanted).await?;
        for laid in all {
            for entry in entries.iter_mut().filter(|it| it.seq == laid.seq) {
                let draft = Draft::read(entry.kind, &laid.fields).map_err(Error::Invalid)?;
                entry.version = i32::try_from(laid.version).unwrap_or(i32::MAX);
                entry.proposed_version = Some(entry.version).filter(|_| !previewed);
                entry.updated_at = laid.at;
                let beside = Beside { entry: entry.id, reference: self.reference(), parents: &parents };
                lay(entry, draft, previewed, wanted, &beside);
            }
        }
        Ok(())
    }

    /// Lays over entries that are public no more what the public saw last of them.
    pub(crate) async fn remember<'a>(
        &self,
        entries: impl Iterator<Item = &'a mut Entry>,
        wanted: Projection,
    ) -> Result<()> {
        let mut entries: Vec<&mut Entry> = entries.collect();
        // the version that stands where its time ran out, else the one that was seen before
        let version = || Expr::col((revision::Entity, revision::Column::Version));
        let seen = || policy::seen(self.now());
        let last = Condition::any()
            .add(seen().add(version().equals((row::Entity, row::Column::Version))))
            .add(Condition::all().add(seen().not()).add(version().equals((row::Entity, row::Column::PublicVersion))));
        let seen = versions(entries.iter().map(|it| it.seq), last);
        let all = self.rows(&seen).await?.into_iter().map(read).collect::<Result<Vec<_>>>()?;
        let parents = self.parents(&all, wanted).await?;
        for laid in all {
            for entry in entries.iter_mut().filter(|it| it.seq == laid.seq) {
                let draft = Draft::read(entry.kind, &laid.fields).map_err(Error::Invalid)?;
                entry.updated_at = laid.at;
                let beside = Beside { entry: entry.id, reference: self.reference(), parents: &parents };
                lay(entry, draft, false, wanted, &beside);
            }
        }
        Ok(())
    }

    /// The row numbers of the pages that versions name as the page above. Sends no statement where none does.
    async fn parents(&self, laid: &[Laid], wanted: Projection) -> Result<BTreeMap<Id, i64>> {
        let named =
            laid.iter().filter(|_| wanted.page).filter_map(|it| it.fields.get("parent")?.as_str()?.parse().ok());
        let named: Vec<Id> = named.collect();
        if named.is_empty() {
            return Ok(BTreeMap::new());
        }
        let pair = |it: QueryResult| {
            let mut columns = Columns::new(&it);
            Ok((columns.take()?, columns.take()?))
        };
        self.rows(&relation::numbers(named)).await?.into_iter().map(pair).collect()
    }

    /// Pairs of a parent and an entry, as [`Relation::pairs`], where what a parent says of others is what this viewer is to see
    /// of it.
    pub(crate) async fn pairs(&self, relation: Relation, parents: &[i64]) -> Result<SelectStatement> {
        let laid = match relation {
            Relation::Subjects => self.laid(parents).await?,
            _ => Vec::new(),
        };
        let rest: Vec<i64> = parents.iter().copied().filter(|it| laid.iter().all(|laid| laid.seq != *it)).collect();
        let mut pairs = relation.pairs(&rest);
        for it in laid {
            let named = it.fields.get("initiatives").and_then(Value::as_array).into_iter().flatten();
            let named = named.filter_map(|it| it.as_str()?.parse::<Id>().ok());
            pairs.union(UnionType::All, Relation::named(it.seq, named));
        }
        Ok(pairs)
    }

    /// The versions of these entries (by row number) that this viewer is to see in place of what is public: what is proposed as
    /// it would be accepted. Sends no statement where nothing can be.
    pub(crate) async fn laid(&self, of: &[i64]) -> Result<Vec<Laid>> {
        let mut of = of.to_vec();
        let proposed = match (&self.viewer().standing, self.viewer().view) {
            (Principal::Preview { entry, version }, _) => {
                of.retain(|it| it == entry);
                if of.is_empty() {
                    return Ok(Vec::new());
                }
                let shown = Condition::all().add(revision::Column::Version.eq(*version));
                return self.rows(&versions(of.into_iter(), shown)).await?.into_iter().map(read).collect();
            }
            (Principal::Account(_) | Principal::Operator { .. }, View::Latest) if !self.is_of_what_is_accepted() => {
                Condition::all().add(revision::Column::State.eq(PROPOSED)).add(policy::behind(self.viewer()))
            }
            (Principal::Account(_) | Principal::Operator { .. } | Principal::Visitor, _) => return Ok(Vec::new()),
        };
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.rows(&versions(of.into_iter(), proposed)).await?.into_iter().map(read);
        let mut found = found.collect::<Result<Vec<_>>>()?;
        if !found.is_empty() {
            self.rebase(&mut found).await?;
        }
        Ok(found)
    }

    /// Puts proposals on what was accepted since they were made.
    async fn rebase(&self, proposals: &mut [Laid]) -> Result<()> {
        // the accepted versions that stand, and those that proposals began with: one statement, however many there are
        let (began, waits) = (Alias::new("began"), Alias::new("waits"));
        let newest = Query::select()
            .expr(Expr::col((began.clone(), revision::Column::Version)).max())
            .from_as(revision::Entity, began.clone())
            .and_where(Expr::col((began.clone(), revision::Column::EntrySeq)).equals((row::Entity, row::Column::Seq)))
            .and_where(Expr::col((began.clone(), revision::Column::State)).eq("ACCEPTED"))
            .and_where(
                Expr::col((began, revision::Column::Version)).lt(Expr::col((waits.clone(), revision::Column::Version))),
            )
            .take();
        let version = || Expr::col((revision::Entity, revision::Column::Version));
        let either = Condition::any()
            .add(version().equals((row::Entity, row::Column::Version)))
            .add(version().eq(Expr::SubQuery(None, Box::new(newest.into()))));
        let accepted = Condition::all().add(revision::Column::State.eq("ACCEPTED")).add(either);
        let mut statement = versions(proposals.iter().map(|it| it.seq), accepted);
        let proposal = Expr::col((waits.clone(), revision::Column::EntrySeq)).equals((row::Entity, row::Column::Seq));
        let proposal = proposal.and(Expr::col((waits.clone(), revision::Column::State)).eq(PROPOSED));
        statement.join_as(JoinType::InnerJoin, revision::Entity, waits, proposal);
        let held = self.rows(&statement).await?.into_iter().map(read).collect::<Result<Vec<Laid>>>()?;
        for it in proposals {
            let mut of_entry: Vec<&Laid> = held.iter().filter(|held| held.seq == it.seq).collect();
            of_entry.sort_by_key(|held| held.version);
            // what it began with comes first, what stands last; they are one when nothing was accepted since
            if let (Some(base), Some(current)) = (of_entry.first(), of_entry.last()) {
                it.fields = revisions::rebase(&base.fields, &current.fields, &it.fields).0;
            }
        }
        Ok(())
    }
}

/// A version that a statement of [`versions`] reads.
fn read(row: QueryResult) -> Result<Laid> {
    let mut columns = Columns::new(&row);
    let (seq, version, at, maker) = (columns.take()?, columns.take()?, columns.take()?, columns.take()?);
    Ok(Laid { seq, version, at, maker, fields: revisions::take_said(&mut columns)? })
}

/// A version of an entry.
pub(crate) struct Laid {
    pub(crate) seq: i64,
    version: i64,
    at: Instant,
    /// The member who made the proposal, by row number; none of what is no proposal.
    pub(crate) maker: Option<i64>,
    pub(crate) fields: Map<String, Value>,
}

fn versions(of: impl Iterator<Item = i64>, which: Condition) -> SelectStatement {
    use revision::Column::{CreatedAt, EntrySeq, ProposedBySeq, Version};
    let same = Expr::col((row::Entity, row::Column::Seq)).equals((revision::Entity, EntrySeq));
    let mut statement = Query::select().from(revision::Entity).inner_join(row::Entity, same).take();
    for column in [EntrySeq, Version, CreatedAt, ProposedBySeq] {
        statement.column((revision::Entity, column));
    }
    revisions::select_said(&mut statement);
    statement.and_where(EntrySeq.is_in(of)).cond_where(which);
    statement
}

fn lay(entry: &mut Entry, draft: Draft, previewed: bool, wanted: Projection, beside: &Beside) {
    let reference = beside.reference;
    let named = wanted.media.then(|| draft.named_media().ids());
    let Draft { state, shared, own } = draft;
    let Shared {
        title,
        summary,
        body,
        language,
        licence,
        translation_group,
        authors,
        holders,
        organisers,
        translators,
        territories,
        themes,
        location,
        references,
        // a list of its own, which `Reader::pairs` reads
        initiatives: _,
        adapted_from,
        media,
    } = shared;
    // a proposal does not say where the entry stands
    if previewed {
        let State { slug, status, published_at, unpublish_at } = state;
        entry.status = status.unwrap_or(entry.status);
        entry.published_at = published_at;
        entry.unpublish_at = unpublish_at;
        entry.slug = slug.unwrap_or_else(|| entry.slug.clone());
    }
    entry.title = title;
    entry.summary = summary;
    entry.language = language.unwrap_or_else(|| entry.language.clone());
    entry.translation_group = translation_group;
    if let Some(licence) = licence.and_then(|it| reference.licences.by_key(&it.0)) {
        entry.licence = licence.clone();
    }
    if wanted.body {
        entry.body = Some(body);
    }
    if wanted.credits {
        let roles = [
            (Role::Author, authors),
            (Role::Holder, holders),
            (Role::Organiser, organisers),
            (Role::Translator, translators),
        ];
        let all = roles.into_iter().flat_map(|(role, credits)| credits.into_iter().map(move |it| (role, it)));
        entry.credits = all.filter_map(|(role, it)| credit(role, it, reference)).collect();
    }
    if wanted.themes {
        entry.themes = themes.iter().filter_map(|it| reference.themes.by_id(*it).cloned()).collect();
    }
    if wanted.territories {
        entry.territories = territories.iter().filter_map(|it| reference.territory(it).cloned()).collect();
    }
    if wanted.location {
        entry.location = location.map(|it| Location {
            commune: it.commune.and_then(|it| reference.territory(&it).cloned()),
            point: it.latitude.zip(it.longitude),
        });
    }
    if wanted.references {
        let named = references.into_iter();
        entry.references = named.map(|it| entry::Citation { url: it.url, title: it.title }).collect();
    }
    if wanted.adapted {
        entry.adapted = !adapted_from.is_empty();
    }
    if let Some(named) = named {
        entry.mentioned = named.into_iter().filter(|id| media.iter().all(|it| it.id != *id)).collect();
        entry.media = media;
    }
    lay_own(entry, own, beside);
}

fn credit(role: Role, said: draft::Credit, reference: &Snapshot) -> Option<Credit> {
    let who = match said {
        draft::Credit::Member { member } => Credited::Member(reference.members.by_id(member)?.clone()),
        draft::Credit::Name { name, url } => Credited::Name { name, url },
    };
    Some(Credit { role, who })
}

fn lay_own(entry: &mut Entry, said: draft::Own, beside: &Beside) {
    match said {
        draft::Own::Initiative(said) => {
            if let Some(Own::Initiative(own)) = &mut entry.own {
                own.lay(said, beside);
            }
        }
        draft::Own::Recipe(said) => {
            if let Some(Own::Recipe(own)) = &mut entry.own {
                own.lay(said, beside);
            }
        }
        draft::Own::Article(said) => {
            if let Some(Own::Article(own)) = &mut entry.own {
                own.lay(said, beside);
            }
        }
        draft::Own::Event(said) => {
            if let Some(Own::Event(own)) = &mut entry.own {
                own.lay(said, beside);
            }
        }
        draft::Own::Page(said) => {
            if let Some(Own::Page(own)) = &mut entry.own {
                own.lay(said, beside);
            }
        }
    }
}
