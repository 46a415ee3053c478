//! `doctor`: looks at the database and says what is wrong and how to mend it.

use std::process::ExitCode;

use entity::viewer::Viewer;

use crate::cli::{fail, open};
use crate::config::Config;

pub(super) async fn run(config: &Config) -> ExitCode {
    println!("database      {}", config.database_url);
    let (store, _) = match open(config).await {
        Ok(opened) => opened,
        Err(cause) => return fail(&cause),
    };
    println!("engine        {}", store.engine());
    let findings = match store.examine().await {
        Ok(findings) => findings,
        Err(cause) => return fail(&cause),
    };
    let mut well = true;
    for finding in findings {
        let mark = if finding.well { "ok" } else { "WRONG" };
        println!("{:<13} {mark}: {}", finding.subject, finding.message);
        well &= finding.well;
    }
    match store.write(Viewer::operator("doctor")).has_administrator().await {
        Ok(true) => {}
        Ok(false) => {
            println!("administrator nobody administers the network yet: member create --role admin makes somebody")
        }
        Err(cause) => return fail(&cause),
    }
    if !config.can_sign() {
        println!("signing in    nobody can: set BC_SECRET to at least 32 characters, the same on every server");
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
