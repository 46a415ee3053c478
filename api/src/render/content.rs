//! What is read of an entry: its text, and the parts that only its kind has, under their headings. One piece of HTML serves feeds,
//! frames and pages.

use std::sync::Arc;

use askama::Template;

/// What is read of an entry. Headings are in the language of the reader.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "content.html")]
pub(crate) struct Content {
    /// The language of headings and labels, where it is not that of the text (BCP 47).
    pub(crate) labels: Option<String>,
    /// Short facts, such as a duration.
    pub(crate) facts: Vec<Fact>,
    pub(crate) sections: Vec<Section>,
    /// How long a recipe takes: a duration of ISO 8601.
    pub(crate) duration: Option<String>,
    pub(crate) materials_heading: String,
    pub(crate) materials: Vec<String>,
    pub(crate) steps_heading: String,
    pub(crate) steps: Vec<Step>,
    /// What is read after the steps.
    pub(crate) later: Vec<Section>,
}

/// A fact: what it is called, and what it is.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Where it leads.
    pub(crate) url: Option<String>,
}

/// A part of the text, of safe HTML; the main text has no heading.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) heading: Option<String>,
    pub(crate) html: Arc<str>,
}

/// A step of a recipe.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) title: Option<String>,
    /// Safe HTML.
    pub(crate) html: Arc<str>,
    pub(crate) text: Arc<str>,
}

impl Content {
    /// As HTML.
    pub(crate) fn html(&self) -> String {
        self.render().expect(crate::render::WRITES)
    }
}
