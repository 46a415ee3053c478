//! `member`: the accounts of people. A password is read from standard input, never from the command line, where others
//! could see it.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::account::admin::NewPerson;
use entity::account::directory::{Person, Sought};
use entity::account::registration::Invitation;
use entity::model::account::Status;
use entity::model::mandate::{Gave, Less, Mandate};
use entity::reader::Reader;
use entity::store::Store;
use entity::value::role::Role;
use entity::value::slug::Slug;
use entity::viewer::Viewer;
use entity::writer::Writer;

use crate::cli::output::{Output, note};
use crate::cli::reach::{self, Reach};
use crate::cli::token::Wished;
use crate::cli::{Absent, argument, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make an account for somebody, with a password that is typed or comes on standard input. Makes a database where there is none.
    Create(Create),
    /// Invite somebody by a mail, with a code that opens an account under a password of their own.
    Invite(Invite),
    /// Accept a member who waits, so that everybody sees their profile.
    Accept {
        /// The member, by their slug.
        #[arg(value_parser = argument::<Slug>)]
        member: Slug,
    },
    /// List the accounts of people and of scripts, the newest first.
    List,
    /// Give somebody another role, in these territories in place of those before.
    Role {
        /// Their account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
        /// What they may do from now on.
        #[arg(value_enum, ignore_case = true)]
        role: Wished,
        #[command(flatten)]
        reach: Reach,
        /// Take away as well what they gave to others and could not give any more, and what those gave on.
        #[arg(long)]
        with_given: bool,
    },
    /// Suspend an account, which loses its rights at the next request.
    Suspend {
        /// Its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
        /// Take away as well what they gave to others, and what those gave on.
        #[arg(long)]
        with_given: bool,
    },
    /// Take a suspended account into use again.
    Resume {
        /// Its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
    },
    /// Set another password, which is typed or comes on standard input, and end all sessions of the account.
    Password {
        /// Its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
    },
}

#[derive(Debug, Args)]
struct Create {
    /// Their name, as they write it.
    #[arg(long, required_unless_present = "member", conflicts_with = "member")]
    name: Option<String>,
    /// The slug of a member who is there already, in place of a name.
    #[arg(long, value_name = "SLUG", value_parser = argument::<Slug>)]
    member: Option<Slug>,
    /// Their e-mail address, by which they sign in.
    #[arg(long)]
    email: String,
    /// What they may do at most.
    #[arg(long, value_enum, ignore_case = true, default_value = "contributor")]
    role: Wished,
    #[command(flatten)]
    reach: Reach,
}

#[derive(Debug, Args)]
struct Invite {
    /// Their name, as they write it.
    #[arg(long)]
    name: String,
    /// Their e-mail address.
    #[arg(long)]
    email: String,
    /// What they may do at most.
    #[arg(long, value_enum, ignore_case = true, default_value = "contributor")]
    role: Wished,
    #[command(flatten)]
    reach: Reach,
    /// The language of the mails that they get.
    #[arg(long, default_value = "fr", value_parser = ["fr", "br", "en"])]
    language: String,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let absent = match arguments.command {
        Command::Create(_) => Absent::IsMade,
        Command::Invite(_)
        | Command::Accept { .. }
        | Command::List
        | Command::Role { .. }
        | Command::Suspend { .. }
        | Command::Resume { .. }
        | Command::Password { .. } => Absent::IsAnError,
    };
    // before a database is made for it
    let command = arguments.command.typed()?;
    let work = async |store: &Store, _| {
        let (reader, writer) = (store.read(Viewer::operator("member")), store.write(Viewer::operator("member")));
        carry_out(config, &reader, &writer, output, command).await
    };
    with_store(config, absent, work).await?;
    Ok(ExitCode::SUCCESS)
}

/// A command with all that is typed for it.
enum Typed {
    Create { new: NewPerson, called: String },
    Invite(Invitation),
    Other(Command),
}

impl Command {
    /// # Errors
    /// One sentence, when the password cannot be read, or it is not said where an editor's rights are.
    fn typed(self) -> Result<Typed, String> {
        match self {
            Self::Create(wished) => {
                let role = Role::from(wished.role);
                let territories = wished.reach.of(role)?;
                let called = wished.name.clone().or_else(|| wished.member.as_ref().map(ToString::to_string));
                let (name, member, email) = (wished.name.unwrap_or_default(), wished.member, wished.email);
                let new = NewPerson { name, member, email, password: password()?, role, territories };
                Ok(Typed::Create { new, called: called.unwrap_or_default() })
            }
            Self::Invite(wished) => {
                let role = Role::from(wished.role);
                let territories = wished.reach.of(role)?;
                let (name, email, language) = (wished.name, wished.email, wished.language);
                Ok(Typed::Invite(Invitation { name, email, language, role, territories }))
            }
            other => Ok(Typed::Other(other)),
        }
    }
}

