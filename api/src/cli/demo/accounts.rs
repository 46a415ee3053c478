//! The accounts of the demo: a contributor, the editor of the Pays de Brest, an administrator. They are there where nobody but this
//! machine reaches the server. Their passwords are made of the secret of the installation and of what is in this database alone, so
//! that they can be printed at each start, stand nowhere, and are the same in no other database. Where others reach the server, the
//! passwords that were printed open nothing any more.

use std::fmt;

use entity::account::admin::NewPerson;
use entity::account::directory::Person;
use entity::store::Store;
use entity::value::id::Id;
use entity::value::role::Role;
use entity::value::slug::Slug;
use entity::viewer::Viewer;

use crate::auth::Seal;
use crate::cli::demo::{desk, import_once};
use crate::cli::output::{Output, note};
use crate::cli::told;

/// The members whose accounts they are.
const PEOPLE: &str = include_str!("../../../data/demo/people.ndjson");
/// The origin of those rows.
const PEOPLE_ORIGIN: &str = "demo-people";

/// One account of the demo.
struct Demo {
    /// The slug of the member.
    member: &'static str,
    email: &'static str,
    role: Role,
    territories: &'static [&'static str],
}

const CONTRIBUTOR: Demo =
    Demo { member: "demo-contributor", email: "contributor@demo.test", role: Role::Contributor, territories: &[] };
const EDITOR: Demo =
    Demo { member: "demo-editor", email: "editor@demo.test", role: Role::Editor, territories: &["pays:pays-de-brest"] };
const ADMINISTRATOR: Demo =
    Demo { member: "demo-administrator", email: "admin@demo.test", role: Role::Admin, territories: &[] };

/// What a password of the demo is for.
#[derive(Clone, Copy)]
enum Use {
    /// It is printed, and opens the account.
    Printed,
    /// It is printed nowhere: it stands where nobody is to sign in.
    Closed,
}

/// Makes the accounts and what is on their desks, where they are not there yet, and prints how to sign in. Where one was closed
/// because others reached the server, it is opened again.
pub(in crate::cli) async fn open(store: &Store, output: &Output, seal: &Seal) -> Result<(), String> {
    import_once(store, PEOPLE_ORIGIN, PEOPLE).await?;
    let mut lines = Vec::new();
    for demo in [&CONTRIBUTOR, &EDITOR, &ADMINISTRATOR] {
        let Some(member) = demo.member(store)? else { continue };
        // the administrator comes last: whoever finds one finds the desks as people left them
        if demo.role == Role::Admin && demo.account(store, member).await?.is_none() {
            desks(store, seal).await?;
        }
        match demo.opened(store, seal, member).await {
            Ok(line) => lines.push(line),
            Err(cause) => note(&format_args!("demo account {}: {cause}", demo.email)),
        }
    }
    if !lines.is_empty() {
        output.line("demo       accounts, closed as soon as a server starts that others reach:");
        lines.iter().for_each(|it| output.line(format_args!("           {it}")));
    }
    Ok(())
}

/// Puts something on the desks of the contributor and of the editor, as far as both can sign in.
async fn desks(store: &Store, seal: &Seal) -> Result<(), String> {
    let mut viewers = Vec::new();
    for demo in [&CONTRIBUTOR, &EDITOR] {
        let Some(member) = demo.member(store)? else { return Ok(()) };
        let Some(person) = demo.account(store, member).await? else { return Ok(()) };
        let email = person.email.unwrap_or_default();
        match desk::signed_in(store, &email, &password(seal, member, Use::Printed)?).await? {
            Some(viewer) => viewers.push(viewer),
            None => return Ok(()),
        }
    }
    if let [contributor, editor] = &viewers[..] {
        desk::fill(store, contributor, editor).await?;
    }
    for viewer in viewers {
        store.write(viewer).end_session(false).await.map_err(told)?;
    }
    Ok(())
}

/// Sets passwords that are printed nowhere in place of those that were printed, and says so.
pub(in crate::cli) async fn close(store: &Store, output: &Output, seal: &Seal) -> Result<(), String> {
    let mut closed = Vec::new();
    for demo in [&CONTRIBUTOR, &EDITOR, &ADMINISTRATOR] {
        let Some(member) = demo.member(store)? else { continue };
        let Some(person) = demo.account(store, member).await? else { continue };
        if has(store, &person, &password(seal, member, Use::Printed)?).await? {
            set(store, &person, password(seal, member, Use::Closed)?).await?;
            closed.push(person.email.unwrap_or_default());
        }
    }
    if !closed.is_empty() {
        output.line(format_args!(
            "demo       closed the accounts {}, since others reach this server: `member password` opens one",
            closed.join(", ")
        ));
    }
    Ok(())
}

