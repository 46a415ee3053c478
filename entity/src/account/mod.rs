//! The private side of people and scripts: registration, sign-in, sessions, tokens, mandates, and the duties of data protection.

pub(crate) mod address;
pub mod admin;
pub mod api_token;
pub(crate) mod data_export;
pub mod delegation;
pub mod directory;
pub mod erasure;
pub mod grant;
pub mod identity;
pub(crate) mod last_admin;
pub mod mandate;
pub(crate) mod password;
pub mod refresh_token;
pub mod registration;
pub mod session;
pub mod signing_key;
