//! The request that the present task answers: whoever gives the answer up, and whoever begins a write, knows of the same one.

use entity::db::caller::Caller;

tokio::task_local! {
    static CALLER: Caller;
}

/// Answers a request, which `caller` stands for.
pub(crate) async fn answering<T>(caller: Caller, answer: impl Future<Output = T>) -> T {
    CALLER.scope(caller, answer).await
}

/// The request that this task answers; outside any, one that nobody gives up.
pub(crate) fn of_task() -> Caller {
    CALLER.try_with(Clone::clone).unwrap_or_default()
}
