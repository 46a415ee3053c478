//! `doctor`: looks at the database and the settings, and says in plain words what is to be done.

use std::process::ExitCode;

use clap::Args;
use entity::store::Store;
use entity::upkeep::doctor::{Examination, Finding, ToDo};
use entity::viewer::Viewer;

use crate::cli::output::Output;
use crate::cli::{Absent, media, secret, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print each check with what was found, for those who know the tables.
    #[arg(long)]
    verbose: bool,
    /// First make anew what is derived from the entries: the lists by theme, territory, member, source and licence.
    #[arg(long)]
    mend: bool,
    /// Read every uploaded file and compare its checksum. Without it their sizes are compared.
    #[arg(long)]
    read_files: bool,
    /// First index everything anew that searches find, while others read and write.
    #[arg(long)]
    reindex: bool,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: &Arguments) -> Result<ExitCode, String> {
    let look = async |store: &Store, _| {
        if arguments.mend {
            store.mend().await.map_err(told)?;
        }
        if arguments.reindex {
            store.reindex().await.map_err(told)?;
        }
        look(config, store, output, arguments).await
    };
    let well = with_store(config, Absent::IsAnError, look).await?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Tells what was found and what is to be done; whether nothing is wrong.
async fn look(config: &Config, store: &Store, output: &Output, arguments: &Arguments) -> Result<bool, String> {
    let Examination { holds, mut findings } = store.examine().await.map_err(told)?;
    let mut to_do = Vec::new();
    findings.extend(signing_keys(config, store).await?);
    let (place, engine) = (config.database.place(), store.engine());
    let people = if holds.people == 1 { "person" } else { "people" };
    output.line(format_args!("database   {place} ({engine}), its tables at step {}", holds.step));
    output.line(format_args!("content    {} entries, {} of them public", holds.entries, holds.public));
    output.line(format_args!("accounts   {} {people}", holds.people));
    let mails = match &config.mail.smtp_url {
        Some(server) => format!("leave by {server}"),
        None => format!("lie in {}", config.maildir().display()),
    };
    output.line(format_args!("mails      {mails}; {} wait to leave", holds.waiting_mails));
    let (files, found) = media::examine(config, store, arguments.read_files).await?;
    output.line(format_args!("files      {files}"));
    findings.push(found);
    if arguments.verbose {
        findings.iter().for_each(|it| output.line(line(it)));
    }
    to_do.extend(findings.into_iter().filter_map(|it| it.to_do));
    if holds.entries == 0 && holds.people == 0 {
        to_do.push(ToDo::advice(
            "The database holds no content and no accounts. If there should be some, BC_DATABASE_URL names another database \
             than the one you mean.",
        ));
    }
    if !store.read(Viewer::operator("doctor")).has_administrator().await.map_err(told)? {
        to_do.push(ToDo::advice(
            "Nobody administers the network. Make somebody who does: bretagne-creative member create --name NAME --email \
             ADDRESS --role admin",
        ));
    }
    to_do.extend(settings(config));
    Ok(end(&mut to_do, output))
}

/// The last lines: that all is well, or what is to be done, what is wrong first. Whether nothing is wrong.
fn end(to_do: &mut [ToDo], output: &Output) -> bool {
    output.line("");
    if to_do.is_empty() {
        output.line("everything is well");
        return true;
    }
    to_do.sort_by_key(|it| !it.is_fault);
    output.line(match to_do.len() {
        1 => "1 thing to do:".to_owned(),
        many => format!("{many} things to do:"),
    });
    for (at, it) in to_do.iter().enumerate() {
        let mark = if it.is_fault { "wrong" } else { "advice" };
        output.line(format_args!("{:>2}. {mark}: {}", at + 1, it.what));
    }
    to_do.iter().all(|it| !it.is_fault)
}

/// A check as those read it who know the tables.
fn line(it: &Finding) -> String {
    let mark = match &it.to_do {
        None => "ok",
        Some(ToDo { is_fault: true, .. }) => "WRONG",
        Some(ToDo { is_fault: false, .. }) => "look",
    };
    format!("{:<13} {mark}: {}", it.subject, it.message)
}

/// Whether the signing keys can be opened; none when there are none yet.
async fn signing_keys(config: &Config, store: &Store) -> Result<Option<Finding>, String> {
    Ok(secret::opens(config, store).await?.map(|opens| Finding {
        subject: "signing keys",
        message: if opens { "the secret opens them" } else { "they are sealed with another secret" }.to_owned(),
        to_do: (!opens).then(|| {
            ToDo::fault(format!(
                "Nobody can sign in and the server does not start: the secret that the signing keys are sealed with is not \
                 here. To mend it, {}.",
                secret::mend(config)
            ))
        }),
    }))
}

/// What is missed in the settings.
fn settings(config: &Config) -> Vec<ToDo> {
    let mut to_do = Vec::new();
    if !config.can_sign() {
        to_do.push(ToDo::advice(
            "Nobody can sign in. Set BC_SECRET to at least 32 characters, the same on every server.",
        ));
    }
    if config.mail.smtp_url.is_none() {
        to_do.push(ToDo::advice(
            "No mail leaves this machine. Set BC_SMTP_URL and BC_MAIL_FROM to send them; until then, `mail list` shows them.",
        ));
    }
    let missing = config.site.missing();
    to_do.extend(missing.map(|(setting, without)| ToDo::advice(format!("Without {setting}, {without}."))));
    to_do
}
