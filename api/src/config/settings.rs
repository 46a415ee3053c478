//! All settings with what is said of them: the names that are known, and the page that lists them. What is said of a setting
//! stands with its field, and a field without it does not compile.

use documented::DocumentedFields;
use serde_json::Value;

use crate::auth::Issuer;
use crate::config::auth::Auth;
use crate::config::database::Database;
use crate::config::fault::variable;
use crate::config::limits::Bounds;
use crate::config::mail::Mail;
use crate::config::media::Files;
use crate::config::server::Server;
use crate::config::site::FrontEnd;
use crate::config::telemetry::Telemetry;
use crate::guard::Limits;

/// Settings that belong together.
struct Section {
    title: &'static str,
    names: &'static [&'static str],
    said: &'static [&'static str],
}

impl Section {
    const fn of<T: DocumentedFields>(title: &'static str) -> Self {
        Self { title, names: T::FIELD_NAMES, said: T::FIELD_DOCS }
    }

    /// Each name with what is said of it, on one line.
    fn rows(&self) -> impl Iterator<Item = (&'static str, String)> {
        let line = |said: &&str| said.split_whitespace().collect::<Vec<_>>().join(" ");
        self.names.iter().copied().zip(self.said.iter().map(line))
    }
}

/// The sections, in the order in which they are listed.
const SECTIONS: [Section; 8] = [
    Section::of::<Server>("The server"),
    Section::of::<Database>("The database"),
    Section::of::<FrontEnd>("The site"),
    Section::of::<Mail>("Mails"),
    Section::of::<Files>("Pictures and documents"),
    Section::of::<Auth>("Signing in"),
    Section::of::<Bounds>("Load and limits"),
    Section::of::<Telemetry>("Log, counts and traces"),
];

/// The names of all settings outside groups.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().flat_map(|it| it.names).copied()
}

/// The page that lists all settings, with the values that they have by default.
pub(super) fn page(defaults: &Value) -> String {
    let mut page = String::from(
        "# Settings\n\n\
         <!-- This page is generated: bretagne-creative reference settings > docs/reference/settings.md -->\n\n\
         Each setting has one name. It stands in the file `bretagne-creative.toml` in the folder where the program is run, in a \
         file that `--config FILE` names, or in the environment, in capitals after `BC_`: `listen = \"0.0.0.0:8000\"` in the \
         file is `BC_LISTEN=0.0.0.0:8000` in the environment, which wins over the file. A name that is not listed here is an \
         error. `bretagne-creative config` prints what is in force, without secrets.\n",
    );
    for section in &SECTIONS {
        page.push_str(&format!("\n## {}\n\n", section.title));
        page.push_str("| setting | in the environment | default | description |\n| --- | --- | --- | --- |\n");
        for (name, said) in section.rows() {
            page.push_str(&row(name, &defaults[name], &said));
        }
    }
    page.push_str(
        "\n### Limits of one request\n\n\
         In the file they stand under `[limits]`, in the environment behind `BC_LIMITS__`. Each is at least 1; none can be \
         switched off. [Limits and errors](../limits.md) tells what is answered beyond them.\n\n\
         | setting | in the environment | default | description |\n| --- | --- | --- | --- |\n",
    );
    for (name, said) in Section::of::<Limits>("").rows() {
        page.push_str(&row(&format!("limits.{name}"), &defaults["limits"][name], &said));
    }
    page.push_str(
        "\n### Other issuers\n\n\
         One `[[issuers]]` in the file for each; they cannot be named in the environment. `key`, `name`, `issuer`, and \
         `audience` or `client_id` are required. [Signing in](../signing-in.md) tells how they are used.\n\n\
         | field | description |\n| --- | --- |\n",
    );
    for (name, said) in Section::of::<Issuer>("").rows() {
        page.push_str(&format!("| `{name}` | {} |\n", cell(&said)));
    }
    page
}

fn row(name: &str, default: &Value, said: &str) -> String {
    let default = match default {
        Value::Null => "none".to_owned(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        // a group, whose settings are listed by themselves
        Value::Object(_) => "below".to_owned(),
        Value::String(text) => format!("`{text}`"),
        Value::Array(_) | Value::Bool(_) | Value::Number(_) => format!("`{default}`"),
    };
    let variable = match name {
        "issuers" => "no".to_owned(),
        "limits" => "`BC_LIMITS__…`".to_owned(),
        _ => format!("`{}`", variable(name)),
    };
    format!("| `{name}` | {variable} | {default} | {} |\n", cell(said))
}

/// A text as it stands in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
