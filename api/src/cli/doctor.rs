//! `doctor`: looks at the database and says what is wrong and how to mend it.

use std::process::ExitCode;

use entity::store::Store;
use entity::upkeep::doctor::Finding;
use entity::viewer::Viewer;

use crate::cli::output::Output;
use crate::cli::{Absent, secret, with_store};
use crate::config::Config;

pub(super) async fn run(config: &Config, output: &Output) -> Result<ExitCode, String> {
    output.line(format_args!("database      {}", config.database.database_url));
    let well = with_store(config, Absent::IsAnError, async |store, _| look(config, store, output).await).await?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Tells what was found; whether all is well.
async fn look(config: &Config, store: &Store, output: &Output) -> Result<bool, String> {
    output.line(format_args!("engine        {}", store.engine()));
    let mut findings = store.examine().await.map_err(|it| it.to_string())?;
    if let Some(opens) = secret::opens(config, store).await? {
        let message = match opens {
            true => "the secret opens them".to_owned(),
            false => format!("they are sealed with another secret: {}", secret::mend(config)),
        };
        findings.push(Finding { subject: "signing keys", well: opens, message });
    }
    for finding in &findings {
        let mark = if finding.well { "ok" } else { "WRONG" };
        output.line(format_args!("{:<13} {mark}: {}", finding.subject, finding.message));
    }
    if !store.read(Viewer::operator("doctor")).has_administrator().await.map_err(|it| it.to_string())? {
        output.line("administrator nobody administers the network yet: member create --role admin makes somebody");
    }
    if !config.can_sign() {
        output.line("signing in    nobody can: set BC_SECRET to at least 32 characters, the same on every server");
    }
    Ok(findings.iter().all(|it| it.well))
}
