//! What entries of several kinds have in common beside `Entry`: a licence with its credit line, a place.

use async_graphql::Interface;

use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::input::scalar::LanguageTag;
use crate::graphql::types::article::Article;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::entry::Location;
use crate::graphql::types::event::Event;
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;

/// Content under a licence, with its credit line.
#[derive(Interface, Clone)]
#[graphql(
    field(
        name = "licence",
        ty = "Licence",
        desc = "Licence of the text published here: the conditions for readers who reuse it."
    ),
    field(
        name = "attribution",
        ty = "Result<String>",
        desc = "Credit line to show wherever the text is shown: title, authors, site, address and licence.",
        arg(
            name = "language",
            ty = "Option<LanguageTag>",
            desc = "Language of the credit line: French, English or Breton. Defaults to the language of the text."
        ),
        arg(
            name = "format",
            ty = "AttributionFormat",
            default,
            desc = "Format of the credit line. Defaults to plain text."
        )
    )
)]
pub enum Licensed {
    /// An initiative.
    Initiative(Initiative),
    /// A recipe.
    Recipe(Recipe),
    /// An article.
    Article(Article),
    /// An event.
    Event(Event),
    /// A page.
    Page(Page),
}

/// Content with a place.
#[derive(Interface, Clone)]
#[graphql(field(name = "location", ty = "Option<Location>", desc = "Commune and coordinates of the place."))]
pub enum Located {
    /// An initiative.
    Initiative(Initiative),
    /// An event.
    Event(Event),
}
