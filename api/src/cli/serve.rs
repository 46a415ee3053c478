//! `serve`: opens the database, says what it did and where to look, answers until it is told to stop.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use entity::account::Role;
use entity::people::NewPerson;
use entity::store::Store;
use entity::viewer::Viewer;
use tokio::net::TcpListener;

use crate::app::{App, Options};
use crate::cli::{fail, import, open, seal};
use crate::config::Config;
use crate::http;

/// How often a server asks whether another process changed the reference data.
const WATCH: Duration = Duration::from_millis(250);

/// How often what nobody came back for is swept away.
const TIDY: Duration = Duration::from_secs(60 * 60);

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
    let keys = config.keys()?;
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
    first_administrator(config, &store).await?;
    let listener = bind(config.listen, "BC_LISTEN").await?;
    let watched = store.clone();
    let watch = tokio::spawn(async move { watched.watch(WATCH).await });
    // port 0 asks the system for any that is free: what is printed is what it gave
    let listen = listener.local_addr().map_err(|it| format!("{} cannot be listened on ({it})", config.listen))?;
    let site = Config { listen, ..config.clone() }.site();
    let counts = match config.metrics_listen {
        Some(address) => Some(bind(address, "BC_METRICS_LISTEN").await?),
        None => None,
    };
    let (post, way) = config.post(site.clone())?;
    println!("mails      {way}");
    let posted = store.clone();
    let post = tokio::spawn(async move { post.run(&posted).await });
    let swept = store.clone();
    let sweep = tokio::spawn(async move { tidy(&swept).await });
    println!("listening  http://{listen}");
    println!("API        {}/graphql", site.api_url());
    println!("explorer   {}/graphiql", site.api_url());
    println!("schema     {}/schema.graphql", site.api_url());
    let options = Options { seal: seal(config, &store)?, keys, ..config.options() };
    let app = App::new(store, site, options).map_err(|it| it.to_string())?;
    app.auth().public_keys().await.map_err(|it| it.to_string())?;
    if let Some(counts) = counts {
        if let Ok(address) = counts.local_addr() {
            println!("counts     http://{address}/metrics");
        }
        let router = http::metrics(app.clone());
        tokio::spawn(async move { axum::serve(counts, router).await });
    }
    let connections = room(config.connections);
    http::server::serve(listener, &app, http::router(app.clone()), connections, told_to_stop()).await;
    watch.abort();
    post.abort();
    sweep.abort();
    Ok(())
}

/// Sweeps away what nobody came back for, from time to time.
async fn tidy(store: &Store) {
    let mut timer = tokio::time::interval(TIDY);
    loop {
        timer.tick().await;
        match store.sweep().await {
            Ok(0) => {}
            Ok(accounts) => tracing::info!(accounts, "swept away accounts whose address was never shown to be theirs"),
            Err(cause) => tracing::warn!(error = %cause, "accounts could not be swept away"),
        }
    }
}

/// Makes the administrator whom the configuration names, when there is none at all.
async fn first_administrator(config: &Config, store: &Store) -> Result<(), String> {
    let (Some(email), Some(password)) = (&config.admin_email, &config.admin_password) else { return Ok(()) };
    let writer = store.write(Viewer::operator("serve"));
    if writer.has_administrator().await.map_err(|it| it.to_string())? {
        return Ok(());
    }
    let new = NewPerson {
        name: config.admin_name.clone().unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned()),
        member: None,
        email: email.clone(),
        password: password.reveal().to_owned(),
        role: Role::Admin,
        territories: Vec::new(),
    };
    let id = writer.make_person(new).await.map_err(|it| format!("the first administrator cannot be made: {it}"))?;
    println!(
        "           made the first administrator, account {id}: take BC_ADMIN_PASSWORD out of the environment now"
    );
    Ok(())
}

async fn bind(address: SocketAddr, setting: &str) -> Result<TcpListener, String> {
    let told = |it| format!("{address} cannot be listened on ({it}); another program may have it: set {setting}");
    TcpListener::bind(address).await.map_err(told)
}

/// How many connections may be open: as many as are wished for, if the system gives as many files.
fn room(wished: usize) -> usize {
    const OTHER_FILES: u64 = 64;
    let files = rlimit::increase_nofile_limit(wished as u64 + OTHER_FILES).unwrap_or(1_024);
    let room = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(wished).min(wished);
    if room < wished {
        tracing::warn!(room, wished, "the system gives fewer files than connections are wished for");
    }
    room
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
