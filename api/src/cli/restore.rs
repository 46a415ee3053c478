//! `restore`: puts a copy in the place of a SQLite database, once it was looked at. What was there is moved aside, never
//! overwritten.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use entity::account::signing_key::SigningKey;
use rustix::fs::{FlockOperation, fcntl_lock};
use rustix::io::Errno;
use tempfile::NamedTempFile;

use crate::auth::Seal;
use crate::cli::backup::secret_beside;
use crate::cli::files;
use crate::cli::output::Output;
use crate::config::Config;
use crate::file;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The copy, as `backup` made it; the secret and the uploaded files beside it are put back, too.
    file: PathBuf,
    /// Put it back although no secret opens its signing keys: `key rotate` makes others afterwards, and everybody signs in
    /// again.
    #[arg(long)]
    without_secret: bool,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let Some(database) = config.database.file() else {
        return Err("this command restores SQLite; on PostgreSQL use pg_restore --clean --if-exists --no-owner \
                    --dbname=\"$BC_DATABASE_URL\" FILE"
            .to_owned());
    };
    let copy = &arguments.file;
    if std::fs::canonicalize(copy).ok().is_some_and(|it| std::fs::canonicalize(&database).is_ok_and(|own| own == it)) {
        return Err(format!("{} is the database itself", copy.display()));
    }
    std::fs::create_dir_all(file::folder(&database))
        .map_err(|it| format!("the folder of {} cannot be made: {it}", database.display()))?;
    let fresh = taken_over(copy, &database)?;
    let keys = entity::upkeep::backup::check(fresh.path()).await;
    for suffix in ["-wal", "-shm", "-journal"] {
        let _none_left = std::fs::remove_file(with(fresh.path(), suffix));
    }
    let keys = keys.map_err(|it| format!("{} is not put back: {it}", copy.display()))?;
    let secret = secret_of(config, copy, &keys, arguments.without_secret)?;
    let _nobody_else = alone(&database)?;
    let aside = Aside::of(&database, config.secret_file().filter(|_| secret.is_some()))?;
    if let Err(cause) = file::place(fresh, &database) {
        aside.back();
        return Err(format!("{} cannot be written: {cause}", database.display()));
    }
    output.line(format_args!("database   {}, from {}", database.display(), copy.display()));
    if let (Some(text), Some(path)) = (secret, config.secret_file()) {
        file::write_new(&path, &text).map_err(|it| format!("the secret {} cannot be written: {it}", path.display()))?;
        output.line(format_args!("secret     {}", path.display()));
    }
    let files = files::beside(copy);
    if files.is_dir() {
        let (copied, damaged) = files::put_back(&config.media()?, &files).await?;
        let place = config.media_place();
        let there = copied.all - copied.new - damaged.len() as u64;
        output.line(format_args!("files      {} put back into {place}, {there} were there", copied.new));
        for name in damaged {
            output.line(format_args!("           left out, since it is damaged: {name}"));
        }
    }
    for (_, old) in &aside.moved {
        output.line(format_args!("before     {}", old.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// The copy beside the database, with the log that may lie beside it when it was copied by hand.
fn taken_over(copy: &Path, database: &Path) -> Result<NamedTempFile, String> {
    let told = |it: io::Error| format!("{} cannot be read: {it}", copy.display());
    let mut fresh = file::beside(database).map_err(|it| format!("{} cannot be written: {it}", database.display()))?;
    io::copy(&mut File::open(copy).map_err(told)?, &mut fresh)
        .map_err(|it| format!("{} cannot be copied: {it}", copy.display()))?;
    let log = with(copy, "-wal");
    if log.exists() {
        std::fs::copy(&log, with(fresh.path(), "-wal")).map_err(|it| format!("{}: {it}", log.display()))?;
    }
    Ok(fresh)
}

/// The text of the secret beside the copy, when it is to be put back. The keys of the copy open with it, or with the one
/// that is configured, or with the one that lies beside the database already.
fn secret_of(config: &Config, copy: &Path, keys: &[SigningKey], without: bool) -> Result<Option<Vec<u8>>, String> {
    let opens = |seal: &Seal| keys.is_empty() || keys.iter().any(|key| seal.opens(key));
    if let Some(secret) = &config.auth.secret {
        if without || opens(&Seal::of_secret(secret.reveal())?) {
            return Ok(None);
        }
        return Err("BC_SECRET does not open the signing keys of the copy; give the one of its time, or say \
                    --without-secret"
            .to_owned());
    }
    let beside = secret_beside(copy)?;
    if let Some(seal) = Seal::read(&beside)?
        && opens(&seal)
    {
        let text = std::fs::read(&beside).map_err(|it| format!("{} cannot be read: {it}", beside.display()))?;
        let own = config.secret_file().and_then(|it| std::fs::read(it).ok());
        return Ok(Some(text).filter(|text| own.as_ref() != Some(text)));
    }
    let own = config.secret_file().map_or(Ok(None), |it| Seal::read(&it))?;
    if without || keys.is_empty() || own.is_some_and(|seal| opens(&seal)) {
        return Ok(None);
    }
    Err(format!(
        "no secret opens the signing keys of the copy: put {} beside it, or say --without-secret, and run key rotate \
         afterwards",
        beside.display()
    ))
}

/// A lock on the database that nobody can hold who has it open; it lasts as long as the file that is given. None where there
/// is no database.
fn alone(database: &Path) -> Result<Option<File>, String> {
    let told = |it: io::Error| format!("{} cannot be locked: {it}", database.display());
    let file = match File::options().read(true).write(true).open(database) {
        Ok(file) => file,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(told(cause)),
    };
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(Errno::AGAIN | Errno::ACCESS) => {
            Err(format!("{} is in use: stop the server, and every other command, first", database.display()))
        }
        Err(cause) => Err(told(cause.into())),
    }
}

/// What stood in the place of what is restored, under other names.
struct Aside {
    moved: Vec<(PathBuf, PathBuf)>,
}

impl Aside {
    /// Moves the database aside with its log, and the secret when another takes its place.
    fn of(database: &Path, secret: Option<PathBuf>) -> Result<Self, String> {
        let mut number = 1;
        let suffix = loop {
            let suffix = if number == 1 { ".before-restore".to_owned() } else { format!(".before-restore-{number}") };
            let taken = |it: &Path| with(it, &suffix).exists();
            if !taken(database) && !secret.as_deref().is_some_and(taken) {
                break suffix;
            }
            number += 1;
        };
        let mut aside = Self { moved: Vec::new() };
        let log = (with(database, "-wal"), with(&with(database, &suffix), "-wal"));
        let others = [Some(database.to_owned()), secret].into_iter().flatten();
        // the log first: a database is never found with a log that is not its own
        for (from, to) in [log].into_iter().chain(others.map(|it| (it.clone(), with(&it, &suffix)))) {
            match std::fs::rename(&from, &to) {
                Ok(()) => aside.moved.push((from, to)),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                Err(cause) => {
                    aside.back();
                    return Err(format!("{} cannot be moved aside: {cause}", from.display()));
                }
            }
        }
        // an index of the log, made anew by whoever opens the database
        let _none = std::fs::remove_file(with(database, "-shm"));
        Ok(aside)
    }

    /// Moves it all back.
    fn back(&self) {
        for (from, to) in self.moved.iter().rev() {
            if let Err(cause) = std::fs::rename(to, from) {
                tracing::error!(error = %cause, "{} lies in {} now", from.display(), to.display());
            }
        }
    }
}

/// The path with something behind its name.
fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
