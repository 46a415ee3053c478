//! `config`: prints the configuration that is in force, secrets hidden.

use std::process::ExitCode;

use serde_json::Value;

use crate::cli::fail;
use crate::config::Config;

pub(super) fn run(config: &Config) -> ExitCode {
    let mut values = match serde_json::to_value(config) {
        Ok(values) => values,
        Err(cause) => return fail(&cause),
    };
    values["database_connections"] = Value::from(config.database().readers);
    values["public_url"] = Value::from(config.site().api_url());
    print("", &values);
    ExitCode::SUCCESS
}

/// One line a setting; those of a group stand after its name and a dot.
fn print(group: &str, values: &Value) {
    for (name, value) in values.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => print(&format!("{group}{name}."), value),
            Value::Null => println!("{group}{name} ="),
            Value::String(text) => println!("{group}{name} = {text}"),
            Value::Array(_) | Value::Bool(_) | Value::Number(_) => println!("{group}{name} = {value}"),
        }
    }
}
