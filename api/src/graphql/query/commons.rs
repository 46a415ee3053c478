//! The commons: what may be adapted into what, and why.

use async_graphql::{Context, Object, Result};
use entity::commons::licence::nearest;
use entity::value::problem::parameter::{Quoted, Unit};
use entity::value::problem::{Case, Problem};

use crate::error::{bad_input, told};
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::LicenceKey;
use crate::graphql::types::commons::licence_check::{LicenceCheck, MAX_ORIGINALS};

/// What can be asked of the commons.
pub struct Commons;

#[Object(name = "CommonsQueries")]
impl Commons {
    /// Checks whether an adaptation (a translation, a new version, a remix) of works under the given licences may carry another
    /// licence. Only direct originals count. Guidance, not legal advice.
    async fn licence_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Licences of the originals, 1 to 50.")] originals: Vec<LicenceKey>,
        #[graphql(desc = "Licence of the adaptation.")] proposed: LicenceKey,
    ) -> Result<LicenceCheck> {
        let reference = Request::of(ctx).reader.reference();
        if originals.is_empty() || originals.len() > MAX_ORIGINALS {
            let case = match originals.len() {
                0 => Case::NoneNamed,
                count => Case::TooLong { unit: Unit::Items, count, max: MAX_ORIGINALS },
            };
            return Err(told(Problem::new("originals", case).into()));
        }
        let known = |argument: &str, key: &LicenceKey| {
            let unknown = || {
                let near = nearest(&key.0).map(|it| Quoted::of(&it.key));
                bad_input(argument, Case::UnknownLicence { key: Quoted::of(&key.0), near })
            };
            reference.licences.by_key(&key.0).cloned().ok_or_else(unknown)
        };
        let named = originals.iter().enumerate().map(|(at, key)| known(&format!("originals.{at}"), key));
        let originals = named.collect::<Result<Vec<_>>>()?;
        Ok(LicenceCheck::of(reference, originals, known("proposed", &proposed)?))
    }
}
