//! `config`: prints the configuration that is in force, secrets hidden.

use std::process::ExitCode;

use serde_json::Value;

use crate::cli::output::{Output, note};
use crate::config::Config;

pub(super) fn run(config: &Config, output: &Output) -> Result<ExitCode, String> {
    let mut values = serde_json::to_value(config).map_err(|it| it.to_string())?;
    values["database_connections"] = Value::from(config.opening().readers);
    values["public_url"] = Value::from(config.site().api_url());
    print(output, "", &values);
    if let Some(file) = config.database.file().filter(|it| !it.exists()) {
        note(&format_args!("there is no database at {} yet", file.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// One line a setting; those of a group stand after its name and a dot.
fn print(output: &Output, group: &str, values: &Value) {
    for (name, value) in values.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => print(output, &format!("{group}{name}."), value),
            Value::Null => output.line(format_args!("{group}{name} =")),
            Value::String(text) => output.line(format_args!("{group}{name} = {text}")),
            Value::Array(_) | Value::Bool(_) | Value::Number(_) => {
                output.line(format_args!("{group}{name} = {value}"));
            }
        }
    }
}
