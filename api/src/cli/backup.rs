//! `backup`: a whole copy of a SQLite database, of the secret that its keys are sealed with, and of uploaded files, made while a
//! server runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::auth::Seal;
use crate::cli;
use crate::cli::files::{self, Copied};
use crate::cli::output::{Output, note};
use crate::config::{Config, Place};
use crate::file;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file that the copy is written into, such as backups/network.db; the secret lies beside it then, as
    /// backups/network.secret. Neither may be there yet. Uploaded files go into the folder backups/media, which all copies in
    /// backups share: only what is new is copied.
    file: PathBuf,
    /// Leave uploaded files out, where their folder is copied by other means.
    #[arg(long)]
    without_files: bool,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    if config.database.file().is_none() {
        return Err(
            "this command copies SQLite; on PostgreSQL use pg_dump --format=custom --file=FILE \"$BC_DATABASE_URL\", \
                    and keep BC_SECRET and uploaded files (media_url) elsewhere"
                .to_owned(),
        );
    }
    let copy = &arguments.file;
    let secret = secret_beside(copy)?;
    let files = files::beside(copy);
    for path in [copy, &secret] {
        if path.try_exists().unwrap_or(true) {
            return Err(format!("{} is there already; nothing is overwritten: name another file", path.display()));
        }
    }
    let told = |it: std::io::Error| format!("{} cannot be written: {it}", copy.display());
    let place = config.media_place();
    let media = match &place {
        Place::Folder(folder) if folder.is_dir() && !arguments.without_files => Some(config.media_as_it_is()?),
        Place::Folder(_) | Place::Bucket(..) => None,
    };
    // before the database: what is deleted meanwhile is in the copy, as its row may be
    let before = match &media {
        Some(media) => files::write(media, &files).await?,
        None => Copied::default(),
    };
    let unfinished = file::beside(copy).map_err(told)?;
    let failed = |it: entity::error::Error| format!("no copy was made: {}", cli::told(it));
    entity::upkeep::backup::copy(config.database.database_url.reveal(), unfinished.path()).await.map_err(failed)?;
    let keys = entity::upkeep::backup::check(unfinished.path()).await.map_err(failed)?;
    let kept = keep_secret(config, &secret)?;
    // a copy without the secret that belongs to it would be found out too late
    if let Err(cause) = file::place(unfinished, copy) {
        if kept && let Err(left) = std::fs::remove_file(&secret) {
            note(&format_args!("{} stays behind: {left}", secret.display()));
        }
        return Err(told(cause));
    }
    output.line(format_args!("database   {}", copy.display()));
    match (kept, keys.is_empty()) {
        (true, _) => output.line(format_args!("secret     {}", secret.display())),
        (false, true) => {}
        (false, false) => output.line("secret     not in the copy: keep BC_SECRET elsewhere"),
    }
    match (&media, &place) {
        // what was sent while the database was copied
        (Some(media), _) => {
            let copied = files::write(media, &files).await?;
            if copied.all > 0 {
                output.line(format_args!(
                    "files      {}, {} of them, {} new",
                    files.display(),
                    copied.all,
                    before.new + copied.new
                ));
            }
        }
        (None, Place::Folder(folder)) if !folder.is_dir() => {}
        (None, place) => output.line(format_args!("files      not in the copy: they lie in {place}")),
    }
    let mails = config.maildir();
    if mails.is_dir() {
        output.line(format_args!("mails      not in the copy: those without a server lie in {}", mails.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Copies the file of the secret, when there is one; whether there is.
fn keep_secret(config: &Config, copy: &Path) -> Result<bool, String> {
    let Some(file) = config.secret_file().filter(|_| config.auth.secret.is_none()) else { return Ok(false) };
    if Seal::read(&file)?.is_none() {
        return Ok(false);
    }
    let text = std::fs::read(&file).map_err(|it| format!("the secret {} cannot be read: {it}", file.display()))?;
    file::write_new(copy, &text).map_err(|it| format!("{} cannot be written: {it}", copy.display()))?;
    Ok(true)
}

/// Where the secret of a copy lies: as beside the database itself.
pub(super) fn secret_beside(copy: &Path) -> Result<PathBuf, String> {
    let secret = copy.with_extension("secret");
    if secret == copy {
        return Err(format!("{} is the name of the secret of a copy; name the copy FILE.db", copy.display()));
    }
    Ok(secret)
}
