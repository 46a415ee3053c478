//! Adds many rows of one table with few statements.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Iterable, QueryTrait, Statement,
};

use crate::db::turn::Turn;
use crate::error::Result;

/// How many values one statement has at most: SQLite takes 32,766, PostgreSQL 65,535.
const MAX_VALUES: usize = 16_000;

/// Adds these rows, whose columns are set alike.
pub(crate) async fn insert_all<A>(db: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    for statement in statements(rows, db.get_database_backend()) {
        db.execute_raw(statement).await?;
    }
    Ok(())
}

/// Adds them before the next statement of the transaction whose answer is read.
pub(crate) fn insert_later<A>(turn: &Turn, rows: Vec<A>)
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    statements(rows, turn.get_database_backend()).into_iter().for_each(|it| turn.later(it));
}

fn statements<A>(rows: Vec<A>, backend: DbBackend) -> Vec<Statement>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    let (mut rows, mut statements) = (rows.into_iter().peekable(), Vec::new());
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(MAX_VALUES / columns).collect();
        statements.push(A::Entity::insert_many(some).build(backend));
    }
    statements
}
