//! `member`: the accounts of people. A password is read from standard input, never from the command line, where others
//! could see it.

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
use crate::cli::password::password;
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
    /// Make an account for somebody, with a password that is typed or comes on standard input. Makes a database where there is
    /// none.
    Create(Create),
    /// Invite somebody by a mail, with a code that opens an account under a password of their own.
    Invite(Invite),
    /// List the accounts of people and of scripts, the newest first.
    List,
    #[command(flatten)]
    Change(Change),
}

/// What is done with somebody who is there.
#[derive(Debug, Subcommand)]
enum Change {
    /// Accept a member who waits, so that everybody sees their profile.
    Accept {
        /// The slug of the member.
        #[arg(value_parser = argument::<Slug>)]
        member: Slug,
    },
    /// Give somebody another role, in these territories in place of those before.
    Role {
        /// The account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
        /// What the person may do from now on.
        #[arg(value_enum, ignore_case = true)]
        role: Wished,
        #[command(flatten)]
        reach: Reach,
        /// Take away as well the rights that the account gave to others and could not give any more, and what those gave on.
        #[arg(long)]
        with_given: bool,
    },
    /// Suspend an account, which loses its rights at the next request.
    Suspend {
        /// The account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
        /// Take away as well the rights that the account gave to others, and what those gave on.
        #[arg(long)]
        with_given: bool,
    },
    /// Take a suspended account into use again.
    Resume {
        /// The account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
    },
    /// Set another password, which is typed or comes on standard input, and end all sessions of the account.
    Password {
        /// The account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
    },
}

#[derive(Debug, Args)]
struct Create {
    /// The name of the person, as they write it.
    #[arg(long, required_unless_present = "member", conflicts_with = "member")]
    name: Option<String>,
    /// The slug of a member who is there already, in place of a name.
    #[arg(long, value_name = "SLUG", value_parser = argument::<Slug>)]
    member: Option<Slug>,
    /// The e-mail address of the person, by which they sign in.
    #[arg(long)]
    email: String,
    /// What the person may do at most.
    #[arg(long, value_enum, ignore_case = true, default_value = "contributor")]
    role: Wished,
    #[command(flatten)]
    reach: Reach,
}

#[derive(Debug, Args)]
struct Invite {
    /// The name of the person, as they write it.
    #[arg(long)]
    name: String,
    /// The e-mail address of the person.
    #[arg(long)]
    email: String,
    /// What the person may do at most.
    #[arg(long, value_enum, ignore_case = true, default_value = "contributor")]
    role: Wished,
    #[command(flatten)]
    reach: Reach,
    /// The language of the mails to the person.
    #[arg(long, default_value = "fr", value_parser = ["fr", "br", "en"])]
    language: String,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let operator = || Viewer::operator("member");
    match arguments.command {
        Command::Create(wished) => {
            // before a database is made for it
            let new = wished.person()?;
            let create = async |store: &Store, _| create(&store.write(operator()), output, new).await;
            with_store(config, Absent::IsMade, create).await?;
        }
        Command::Invite(wished) => {
            let new = wished.invitation()?;
            let invite = async |store: &Store, _| invite(config, &store.write(operator()), output, new).await;
            with_store(config, Absent::IsAnError, invite).await?;
        }
        Command::List => {
            let list = async |store: &Store, _| list(&store.read(operator()), output).await;
            with_store(config, Absent::IsAnError, list).await?;
        }
        Command::Change(wished) => {
            let change = async |store: &Store, _| {
                change(&store.read(operator()), &store.write(operator()), output, wished).await
            };
            with_store(config, Absent::IsAnError, change).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Create {
    /// # Errors
    /// One sentence, when the password cannot be read, or it is not said where an editor's rights are.
    fn person(self) -> Result<NewPerson, String> {
        let role = Role::from(self.role);
        let territories = self.reach.of(role)?;
        let (name, member, email) = (self.name.unwrap_or_default(), self.member, self.email);
        Ok(NewPerson { name, member, email, password: password()?, role, territories })
    }
}

impl Invite {
    /// # Errors
    /// One sentence, when it is not said where an editor's rights are.
    fn invitation(self) -> Result<Invitation, String> {
        let role = Role::from(self.role);
        let territories = self.reach.of(role)?;
        let (name, email, language) = (self.name, self.email, self.language);
        Ok(Invitation { name, email, language, role, territories })
    }
}

async fn create(writer: &Writer, output: &Output, new: NewPerson) -> Result<(), String> {
    let called = new.member.as_ref().map_or_else(|| new.name.trim().to_owned(), ToString::to_string);
    let made = format!("made {called} <{}>, {}", new.email.trim(), reach::told(new.role, &new.territories));
    let id = writer.make_person(new).await.map_err(told)?.into_inner();
    output.line(format_args!("{made}: account {id}"));
    Ok(())
}

async fn change(reader: &Reader, writer: &Writer, output: &Output, wished: Change) -> Result<(), String> {
    let (done, id) = match wished {
        Change::Accept { member } => {
            let found = reader.member_named(&member).ok_or_else(|| format!("\"{member}\" is not a known member"))?;
            writer.accept_member(found).await.map_err(told)?;
            output.line(format_args!("accepted {member}"));
            return Ok(());
        }
        Change::Role { account, role, reach, with_given } => {
            let who = reader.account_named(&account).await.map_err(told)?.account;
            let role = Role::from(role);
            let territories = reach.of(role)?;
            let less = writer.set_role_of(who, role, &territories, gave(with_given)).await.map_err(told)?;
            say_what_goes_on(output, &less);
            ("changed", less.account)
        }
        Change::Suspend { account, with_given } => {
            let who = reader.account_named(&account).await.map_err(told)?.account;
            let less = writer.suspend_account(who, true, gave(with_given)).await.map_err(told)?;
            say_what_goes_on(output, &less);
            ("suspended", less.account)
        }
        Change::Resume { account } => ("resumed", writer.suspend(&account, false).await.map_err(told)?.into_inner()),
        Change::Password { account } => {
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
