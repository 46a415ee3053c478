//! The page on which a partner composes an embed, sees it, and copies what to paste; and the page that tells what an embed does not do.

use askama::Template;

/// A choice of a list.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) is_chosen: bool,
}

/// What to paste, for one kind of site.
pub(crate) struct Snippet {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) html: String,
}

/// The composer.
#[derive(Template)]
#[template(path = "composer.html")]
pub(crate) struct Composer<'a> {
    pub(crate) language: &'a str,
    pub(crate) network: &'a str,
    pub(crate) words: Words,
    pub(crate) languages: &'a [(&'a str, &'a str)],
    /// The address of the one entry that is shown; empty for a list.
    pub(crate) url: &'a str,
    pub(crate) territory: &'a str,
    pub(crate) member: &'a str,
    pub(crate) limit: u32,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) themes: Vec<Choice>,
    pub(crate) layouts: Vec<Choice>,
    pub(crate) schemes: Vec<Choice>,
    pub(crate) label_languages: Vec<Choice>,
    /// Territories to choose from, while somebody types.
    pub(crate) territories: Vec<Choice>,
    /// What is wrong with what was chosen.
    pub(crate) mistake: Option<String>,
    /// The address of the embed on this server; absent while something is wrong.
    pub(crate) preview: Option<String>,
    pub(crate) height: u32,
    pub(crate) snippets: Vec<Snippet>,
}

/// The fixed texts of the composer.
pub(crate) struct Words {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) other_languages: String,
    pub(crate) one_entry: String,
    pub(crate) one_entry_note: String,
    pub(crate) a_list: String,
    pub(crate) kind: String,
    pub(crate) territory: String,
    pub(crate) territory_note: String,
    pub(crate) theme: String,
    pub(crate) any: String,
    pub(crate) member: String,
    pub(crate) looks: String,
    pub(crate) layout: String,
    pub(crate) limit: String,
    pub(crate) labels: String,
    pub(crate) scheme: String,
    pub(crate) show: String,
    pub(crate) preview: String,
    pub(crate) paste: String,
    pub(crate) copy: String,
    pub(crate) copied: String,
    pub(crate) about: String,
}

impl Composer<'_> {
    /// As HTML.
    pub(crate) fn html(&self) -> String {
        self.render().expect(super::WRITES)
    }
}

/// What an embed does and does not do.
#[derive(Template)]
#[template(path = "about.html")]
pub(crate) struct About<'a> {
    pub(crate) language: &'a str,
    pub(crate) network: &'a str,
    pub(crate) api: &'a str,
    pub(crate) title: String,
    pub(crate) languages: &'a [(&'a str, &'a str)],
    pub(crate) other_languages: String,
    /// Paragraphs under their headings.
    pub(crate) sections: Vec<(String, String)>,
    pub(crate) csp_heading: String,
    pub(crate) csp_note: String,
    pub(crate) feed_heading: String,
    pub(crate) feed_note: String,
    pub(crate) contact_heading: String,
    /// Whom to write to, as the network says it; a link where it is an address.
    pub(crate) contact: Option<(String, String)>,
    pub(crate) no_contact: String,
    pub(crate) compose: String,
}

impl About<'_> {
    /// As HTML.
    pub(crate) fn html(&self) -> String {
        self.render().expect(super::WRITES)
    }
}
