//! `config`: what is in force, secrets hidden.

use std::process::ExitCode;

use crate::config::Config;

pub(super) fn run(config: &Config) -> ExitCode {
    let or_none = |it: &Option<String>| it.clone().unwrap_or_else(|| "(none)".to_owned());
    for (name, value) in [
        ("database_url", config.database_url.to_string()),
        ("database_connections", config.database().readers.to_string()),
        ("statement_timeout_ms", config.statement_timeout_ms.to_string()),
        ("listen", config.listen.to_string()),
        ("public_url", config.site().api_url().to_owned()),
        ("site_url", or_none(&config.site_url)),
        ("entry_url", or_none(&config.entry_url)),
        ("diagnostics", config.diagnostics.to_string()),
        ("log", config.log.clone()),
        ("log_format", format!("{:?}", config.log_format).to_lowercase()),
    ] {
        println!("{name} = {value}");
    }
    ExitCode::SUCCESS
}
