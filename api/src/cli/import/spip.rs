//! `import spip`: brings in a SPIP site whole, as often as one wishes, and tells in French what a volunteer should look at.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use entity::import::row::Mode;
use entity::store::Store;
use entity::value::kind::Kind;
use entity::value::territory::TerritoryRef;
use entity::viewer::Viewer;

use crate::cli::import::absent::{self, Became, Missing};
use crate::cli::import::files::unread;
use crate::cli::import::how::How;
use crate::cli::import::running::progress;
use crate::cli::import::{ended, origin};
use crate::cli::output::{Output, note};
use crate::cli::password::password;
use crate::cli::{told, with_store};
use crate::config::Config;
use crate::media::Media;
use crate::transfer::files::{Files, Source};
use crate::transfer::spip::findings::Findings;
use crate::transfer::spip::report::{Besides, french};
use crate::transfer::spip::{Database, Keywords, SpipSite, Wishes};
use crate::transfer::{Batch, Report};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The database of the site: a SQLite file, a dump that `mysqldump` or `mariadb-dump` made, in gzip or not, or the address of a
    /// database on a server of MySQL or MariaDB, which is only read: `mysql://USER[:PASSWORD]@HOST[:PORT]/DATABASE`.
    database: Database,
    /// Ask for the password of the database on a server, or read it from standard input: a password in an address stands in the
    /// list of processes.
    #[arg(long)]
    ask_password: bool,
    /// A name for where the rows come from; without it, the host of the site's address.
    #[arg(long, value_name = "NAME", value_parser = origin)]
    origin: Option<String>,
    /// Write the report to this file (Markdown, in French) in place of standard output.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The folder `IMG` of the site: the pictures and documents that its articles use come in as well.
    #[arg(long, value_name = "FOLDER")]
    documents: Option<PathBuf>,
    /// What the articles of a section become, those of the sections below it included: `--section 5=page`.
    #[arg(long, value_name = "ID=KIND", value_parser = section)]
    section: Vec<(u64, Kind)>,
    /// What the keywords of a group become: `--keywords 3=maturity`; one of theme, territory, maturity, drop.
    #[arg(long, value_name = "ID=USE", value_parser = keywords)]
    keywords: Vec<(u64, Keywords)>,
    /// The territories that a section means: `--place 7=epci:200068120,commune:29232`.
    #[arg(long, value_name = "ID=REF", value_parser = places)]
    place: Vec<(u64, Vec<String>)>,
    /// The territories that a keyword means.
    #[arg(long, value_name = "ID=REF", value_parser = places)]
    keyword_place: Vec<(u64, Vec<String>)>,
    /// Make no accounts for the people of the site.
    #[arg(long)]
    without_accounts: bool,
    #[command(flatten)]
    how: How,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    arguments.how.checked()?;
    let password = match (&arguments.database, arguments.ask_password) {
        (_, false) => None,
        (Database::Server(_), true) => Some(password()?),
        (Database::File(_), true) => return Err("a file has no password: leave out --ask-password".to_owned()),
    };
    let site = SpipSite::read(&arguments.database, password.as_deref()).await.map_err(|it| unread(&it))?;
    let named = arguments.origin.clone().or_else(|| site.origin());
    let named = named.ok_or("the site does not say its address; name the origin of the rows: --origin NAME")?;
    let brought = async |store: &Store, _| bring(config, store, site, &named, &arguments).await;
    let (report, missing, text) = with_store(config, arguments.how.no_database(), brought).await?;
    match &arguments.report {
        Some(file) => {
            std::fs::write(file, text).map_err(|it| format!("{} cannot be written: {it}", file.display()))?;
            output.line(format_args!("{}; the report is in {}", report.summary(), file.display()));
        }
        None => {
            output.text(&text);
            note(&report.summary());
        }
    }
    arguments.how.put_down(&report)?;
    ended(&report, &missing, &arguments.how)
}

