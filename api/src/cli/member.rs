//! `member`: the accounts of people. A password is read from standard input, never from the command line, where others
//! could see it.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::account::admin::NewPerson;
use entity::account::directory::Sought;
use entity::account::registration::Invitation;
use entity::model::account::Status;
use entity::model::mandate::{Gave, Less, Mandate};
use entity::reader::Reader;
use entity::store::Store;
use entity::value::slug::Slug;
use entity::value::territory::TerritoryRef;
use entity::viewer::Viewer;
use entity::writer::Writer;

use crate::cli::output::Output;
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
    /// Make an account for somebody. The password is read from standard input.
    Create(Create),
    /// Invite somebody: a mail goes to them, with the code of an account that they take by a password of their own.
    Invite(Invite),
    /// Accept a member who waits: everybody sees them from now on.
    Accept {
        /// The member, by their slug.
        #[arg(value_parser = argument::<Slug>)]
        member: Slug,
    },
    /// List the accounts, the newest first.
    List,
    /// Give somebody another role, with mandates for these territories in place of those they had.
    Role {
        /// Their account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
        /// What they may do at most.
        #[arg(value_enum, ignore_case = true)]
        role: Wished,
        /// Where, with all that lies inside. Repeat it; none is the whole network.
        #[arg(long = "territory", value_name = "REF", value_parser = argument::<TerritoryRef>)]
        territories: Vec<TerritoryRef>,
        /// Take away as well what they gave to others and could not give any more, and what those gave on.
        #[arg(long)]
        with_given: bool,
    },
    /// Take an account out of use: it loses its rights at the next request.
    Suspend {
        /// Its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
        /// Take away as well what they gave to others, and what those gave on.
        #[arg(long)]
        with_given: bool,
    },
    /// Take an account into use again.
    Resume {
        /// Its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
    },
    /// Set another password, read from standard input; whoever is signed in is signed out.
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
    /// A member (slug) who is there already.
    #[arg(long, value_name = "SLUG", value_parser = argument::<Slug>)]
    member: Option<Slug>,
    /// Their e-mail address, by which they sign in.
    #[arg(long)]
    email: String,
    /// What they may do at most.
    #[arg(long, value_enum, ignore_case = true)]
    role: Wished,
    /// Where, with all that lies inside: a reference such as pays:pays-de-brest. Repeat it; none is the whole network.
    #[arg(long = "territory", value_name = "REF", value_parser = argument::<TerritoryRef>)]
    territories: Vec<TerritoryRef>,
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
    /// Where they are active, and of who edits and administers where their rights reach: a reference such as
    /// pays:pays-de-brest. Repeat it; none is then the whole network.
    #[arg(long = "territory", value_name = "REF", value_parser = argument::<TerritoryRef>)]
    territories: Vec<TerritoryRef>,
    /// The language of the mails that they get: fr, br or en.
    #[arg(long, default_value = "fr", value_parser = ["fr", "br", "en"])]
    language: String,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let absent = match arguments.command {
        Command::Create(_) | Command::Invite(_) => Absent::IsMade,
        Command::Accept { .. }
        | Command::List
        | Command::Role { .. }
        | Command::Suspend { .. }
        | Command::Resume { .. }
        | Command::Password { .. } => Absent::IsAnError,
    };
    let work = async |store: &Store, _| {
        let (reader, writer) = (store.read(Viewer::operator("member")), store.write(Viewer::operator("member")));
        carry_out(&reader, &writer, output, arguments.command).await
    };
    with_store(config, absent, work).await?;
    Ok(ExitCode::SUCCESS)
}

async fn carry_out(reader: &Reader, writer: &Writer, output: &Output, command: Command) -> Result<(), String> {
    let (done, id) = match command {
        Command::List => return list(reader, output).await,
        Command::Invite(wished) => return invite(writer, output, wished).await,
        Command::Accept { member } => {
            let found = reader.member_named(&member).ok_or_else(|| format!("\"{member}\" is not a known member"))?;
            writer.accept_member(found).await.map_err(told)?;
            output.line(format_args!("accepted {member}"));
            return Ok(());
        }
        Command::Create(wished) => {
            let new = NewPerson {
                name: wished.name.unwrap_or_default(),
                member: wished.member,
                email: wished.email,
                password: password()?,
                role: wished.role.into(),
                territories: wished.territories,
            };
            ("made", writer.make_person(new).await.map_err(told)?.into_inner())
        }
        Command::Role { account, role, territories, with_given } => {
            let who = reader.account_named(&account).await.map_err(told)?.account;
            let less = writer.set_role_of(who, role.into(), &territories, gave(with_given)).await.map_err(told)?;
            say_what_goes_on(output, &less);
            ("changed", less.account)
        }
        Command::Suspend { account, with_given } => {
            let who = reader.account_named(&account).await.map_err(told)?.account;
            let less = writer.suspend_account(who, true, gave(with_given)).await.map_err(told)?;
            say_what_goes_on(output, &less);
            ("suspended", less.account)
        }
        Command::Resume { account } => ("resumed", writer.suspend(&account, false).await.map_err(told)?.into_inner()),
        Command::Password { account } => {
            ("changed", writer.set_password(&account, password()?).await.map_err(told)?.into_inner())
        }
    };
    output.line(format_args!("{done} account {id}"));
    Ok(())
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

async fn invite(writer: &Writer, output: &Output, wished: Invite) -> Result<(), String> {
    let to = wished.email.clone();
    let new = Invitation {
        name: wished.name,
        email: wished.email,
        language: wished.language,
        role: wished.role.into(),
        territories: wished.territories,
    };
    writer.invite(new).await.map_err(told)?;
    output.line(format_args!("a mail to {to} leaves as soon as a server runs"));
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
