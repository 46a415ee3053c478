//! `mail`: reads the mails that lie in the maildir because no server takes them. They are on this machine, for whoever runs the
//! program; nothing of them is marked as read or moved.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

use crate::cli::output::Output;
use crate::config::Config;

/// The most bytes of a mail that are read; ours have some thousand.
const MOST_BYTES: u64 = 1024 * 1024;
/// The most mails that are looked for in a folder.
const MOST_MAILS: usize = 100_000;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the mails that lie in the maildir, the newest first: id, date, recipient, subject.
    List {
        /// Show at most so many mails.
        #[arg(long, default_value_t = 50, value_name = "MAILS", value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
    /// Show a mail as text, with the code that it may carry: whoever has the code can use it.
    Show {
        /// The id of the mail, as `mail list` shows it, or the beginning of one; the newest mail when none is named.
        id: Option<String>,
    },
}

pub(super) fn run(config: &Config, output: &Output, arguments: &Arguments) -> Result<ExitCode, String> {
    if let Some(server) = &config.mail.smtp_url {
        return Err(format!("mails leave by {server} (BC_SMTP_URL), and none lie here: look into the mailboxes"));
    }
    let folder = config.maildir();
    if !folder.is_dir() {
        return Err(format!(
            "there is no maildir at {}: a server makes it at its start. Check BC_MAIL_FOLDER and BC_DATABASE_URL",
            folder.display()
        ));
    }
    let files = files(&folder)?;
    match &arguments.command {
        Command::List { limit } => list(&files, *limit, output),
        Command::Show { id } => show(&files, id.as_deref(), output, &folder)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A mail that lies in the maildir.
struct Lying {
    /// When it was put there: seconds, then the number within the process that put it there.
    order: (u64, u64),
    id: String,
    path: PathBuf,
}

/// The files of all mails, the newest first, those that some program has marked as read among them.
fn files(folder: &Path) -> Result<Vec<Lying>, String> {
    let mut files = Vec::new();
    for part in ["new", "cur"] {
        let part = folder.join(part);
        let told = |it: std::io::Error| format!("{} cannot be read: {it}", part.display());
        let names = match std::fs::read_dir(&part) {
            Ok(names) => names,
            Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
            Err(cause) => return Err(told(cause)),
        };
        for name in names.take(MOST_MAILS) {
            let path = name.map_err(told)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || !path.is_file() {
                continue;
            }
            // the marks of mail programs stand behind a colon, the size behind a comma; of ours, what stands behind the number of
            // nanoseconds is the same in all
            let id = name.split([':', ',']).next().unwrap_or_default();
            let id = if id.contains(".#") { id.split('P').next().unwrap_or_default() } else { id }.to_owned();
            files.push(Lying { order: order(&id), id, path });
        }
    }
    files.sort_by(|one, other| other.order.cmp(&one.order).then_with(|| other.id.cmp(&one.id)));
    Ok(files)
}

/// A name in a maildir begins with seconds; ours go on with `.#`, a hexadecimal number of the process, and `M` with nanoseconds.
fn order(id: &str) -> (u64, u64) {
    let mut parts = id.splitn(2, '.');
    let seconds = parts.next().and_then(|it| it.parse().ok()).unwrap_or_default();
    let rest = parts.next().unwrap_or_default();
    let digits = rest.split_once('M').map_or(rest, |(_, it)| it);
    let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
    (seconds, digits[..end].parse().unwrap_or_default())
}

fn list(files: &[Lying], limit: u32, output: &Output) {
    for file in files.iter().take(usize::try_from(limit).unwrap_or(usize::MAX)) {
        let line = match read(&file.path) {
            Ok(bytes) => match parse_mail(&bytes) {
                Ok(mail) => format!("{}  {}  {}", header(&mail, "Date"), header(&mail, "To"), header(&mail, "Subject")),
                Err(cause) => format!("(this is not a mail: {cause})"),
            },
            Err(cause) => format!("({cause})"),
        };
        output.line(format_args!("{}  {line}", file.id));
        if !output.arrives() {
            return;
        }
    }
    if files.is_empty() {
        output.line("no mails lie here");
    } else if files.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
        output.line(format_args!("… and {} older ones: --limit shows more", files.len() - limit as usize));
    }
}

fn show(files: &[Lying], id: Option<&str>, output: &Output, folder: &Path) -> Result<(), String> {
    let found: Vec<&Lying> = match id {
        Some(id) => files.iter().filter(|it| it.id.starts_with(id)).collect(),
        None => files.iter().take(1).collect(),
    };
    let exact = found.iter().find(|it| id == Some(it.id.as_str()));
    let file = match (exact, found.as_slice()) {
        (Some(exact), _) => exact,
        (None, [one]) => one,
        (None, []) if id.is_none() => return Err(format!("no mails lie in {}", folder.display())),
        (None, []) => return Err("no mail has this id; `mail list` shows them".to_owned()),
        (None, many) => return Err(format!("{} mails have an id that begins like this; say more of it", many.len())),
    };
    let bytes = read(&file.path)?;
    let mail = parse_mail(&bytes).map_err(|it| format!("{} is not a mail: {it}", file.path.display()))?;
    for name in ["From", "To", "Date", "Subject"] {
        output.line(format_args!("{:<8} {}", format!("{name}:"), header(&mail, name)));
    }
    output.line("");
    match text(&mail) {
        Some(text) => output.line(printable(text.trim_end())),
        None => output.line("(this mail holds no text)"),
    }
    Ok(())
}

/// The bytes of a file, when they are not too many.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let told = |it: std::io::Error| format!("{} cannot be read: {it}", path.display());
    let mut bytes = Vec::new();
    File::open(path).map_err(told)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("{} has more than {MOST_BYTES} bytes: it is none of ours", path.display()));
    }
    Ok(bytes)
}

/// A line of the head, decoded.
fn header(mail: &ParsedMail<'_>, name: &str) -> String {
    let value = mail.get_headers().get_first_value(name).unwrap_or_else(|| "-".to_owned());
    value.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}

/// The first part in plain text.
fn text<'a>(mail: &'a ParsedMail<'a>) -> Option<String> {
    let plain = mail.parts().find(|it| it.ctype.mimetype == "text/plain" && it.subparts.is_empty());
    plain.and_then(|it| it.get_body().ok())
}

/// A text without what a terminal would take as an order.
fn printable(text: &str) -> String {
    let kept = |it: char| it == '\n' || it == '\t' || !it.is_control();
    text.replace("\r\n", "\n").chars().map(|it| if kept(it) { it } else { '\u{fffd}' }).collect()
}
