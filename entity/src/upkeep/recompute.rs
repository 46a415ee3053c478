//! Brings rows that an older version of the program computed from texts up to the present rules, when a database is
//! opened: sort keys, language tags, e-mail addresses, keys of imports. A few rows a transaction; a run that
//! is cut off begins anew.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::db::counter;
use crate::db::turn::WritePool;
use crate::error::Result;
use crate::import::row;
use crate::mail::outbox;
use crate::model::account::row as account;
use crate::model::entry::row as entry;
use crate::model::history::external;
use crate::model::{member, settings, source, theme};
use crate::value::clock::Instant;
use crate::value::language::LanguageTag;
use crate::value::{email, text};

/// The setting that says by which rules the rows were computed.
const RULES: &str = "textRules";
/// How many rows a transaction looks at. Texts are long.
const CHUNK: u64 = 50;

/// Computes anew what older rules have computed; true when there was something to do.
pub(crate) async fn renew(db: &WritePool, now: Instant) -> Result<bool> {
    let rules = text::RULES.to_string();
    let held = settings::row::Entity::find_by_id(RULES).one(db.maintenance()).await?;
    if held.as_ref().is_some_and(|it| it.value == rules) {
        return Ok(false);
    }
    entries(db).await?;
    names(db).await?;
    addresses(db).await?;
    keys(db).await?;
    let txn = db.begin_turn().await?;
    counter::touch_reference(&txn).await?;
    settings::row::Entity::delete_by_id(RULES).exec(&txn).await?;
    let row = settings::row::ActiveModel { name: Set(RULES.to_owned()), value: Set(rules), updated_at: Set(now) };
    settings::row::Entity::insert(row).exec_without_returning(&txn).await?;
    txn.commit(()).await?;
    Ok(true)
}

/// Titles and languages.
async fn entries(db: &WritePool) -> Result<()> {
    let mut last = 0;
    loop {
        let txn = db.begin_turn().await?;
        let asked = entry::Entity::find().filter(entry::Column::Seq.gt(last)).order_by_asc(entry::Column::Seq);
        let rows = asked.limit(CHUNK).all(&txn).await?;
        let Some(end) = rows.last().map(|it| it.seq) else { return Ok(()) };
        last = end;
        for row in rows {
            let title_sort = text::sort_key(&row.title);
            let language = LanguageTag::try_from(row.language.to_string()).unwrap_or_else(|_| row.language.clone());
            if row.title_sort != title_sort || row.language != language {
                let model = entry::ActiveModel {
                    seq: Set(row.seq),
                    title_sort: Set(title_sort),
                    language: Set(language),
                    ..Default::default()
                };
                model.update(&txn).await?;
            }
        }
        txn.commit(()).await?;
    }
}

/// The sort keys of members, themes and sources. Those of territories are renewed with what the program brings along.
async fn names(db: &WritePool) -> Result<()> {
    let txn = db.begin_turn().await?;
    for row in theme::row::Entity::find().all(&txn).await? {
        // the key was computed from the name in the network's language, which is not known here: it is folded once more
        let model = theme::row::ActiveModel {
            seq: Set(row.seq),
            name_sort: Set(text::sort_key(&row.name_sort)),
            ..Default::default()
        };
        model.update(&txn).await?;
    }
    for row in source::row::Entity::find().all(&txn).await? {
        let model = source::row::ActiveModel {
            seq: Set(row.seq),
            name_sort: Set(text::sort_key(&row.name)),
            ..Default::default()
        };
        model.update(&txn).await?;
    }
    txn.commit(()).await?;
    let mut last = 0;
    loop {
        use member::row::{ActiveModel, Column, Entity};
        let txn = db.begin_turn().await?;
        let rows = Entity::find().filter(Column::Seq.gt(last)).order_by_asc(Column::Seq).limit(CHUNK).all(&txn).await?;
        let Some(end) = rows.last().map(|it| it.seq) else { return Ok(()) };
        last = end;
        for row in rows.into_iter().filter(|it| it.name_sort != text::sort_key(&it.name)) {
            let name_sort = Set(text::sort_key(&row.name));
            ActiveModel { seq: Set(row.seq), name_sort, ..Default::default() }.update(&txn).await?;
        }
        txn.commit(()).await?;
    }
}

/// E-mail addresses, unless another account has the address in its present form: that account stays as it is.
async fn addresses(db: &WritePool) -> Result<()> {
    let mut last = 0;
    loop {
        use account::Column;
        let txn = db.begin_turn().await?;
        let asked = account::Entity::find().select_only().columns([Column::Seq, Column::Email]);
        let asked = asked.filter(Column::Seq.gt(last)).filter(Column::Email.is_not_null()).order_by_asc(Column::Seq);
        let rows: Vec<(i64, String)> = asked.limit(CHUNK).into_tuple().all(&txn).await?;
        let Some(end) = rows.last().map(|(seq, _)| *seq) else { return Ok(()) };
        last = end;
        for (seq, held) in rows {
            let wished = email::key(&held);
            if wished == held || account::Entity::find().filter(Column::Email.eq(&wished)).one(&txn).await?.is_some() {
                continue;
            }
            let row = account::ActiveModel { seq: Set(seq), email: Set(Some(wished.clone())), ..Default::default() };
            row.update(&txn).await?;
            // mails that are on their way are joined to the account by its address
            outbox::row::Entity::update_many()
                .set(outbox::row::ActiveModel { recipient: Set(wished), ..Default::default() })
                .filter(outbox::row::Column::Recipient.eq(held))
                .exec(&txn)
                .await?;
        }
        txn.commit(()).await?;
    }
}

/// The keys of imported things, unless the same thing is there by its key in its present form already.
async fn keys(db: &WritePool) -> Result<()> {
    use external::{Column, Entity};
    let mut last: Option<(String, String, String)> = None;
    loop {
        let txn = db.begin_turn().await?;
        let mut asked = Entity::find().cursor_by((Column::Origin, Column::Kind, Column::Key));
        if let Some(last) = last.clone() {
            asked.after(last);
        }
        let rows = asked.first(CHUNK).all(&txn).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = Some((end.origin.clone(), end.kind.clone(), end.key.clone()));
        for external::Model { origin, kind, key, .. } in rows {
            let wished = row::key(&key);
            let known = (origin.clone(), kind.clone(), wished.clone());
            if wished == key || Entity::find_by_id(known).one(&txn).await?.is_some() {
                continue;
            }
            Entity::update_many()
                .set(external::ActiveModel { key: Set(wished), ..Default::default() })
                .filter(Column::Origin.eq(origin))
                .filter(Column::Kind.eq(kind))
                .filter(Column::Key.eq(key))
                .exec(&txn)
                .await?;
        }
        txn.commit(()).await?;
    }
}
