//! The ways on which content leaves other than GraphQL: feeds, calendars, maps, tables, sitemaps, oEmbed and framed pages. Each parses
//! its address, asks a reader of what is public, and renders.

pub(crate) mod answer;
pub(crate) mod calendar;
pub(crate) mod composer;
pub(crate) mod entry;
pub(crate) mod feed;
pub(crate) mod go;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod oembed;
mod parameters;
pub(crate) mod script;
mod selection;
pub(crate) mod sitemap;
pub(crate) mod table;