/// How somebody signs in, as it is printed.
struct Line {
    role: &'static str,
    email: String,
    password: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<15}{:<25}{}", self.role, self.email, self.password)
    }
}

impl Demo {
    fn member(&self, store: &Store) -> Result<Option<Id>, String> {
        let slug: Slug = self.member.parse().map_err(|_| format!("{} is no slug", self.member))?;
        Ok(store.read(Viewer::operator("serve")).member_named(&slug))
    }

    async fn account(&self, store: &Store, member: Id) -> Result<Option<Person>, String> {
        store.read(Viewer::operator("serve")).account_of(member).await.map_err(told)
    }

    /// The account with its password, made when there is none.
    async fn opened(&self, store: &Store, seal: &Seal, member: Id) -> Result<Line, String> {
        let printed = password(seal, member, Use::Printed)?;
        let role = match self.role {
            Role::Contributor => "contributor",
            Role::Editor => "editor",
            Role::Admin => "administrator",
        };
        let line = |email: &str, password: &str| Line { role, email: email.to_owned(), password: password.to_owned() };
        let Some(person) = self.account(store, member).await? else {
            self.make(store, &printed).await?;
            return Ok(line(self.email, &printed));
        };
        if has(store, &person, &password(seal, member, Use::Closed)?).await? {
            set(store, &person, printed.clone()).await?;
        } else if !has(store, &person, &printed).await? {
            return Ok(line(person.email.as_deref().unwrap_or_default(), "(has another password by now)"));
        }
        Ok(line(person.email.as_deref().unwrap_or_default(), &printed))
    }

    async fn make(&self, store: &Store, password: &str) -> Result<(), String> {
        let territories: Result<_, _> = self.territories.iter().map(|it| it.parse()).collect();
        let new = NewPerson {
            name: String::new(),
            member: Some(self.member.parse().map_err(|_| format!("{} is no slug", self.member))?),
            email: self.email.to_owned(),
            password: password.to_owned(),
            role: self.role,
            territories: territories.map_err(|_| "a territory of the demo is none".to_owned())?,
        };
        store.write(Viewer::operator("serve")).make_person(new).await.map(|_| ()).map_err(told)
    }
}

async fn has(store: &Store, person: &Person, password: &str) -> Result<bool, String> {
    store.read(Viewer::operator("serve")).has_password(person.account, password).await.map_err(told)
}

async fn set(store: &Store, person: &Person, password: String) -> Result<(), String> {
    let done = store.write(Viewer::operator("serve")).set_password(&person.account.to_string(), password).await;
    done.map(|_| ()).map_err(told)
}

/// A password of 100 bits for the account of a member, whose identifier is of this database alone.
fn password(seal: &Seal, member: Id, what_for: Use) -> Result<String, String> {
    let name = match what_for {
        Use::Printed => format!("demo password {member}"),
        Use::Closed => format!("closed demo account {member}"),
    };
    let bytes = seal.derive(&name).ok_or("no password can be made of the secret")?;
    let letters = data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase();
    let parts: Vec<&str> = (0..4).filter_map(|at| letters.get(at * 5..at * 5 + 5)).collect();
    Ok(parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_of_one_secret_one_member_and_one_use() {
        let seal = |secret: &str| Seal::of_secret(secret).unwrap();
        let (one, other) =
            (seal("a secret of the installation, long enough"), seal("another one, which is as long as that"));
        let ids: [Id; 2] = ["0190f5a0-0000-7000-8000-000000000001", "0190f5a0-0000-7000-8000-000000000002"]
            .map(|it| it.parse().unwrap());
        let said = password(&one, ids[0], Use::Printed).unwrap();
        assert_eq!((said.len(), &said), (23, &password(&one, ids[0], Use::Printed).unwrap()));
        assert_ne!(said, password(&one, ids[1], Use::Printed).unwrap());
        assert_ne!(said, password(&other, ids[0], Use::Printed).unwrap());
        assert_ne!(said, password(&one, ids[0], Use::Closed).unwrap());
    }
}
