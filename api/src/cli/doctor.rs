//! `doctor`: looks at the database and says what is wrong and how to mend it.

use std::process::ExitCode;

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
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
