//! The public side of people and organisations: profiles and memberships.

pub mod membership;
pub mod profile;
