//! OpenID Connect: other issuers, the tokens they sign, and signing people in with them.

pub(crate) mod login;
pub(crate) mod provider;
pub(crate) mod provider_config;
