//! `serve`: opens the database, says what it did and where to look, answers until it is told to stop.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use tokio::net::TcpListener;

use crate::app::App;
use crate::cli::{fail, import, open};
use crate::config::Config;
use crate::http;

/// How often a server asks whether another process changed the reference data.
const WATCH: Duration = Duration::from_millis(250);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Load the demo corpus when the database holds no content yet.
    #[arg(long)]
    demo: bool,
}

pub(super) async fn run(config: &Config, arguments: Arguments) -> ExitCode {
    match serve(config, arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => fail(&cause),
    }
}

async fn serve(config: &Config, arguments: Arguments) -> Result<(), String> {
    let (store, opening) = open(config).await?;
    println!("database   {} ({})", config.database_url, store.engine());
    if !opening.migrated.is_empty() {
        println!("           applied {} migrations", opening.migrated.len());
    }
    if opening.seeded {
        println!("           loaded licences and territories");
    }
    if arguments.demo {
        println!("           {}", import::demo(&store).await?);
    }
    let listener = TcpListener::bind(config.listen).await.map_err(|it| {
        format!("{} cannot be listened on ({it}); another program may have it: set BC_LISTEN", config.listen)
    })?;
    let watched = store.clone();
    let watch = tokio::spawn(async move { watched.watch(WATCH).await });
    let site = config.site();
    println!("API        {}/graphql", site.api_url());
    println!("explorer   {}/graphiql", site.api_url());
    println!("schema     {}/schema.graphql", site.api_url());
    let router = http::router(App::new(store, site, config.diagnostics));
    let served = axum::serve(listener, router).with_graceful_shutdown(told_to_stop()).await;
    watch.abort();
    served.map_err(|it| format!("the server stopped: {it}"))
}

/// Waits for Ctrl-C or SIGTERM.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _stopped = interrupt.await;
}
