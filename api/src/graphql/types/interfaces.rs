//! What entries of several kinds have in common beside `Entry`: a licence with its credit line, a place.

use async_graphql::Interface;

use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::input::scalar::LanguageTag;
use crate::graphql::types::article::Article;
use crate::graphql::types::entry::Location;
use crate::graphql::types::event::Event;
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::licence::Licence;
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;

/// What is under a licence, with the credit line that goes with it.
#[derive(Interface, Clone)]
#[graphql(
    field(name = "licence", ty = "Licence", desc = "The licence of the text held here: what readers may do with it."),
    field(
        name = "attribution",
        ty = "Result<String>",
        desc = "The credit line to print wherever the text is shown: title, authors, site, address, licence.",
        arg(
            name = "language",
            ty = "Option<LanguageTag>",
            desc = "Its language: French, English or Breton. The text's own when absent."
        ),
        arg(name = "format", ty = "AttributionFormat", default, desc = "In which form.")
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

/// What takes place somewhere.
#[derive(Interface, Clone)]
#[graphql(field(name = "location", ty = "Option<Location>", desc = "Where it takes place."))]
pub enum Located {
    /// An initiative.
    Initiative(Initiative),
    /// An event.
    Event(Event),
}
