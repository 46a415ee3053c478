//! `serve`: opens the database, says what it did and where to look, answers until it is told to stop.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use entity::account::admin::NewPerson;
use entity::store::Store;
use entity::value::role::Role;
use entity::viewer::Viewer;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::cli::output::Output;
use crate::cli::secret::{Gone, seal};
use crate::cli::signal::told_to_stop;
use crate::cli::{Absent, demo, told, with_store};
use crate::config::Config;
use crate::http;
use crate::jobs::{Cleanup, Following, Heartbeat, Jobs, Log, Mails, Reference, Removals};
use crate::options::Options;

/// How long jobs have to end, once all requests are answered: longer than an SMTP server may take.
const GRACE: Duration = Duration::from_secs(25);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Load the demo when the database holds no content yet: a corpus, rows dated by today, and, where nobody but this machine
    /// reaches the server, three accounts whose passwords are printed. Errors suggest names unless `diagnostics` is set.
    #[arg(long)]
    demo: bool,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let work = async |store: &Store, _| serve(config, output, store, arguments).await;
    with_store(config, Absent::IsMade, work).await?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(config: &Config, output: &Output, store: &Store, arguments: Arguments) -> Result<(), String> {
    let keys = config.auth.keys()?;
    output.line(format_args!("database   {} ({})", config.database.place(), store.engine()));
    if let Some(replica) = &config.database.database_read_url {
        output.line(format_args!("replica    {replica}"));
    }
    let media = config.media()?;
    let is_demo = arguments.demo && demo::load(store, &media, output).await?;
    first_administrator(config, output, store).await?;
    let listener = bind(config.server.listen, "BC_LISTEN").await?;
    // port 0 asks the system for any that is free: what is printed is what it gave
    let listen =
        listener.local_addr().map_err(|it| format!("{} cannot be listened on ({it})", config.server.listen))?;
    let mut config = config.clone();
    config.server.listen = listen;
    let config = &config;
    let site = config.site();
    let counts = match config.telemetry.metrics_listen {
        Some(address) => Some(bind(address, "BC_METRICS_LISTEN").await?),
        None => None,
    };
    let seal = seal(config, store, Gone::IsAnError).await?;
    let is_alone = demo::is_for_this_machine(config, listen);
    if let (false, Some(seal)) = (is_alone, &seal) {
        demo::accounts::close(store, output, seal).await?;
    }
    // who tries it out is told what a wrong name may have meant
    let diagnostics = config.telemetry.diagnostics.unwrap_or(arguments.demo);
    let options = Options { diagnostics, seal: seal.clone(), keys, media: media.clone(), ..config.options() };
    let app = App::new(store.clone(), site.clone(), options).map_err(|it| it.to_string())?;
    app.auth().public_keys().await.map_err(told)?;
    let (post, way) = config.post(site.clone())?;
    // from here on nothing keeps it from answering
    output.line(format_args!("mails      {way}"));
    for (setting, without) in config.site.missing() {
        output.line(format_args!("           {without}: set {setting}"));
    }
    output.line(format_args!("files      {}", media.place()));
    output.line(format_args!("listening  http://{listen}"));
    output.line(format_args!("API        {}/graphql", site.api_url()));
    output.line(format_args!("explorer   {}/graphiql", site.api_url()));
    output.line(format_args!("schema     {}/schema.graphql", site.api_url()));
    if is_demo {
        match (is_alone, &seal) {
            (true, Some(seal)) => demo::accounts::open(store, output, seal).await?,
            (true, None) => output.line("demo       no accounts, since there is nothing to sign with: set BC_SECRET"),
            (false, _) => output.line("demo       no accounts, since others reach this server: listen on 127.0.0.1"),
        }
    }
    let mut jobs = Jobs::new(app.metrics().jobs.clone());
    let counting = match counts {
        Some(counts) => Some(answer_counts(counts, config, output, &app)?),
        None => None,
    };
    jobs.start_watch(Heartbeat(store.clone()));
    jobs.start_watch(Reference(store.clone()));
    if store.following().is_some() {
        jobs.start_watch(Following(store.clone()));
    }
    jobs.start(Mails::new(store.clone(), post));
    jobs.start(Cleanup(store.clone()));
    jobs.start(Removals { store: store.clone(), operator: Viewer::operator("serve"), media });
    jobs.start(Log::new(store.clone()));
    let work = jobs.work();
    let stop = async move {
        told_to_stop().await;
        // a mail that has begun to leave has until the last answer is given, and longer
        work.cancel();
    };
    let connections = room(config.bounds.connections);
    http::server::serve(listener, &app, http::router(app.clone()), connections, stop).await;
    // what they have begun in the database ends before that is closed
    jobs.end(GRACE).await;
    if let Some(counting) = counting {
        counting.abort();
    }
    Ok(())
}

/// Answers what is counted, on a listener of its own.
fn answer_counts(listener: TcpListener, config: &Config, output: &Output, app: &App) -> Result<JoinHandle<()>, String> {
    let address = listener.local_addr().map_err(|it| format!("the counts cannot be listened for ({it})"))?;
    output.line(format_args!("counts     http://{address}/metrics"));
    let hosts = http::Hosts { address: address.ip(), names: config.telemetry.metrics_hosts.clone().into() };
    let router = http::metrics(app.clone(), hosts);
    Ok(tokio::spawn(async move {
        if let Err(cause) = axum::serve(listener, router).await {
            tracing::warn!(error = %cause, "counts are not answered any more");
        }
    }))
}

/// Makes the administrator whom the configuration names, when there is none at all.
async fn first_administrator(config: &Config, output: &Output, store: &Store) -> Result<(), String> {
    let (Some(email), Some(password)) = (&config.auth.admin_email, &config.auth.admin_password) else { return Ok(()) };
    if store.read(Viewer::operator("serve")).has_administrator().await.map_err(told)? {
        return Ok(());
    }
    let new = NewPerson {
        name: config.auth.admin_name.clone().unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned()),
        member: None,
        email: email.clone(),
        password: password.reveal().to_owned(),
        role: Role::Admin,
        territories: Vec::new(),
    };
    let made = store.write(Viewer::operator("serve")).make_person(new).await;
    let made = made.map_err(|it| format!("the first administrator cannot be made: {}", told(it)))?;
    let id = made.into_inner();
    output.line(format_args!(
        "           made the first administrator, account {id}: take BC_ADMIN_PASSWORD out of the environment now"
    ));
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