async fn carry_out(
    config: &Config,
    reader: &Reader,
    writer: &Writer,
    output: &Output,
    command: Typed,
) -> Result<(), String> {
    let (done, id) = match command {
        Typed::Create { new, called } => {
            let rights = reach::told(new.role, &new.territories);
            let email = new.email.trim().to_owned();
            let id = writer.make_person(new).await.map_err(told)?.into_inner();
            output.line(format_args!("made {called} <{email}>, {rights}: account {id}"));
            return Ok(());
        }
        Typed::Invite(new) => return invite(config, writer, output, new).await,
        Typed::Other(Command::Create(_) | Command::Invite(_)) => return Ok(()),
        Typed::Other(Command::List) => return list(reader, output).await,
        Typed::Other(Command::Accept { member }) => {
            let found = reader.member_named(&member).ok_or_else(|| format!("\"{member}\" is not a known member"))?;
            writer.accept_member(found).await.map_err(told)?;
            output.line(format_args!("accepted {member}"));
            return Ok(());
        }
        Typed::Other(Command::Role { account, role, reach, with_given }) => {
            let who = reader.account_named(&account).await.map_err(told)?.account;
            let role = Role::from(role);
            let territories = reach.of(role)?;
            let less = writer.set_role_of(who, role, &territories, gave(with_given)).await.map_err(told)?;
            say_what_goes_on(output, &less);
            ("changed", less.account)
        }
        Typed::Other(Command::Suspend { account, with_given }) => {
            let who = reader.account_named(&account).await.map_err(told)?.account;
            let less = writer.suspend_account(who, true, gave(with_given)).await.map_err(told)?;
            say_what_goes_on(output, &less);
            ("suspended", less.account)
        }
        Typed::Other(Command::Resume { account }) => {
            ("resumed", writer.suspend(&account, false).await.map_err(told)?.into_inner())
        }
        Typed::Other(Command::Password { account }) => {
            // nobody types a password for an account that is not there
            reader.account_named(&account).await.map_err(told)?;
            let id = writer.set_password(&account, password()?).await.map_err(told)?.into_inner();
            ("set the password of", id)
        }
    };
    let person = reader.account_named(&id.to_string()).await.map_err(told)?;
    output.line(format_args!("{done} {}", described(&person)));
    Ok(())
}

/// An account in words, its id last.
fn described(person: &Person) -> String {
    let called = person.email.clone().or_else(|| person.name.clone()).unwrap_or_else(|| "(no address)".to_owned());
    let places = person.mandates.iter().filter_map(|it| it.territory.as_ref()).map(|it| &it.reference);
    format!("{called}, {}: account {}", reach::told(person.role, places), person.account)
}

fn gave(with_given: bool) -> Gave {
    if with_given { Gave::Goes } else { Gave::Stays }
}

/// Says what goes on that an account gave which has fewer rights now.
fn say_what_goes_on(output: &Output, less: &Less) {
    for it in &less.gifts.mandates {
        let place = it.mandate.territory.as_ref().map_or_else(|| "*".to_owned(), |it| it.reference.to_string());
        output.line(format_args!("goes on: the mandate of account {} for {place}, which it gave", it.account));
    }
    for it in &less.gifts.writers {
        output.line(format_args!("goes on: the right to write of membership {}, which it gave", it.membership));
    }
}

async fn invite(config: &Config, writer: &Writer, output: &Output, new: Invitation) -> Result<(), String> {
    let invited = format!("{} <{}>, {}", new.name.trim(), new.email.trim(), reach::told(new.role, &new.territories));
    writer.invite(new).await.map_err(told)?;
    output.line(format_args!("invited {invited}: the server sends the mail within seconds, or when it is started"));
    if config.site.account_url.is_none() {
        note(&"the mail holds a code without a link, because BC_ACCOUNT_URL is not set");
    }
    Ok(())
}

/// What somebody types at a terminal, where it does not show; else the first line of standard input.
fn password() -> Result<String, String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password("password: ").map_err(|it| format!("the password cannot be read: {it}"));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|it| format!("standard input cannot be read: {it}"))?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

async fn list(reader: &Reader, output: &Output) -> Result<(), String> {
    for it in reader.people(&Sought::default()).await.map_err(told)? {
        let place = |it: &Mandate| {
            let name = it.territory.as_ref().map_or_else(|| "*".to_owned(), |it| it.reference.to_string());
            it.until.map_or_else(|| name.clone(), |until| format!("{name} until {until}"))
        };
        let places = it.mandates.iter().map(place).collect::<Vec<_>>().join(", ");
        let who = match (&it.email, it.service) {
            (Some(email), _) => email.clone(),
            (None, true) => format!("(script: {})", it.name.clone().unwrap_or_default()),
            (None, false) => "(no address)".to_owned(),
        };
        let member = it.member.map(|it| it.to_string()).unwrap_or_default();
        let status = match (it.status, it.unconfirmed) {
            (Status::Active, false) => "",
            (Status::Active, true) => " not come yet",
            (Status::Suspended, _) => " suspended",
            (Status::Erased, _) => " erased",
        };
        let seen = it.seen_at.map_or_else(|| "never signed in".to_owned(), |it| format!("last signed in {it}"));
        output.line(format_args!("{} {who} {} [{places}] {member}{status} ({seen})", it.account, it.role.word()));
    }
    Ok(())
}
