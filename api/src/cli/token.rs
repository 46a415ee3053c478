//! `token`: makes, lists and revokes the tokens that scripts show.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::reader::Reader;
use entity::store::Store;
use entity::value::id::Id;
use entity::value::role::Role;
use entity::value::slug::Slug;
use entity::viewer::Viewer;

use crate::cli::key::signer;
use crate::cli::output::{Output, note};
use crate::cli::reach::{self, Reach};
use crate::cli::secret::Gone;
use crate::cli::{Absent, argument, told, told_or, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a token for a script and print it, which is the only time that it is seen.
    Create(Create),
    /// List what is known of the tokens, the newest first, without the tokens themselves.
    List,
    /// Revoke a token, which is not valid any more from the next request on.
    Revoke {
        /// The id of the token, as `token list` shows it.
        #[arg(value_parser = argument::<Id>)]
        id: Id,
    },
}

#[derive(Debug, Args)]
struct Create {
    /// What the token is for, for people who read the list.
    #[arg(long)]
    name: String,
    /// What the token may do at most. With --account, as much as the account when it is not said.
    #[arg(long, value_enum, ignore_case = true, required_unless_present = "account")]
    role: Option<Wished>,
    #[command(flatten)]
    reach: Reach,
    /// The scopes of the token: content:read, content:write, content:publish, members:manage, import, admin. Repeat it for
    /// several; without it, all that the role can use.
    #[arg(long = "scope", value_name = "SCOPE", value_parser = argument::<Scope>)]
    scopes: Vec<Scope>,
    /// How long the token is valid: a number of days, or a span such as 90days, 12h, 15min; at most ten years.
    #[arg(long, default_value = "365", value_name = "SPAN", value_parser = span)]
    ttl: Duration,
    /// Make a signed token (JWT) in place of an opaque one.
    #[arg(long)]
    jwt: bool,
    /// The account that holds the token, by its id or its e-mail address; without it, a service account is made. The token
    /// then reaches as far as the account unless a territory is named.
    #[arg(long, value_name = "ID|EMAIL", conflicts_with = "member")]
    account: Option<String>,
    /// The slug of the member as whom the service account writes.
    #[arg(long, value_name = "SLUG", value_parser = argument::<Slug>)]
    member: Option<Slug>,
    /// The origins that the token may import from; repeat it for several. Without it, an administrator's token imports from any,
    /// and no other imports.
    #[arg(long = "origin", value_name = "NAME", value_parser = super::import::origin)]
    origins: Vec<String>,
}

/// The roles as they are typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Wished {
    /// Writes drafts.
    Contributor,
    /// Looks after the content of some territories.
    Editor,
    /// Looks after everything.
    Admin,
}

impl From<Wished> for Role {
    fn from(wished: Wished) -> Self {
        match wished {
            Wished::Contributor => Self::Contributor,
            Wished::Editor => Self::Editor,
            Wished::Admin => Self::Admin,
        }
    }
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let work = async |store: &Store, _| match arguments.command {
        Command::Create(wished) => create(config, store, output, wished).await,
        Command::List => list(&store.read(operator()), output).await,
        Command::Revoke { id } => {
            let absent = || format!("there is no token {id}; `token list` shows those that there are");
            store.write(operator()).revoke_token(id).await.map_err(|it| told_or(it, absent()))?;
            output.line(format_args!("revoked {id}"));
            Ok(())
        }
    };
    with_store(config, Absent::IsAnError, work).await?;
    Ok(ExitCode::SUCCESS)
}

fn operator() -> Viewer {
    Viewer::operator("token")
}

async fn create(config: &Config, store: &Store, output: &Output, wished: Create) -> Result<(), String> {
    // before anything is made: without a secret nothing can be signed
    let auth = match wished.jwt {
        true => Some(signer(config, store, Gone::IsAnError).await?),
        false => None,
    };
    if let Some(auth) = &auth {
        auth.ready().await.map_err(told)?;
    }
    let account = match &wished.account {
        Some(named) => Some(store.read(operator()).account_named(named).await.map_err(told)?),
        None => None,
    };
    let role = wished.role.map(Role::from).or(account.as_ref().map(|it| it.role));
    let role = role.ok_or("--role says what it may do at most")?;
    // a token of an account reaches no further than that
    let territories = if account.is_some() { wished.reach.named() } else { wished.reach.of(role)? };
    let rights = match (&account, territories.is_empty()) {
        (Some(_), true) => format!("{} as far as its account reaches", reach::word(role)),
        (Some(_), false) | (None, _) => reach::told(role, &territories),
    };
    let new = NewToken {
        name: wished.name,
        account: account.map(|it| it.account),
        member: wished.member,
        role,
        territories,
        scopes: wished.scopes,
        expires_at: Some(store.now().plus_milliseconds(i64::try_from(wished.ttl.as_millis()).unwrap_or(i64::MAX))),
    };
    let made = store.write(operator()).make_token(new).await.map_err(told)?.into_inner();
    if !wished.origins.is_empty() {
        store.write(operator()).bind_token(made.id, &wished.origins).await.map_err(told)?;
    }
    // the token alone on standard output, so that a script can take it from there
    let (id, account) = (made.id, made.account);
    note(&format_args!("made token {id} of account {account}, {rights}; it is not shown again:"));
    match auth {
        Some(auth) => {
            let signed = auth.sign(&made.claims).await.map_err(told)?;
            output.line(signed.ok_or("nothing to sign with")?.token);
        }
        None => output.line(made.secret),
    }
    Ok(())
}

/// A number of days, or a span of time with its units; from a second to ten years.
fn span(text: &str) -> Result<Duration, String> {
    const DAY: u64 = 24 * 60 * 60;
    let span = match text.parse::<u64>() {
        Ok(days) => Duration::from_secs(days.saturating_mul(DAY)),
        Err(_) => humantime::parse_duration(text).map_err(|it| format!("{it}: say 90, 90days, 12h or 15min"))?,
    };
    match (1..=3_653 * DAY).contains(&span.as_secs()) {
        true => Ok(span),
        false => Err("it is between a second and ten years".to_owned()),
    }
}

async fn list(reader: &Reader, output: &Output) -> Result<(), String> {
    for it in reader.tokens().await.map_err(told)? {
        let until = match (it.revoked_at, it.expires_at) {
            (Some(moment), _) => format!("revoked {moment}"),
            (None, Some(moment)) => format!("until {moment}"),
            (None, None) => "without end".to_owned(),
        };
        let used = it.used_at.map_or_else(|| "never used".to_owned(), |it| format!("last used {it}"));
        let (id, role, scopes, territories, name) = (it.id, it.role, it.scopes, it.territories, it.name);
        output.line(format_args!("{id} {role:?} [{scopes}] in {territories}: {name} ({until}, {used})"));
    }
    Ok(())
}
