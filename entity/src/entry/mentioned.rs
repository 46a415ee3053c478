//! The pictures and documents that a draft names: those that it shows, and those that its texts refer to.

use crate::entry::draft::{Article, Draft, Event, Own, Page};
use crate::media::fit::Named;
use crate::media::mention::mentions;
use crate::model::initiative::Initiative;
use crate::model::recipe::Recipe;

impl Draft {
    /// What it shows and refers to.
    pub(crate) fn named_media(&self) -> Named<'_> {
        let mut mentioned = Vec::new();
        for (path, text) in self.texts() {
            mentioned.extend(mentions(text).into_iter().map(|it| (path.clone(), it)));
        }
        Named { attached: &self.shared.media, mentioned, language: self.shared.language.as_ref() }
    }

    /// Its Markdown texts, each with its path. Taken apart without `..`, so that a new text is not forgotten.
    fn texts(&self) -> Vec<(String, &str)> {
        let mut optional: Vec<(&str, &Option<String>)> = Vec::new();
        let mut texts = vec![("body".to_owned(), self.shared.body.as_str())];
        match &self.own {
            Own::Initiative(own) => {
                let Initiative {
                    maturity: _,
                    start_year: _,
                    website: _,
                    contact_url: _,
                    need,
                    response,
                    story,
                    social_value,
                    call_for_help,
                } = own;
                optional.extend([("need", need), ("response", response), ("story", story)]);
                optional.extend([("socialValue", social_value), ("callForHelp", call_for_help)]);
            }
            Own::Recipe(own) => {
                let Recipe {
                    purpose,
                    audience,
                    participants: _,
                    preparation,
                    duration: _,
                    cost,
                    materials: _,
                    steps,
                    variants,
                    lessons_learned,
                    changelog,
                } = own;
                texts.extend(steps.iter().enumerate().map(|(at, it)| (format!("steps.{at}.text"), it.text.as_str())));
                optional.extend([("purpose", purpose), ("audience", audience), ("preparation", preparation)]);
                optional.extend([("cost", cost), ("variants", variants)]);
                optional.extend([("lessonsLearned", lessons_learned), ("changelog", changelog)]);
            }
            Own::Article(own) => {
                let Article {
                    article_kind: _,
                    source: _,
                    original_url: _,
                    original_licence: _,
                    original_authors: _,
                    original_published_at: _,
                    original_updated_at: _,
                    postscript,
                } = own;
                optional.push(("postscript", postscript));
            }
            Own::Event(Event {
                timings: _,
                time_zone: _,
                attendance: _,
                event_status: _,
                place: _,
                address: _,
                links: _,
                capacity: _,
            }) => {}
            Own::Page(Page { parent: _, position: _, is_in_menu: _, menu_label: _ }) => {}
        }
        let said = optional.into_iter().filter_map(|(path, text)| Some((path.to_owned(), text.as_deref()?)));
        texts.extend(said);
        texts
    }
}
