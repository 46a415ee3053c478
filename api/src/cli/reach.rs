//! Where rights reach, as it is typed and as it is told.

use clap::Args;
use entity::value::role::Role;
use entity::value::territory::TerritoryRef;

use crate::cli::argument;

/// Some territories, or the whole network.
#[derive(Debug, Args)]
pub(super) struct Reach {
    /// A territory where the rights are, with all that lies inside, or where a contributor is active: a reference such as
    /// pays:pays-de-brest. Repeat it for several.
    #[arg(long = "territory", value_name = "REF", value_parser = argument::<TerritoryRef>)]
    territories: Vec<TerritoryRef>,
    /// The rights are in the whole network. An editor needs this or --territory; administrators have it without.
    #[arg(long, conflicts_with = "territories")]
    whole_network: bool,
}

impl Reach {
    /// The territories; none is the whole network.
    ///
    /// # Errors
    /// One sentence, when an editor's rights would reach everywhere without anybody having said so.
    pub(super) fn of(self, role: Role) -> Result<Vec<TerritoryRef>, String> {
        if role == Role::Editor && self.territories.is_empty() && !self.whole_network {
            return Err(
                "an editor looks after some territories, or after the whole network: say --territory REF (such as \
                        --territory pays:pays-de-brest), or --whole-network"
                    .to_owned(),
            );
        }
        Ok(self.territories)
    }

    /// The territories as far as any were named, for what has bounds of its own.
    pub(super) fn named(self) -> Vec<TerritoryRef> {
        self.territories
    }
}

/// A role, as people call it.
pub(super) fn word(role: Role) -> &'static str {
    match role {
        Role::Contributor => "contributor",
        Role::Editor => "editor",
        Role::Admin => "administrator",
    }
}

/// A role and where it reaches, in words.
pub(super) fn told<'a>(role: Role, places: impl IntoIterator<Item = &'a TerritoryRef>) -> String {
    let places: Vec<String> = places.into_iter().map(ToString::to_string).collect();
    let word = word(role);
    match (role, places.is_empty()) {
        (Role::Contributor, true) => word.to_owned(),
        (Role::Editor | Role::Admin, true) => format!("{word} of the whole network"),
        (Role::Contributor | Role::Editor | Role::Admin, false) => format!("{word} in {}", places.join(", ")),
    }
}
