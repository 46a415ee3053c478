//! `reference`: prints the pages that are made from the code, all settings and all commands.

use clap::{Arg, Args, Command, ValueEnum};

use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which page.
    #[arg(value_enum)]
    page: Page,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Page {
    /// All settings.
    Settings,
    /// All commands.
    Commands,
}

/// A page: Markdown.
pub(super) fn page(arguments: &Arguments, program: Command) -> String {
    match arguments.page {
        Page::Settings => Config::reference(),
        Page::Commands => commands(program),
    }
}

fn commands(mut program: Command) -> String {
    program.build();
    let mut page = format!(
        "# Commands\n\n\
         <!-- This page is generated: bretagne-creative reference commands > docs/reference/commands.md -->\n\n\
         {}\n\n`--help` behind any command prints what stands here. `--config FILE` goes with every command and names the file \
         with the [settings](settings.md).\n\n{}\n\n| command | description |\n| --- | --- |\n",
        said(program.get_long_about().or(program.get_about())),
        said(program.get_after_help()),
    );
    let shown = |it: &&Command| !it.is_hide_set() && it.get_name() != "help";
    for command in program.get_subcommands().filter(shown) {
        let name = command.get_name();
        page.push_str(&format!("| [`{name}`](#{name}) | {} |\n", said(command.get_about())));
    }
    for command in program.get_subcommands().filter(shown) {
        section(&mut page, command, command.get_name());
        for part in command.get_subcommands().filter(shown) {
            section(&mut page, part, &format!("{} {}", command.get_name(), part.get_name()));
        }
    }
    page
}

/// One command: what it does, how it is written, what may be said with it.
fn section(page: &mut String, command: &Command, name: &str) {
    let level = if name.contains(' ') { "###" } else { "##" };
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage: Vec<&str> = usage.lines().map(str::trim).collect();
    page.push_str(&format!("\n{level} {name}\n\n{}\n\n", said(command.get_long_about().or(command.get_about()))));
    page.push_str(&format!("```text\n{}\n```\n", usage.join("\n")));
    let own = |it: &&Arg| !it.is_global_set() && !it.is_hide_set() && it.get_id() != "help";
    let mut arguments = command.get_arguments().filter(own).peekable();
    if arguments.peek().is_some() {
        page.push_str("\n| argument | default | description |\n| --- | --- | --- |\n");
    }
    for argument in arguments {
        page.push_str(&row(argument));
    }
}

fn row(argument: &Arg) -> String {
    let value = argument.get_value_names().unwrap_or_default().join(" ");
    let name = match argument.get_long() {
        Some(long) if argument.get_action().takes_values() => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    let default: Vec<String> =
        argument.get_default_values().iter().map(|it| format!("`{}`", it.to_string_lossy())).collect();
    let default = match (default.is_empty() || !argument.get_action().takes_values(), argument.is_required_set()) {
        (false, _) => default.join(", "),
        (true, true) => "required".to_owned(),
        (true, false) => String::new(),
    };
    let words: Vec<String> = match argument.get_action().takes_values() {
        true => argument.get_possible_values().iter().map(|it| format!("`{}`", it.get_name())).collect(),
        false => Vec::new(),
    };
    let mut text = said(argument.get_long_help().or(argument.get_help()));
    if !words.is_empty() {
        text.push_str(&format!(" One of {}.", words.join(", ")));
    }
    let cell = |text: &str| text.replace('|', "\\|");
    format!("| `{}` | {default} | {} |\n", cell(&name), cell(&text))
}

/// A text of the help with its paragraphs, each on one line.
fn said(text: Option<&clap::builder::StyledStr>) -> String {
    let text = text.map(ToString::to_string).unwrap_or_default();
    let line = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> = text.split("\n\n").map(line).collect();
    let text = paragraphs.join("\n\n");
    // clap takes the full stop away at the end
    if text.is_empty() || text.ends_with(['.', ':', '?']) { text } else { format!("{text}.") }
}
