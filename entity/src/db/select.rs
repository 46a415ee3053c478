//! What is built with `Select` goes over the connections that read, one statement at a time.

use sea_orm::entity::prelude::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::db::pool::Pool;
use crate::db::rows::Failed;

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.backend()
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(writes())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(writes())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.answer(statement).await.map_err(|failed| match failed {
            Failed::Database(cause) => cause,
            // the reader whose budget it is tells it as what it is
            Failed::OverBudget(exceeded) => DbErr::Custom(exceeded.to_string()),
        })
    }
}

fn writes() -> DbErr {
    DbErr::Custom("a connection that reads does not write".to_owned())
}