async fn bring(
    config: &Config,
    store: &Store,
    mut site: SpipSite,
    origin: &str,
    arguments: &Arguments,
) -> Result<(Report, Missing, String), String> {
    let operator = || Viewer::operator("import");
    if let Some(folder) = &arguments.documents {
        let tried = arguments.how.mode() == Mode::DryRun;
        let media = if tried { Media::default() } else { config.media()? };
        let source = Source::Folder(folder.clone());
        let keeps = !tried;
        let files = Files { media: &media, store, viewer: operator(), origin, source, from_private: false, keeps };
        let bar = progress(site.count_documents(), "documents");
        let brought = site.bring_documents(&files, folder, || bar.inc(1)).await;
        bar.finish_and_clear();
        brought?;
    }
    let mut plan = site.plan(store.read(operator()).reference(), &arguments.wishes());
    let rows = Batch::of_lines(std::mem::take(&mut plan.lines)).map_err(|it| it.to_string())?;
    let batch = arguments.how.narrowed(rows.or_submitted());
    let (report, missing) = absent::bring(store, &batch, origin, &arguments.how).await?;
    let mut besides = Besides { absent: missing.names.clone(), ..Besides::default() };
    besides.withdrawn = match missing.became {
        Became::Withdrawn(count) => Some(count),
        Became::Named | Became::Kept(_) => None,
    };
    if report.kept && report.unfinished.is_none() {
        let writer = store.write(operator());
        // what was left out brings along neither its address nor its account
        let addresses = batch.addresses_of_rows(std::mem::take(&mut plan.addresses));
        besides.addresses = writer.bring_addresses(origin, &addresses).await.map_err(told)?.into_inner();
        if !arguments.without_accounts {
            let people = batch.people_of_rows(std::mem::take(&mut plan.people));
            besides.people = writer.bring_people(origin, &people).await.map_err(told)?.into_inner();
        }
    }
    if arguments.how.quiet && arguments.report.is_none() {
        plan.findings = Findings::default();
    }
    let tried = arguments.how.mode() == Mode::DryRun;
    let text = french(&arguments.database.to_string(), &plan, &report, &besides, tried);
    Ok((report, missing, text))
}

impl Arguments {
    fn wishes(&self) -> Wishes {
        Wishes {
            sections: self.section.iter().copied().collect(),
            groups: self.keywords.iter().copied().collect(),
            section_places: self.place.iter().cloned().collect::<HashMap<_, _>>(),
            keyword_places: self.keyword_place.iter().cloned().collect::<HashMap<_, _>>(),
        }
    }
}

/// Splits `7=value`.
fn numbered(text: &str) -> Result<(u64, &str), String> {
    let split = text.split_once('=').and_then(|(id, value)| Some((id.trim().parse().ok()?, value.trim())));
    split.ok_or_else(|| format!("\"{text}\" has not the form ID=VALUE, such as 7=page"))
}

fn section(text: &str) -> Result<(u64, Kind), String> {
    let (id, word) = numbered(text)?;
    let kind =
        Kind::of_word(word).ok_or_else(|| format!("\"{word}\" is none of initiative, recipe, article, event, page"))?;
    Ok((id, kind))
}

fn keywords(text: &str) -> Result<(u64, Keywords), String> {
    let (id, word) = numbered(text)?;
    let becomes = match word {
        "theme" => Keywords::Theme,
        "territory" => Keywords::Territory,
        "maturity" => Keywords::Maturity,
        "drop" => Keywords::Drop,
        other => return Err(format!("\"{other}\" is none of theme, territory, maturity, drop")),
    };
    Ok((id, becomes))
}

fn places(text: &str) -> Result<(u64, Vec<String>), String> {
    let (id, list) = numbered(text)?;
    let read = |it: &str| crate::cli::argument::<TerritoryRef>(it.trim()).map(|it| it.to_string());
    Ok((id, list.split(',').map(read).collect::<Result<_, _>>()?))
}
