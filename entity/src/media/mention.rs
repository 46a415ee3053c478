//! Pictures and documents that a Markdown text refers to: `![…](media:ID)` and `[…](media:ID)`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::value::id::Id;
use crate::value::problem::parameter::Quoted;

/// What an address of a picture or a document begins with in a text.
pub const SCHEME: &str = "media:";

/// Something that a text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// What; the text itself where it is no identifier.
    pub(crate) id: Result<Id, Quoted>,
    /// Whether it is shown as a picture, rather than linked to.
    pub(crate) is_picture: bool,
    /// Whether the text itself says what is seen in it.
    pub(crate) has_alt: bool,
}

/// All that a text refers to, in reading order. A text that names nothing is not parsed.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    if !text.contains(SCHEME) {
        return found;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    // the pictures around the words that come next: what is said inside is said of all of them
    let mut open: Vec<Option<usize>> = Vec::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                found.extend(named(&dest_url).map(|id| Mention { id, is_picture: false, has_alt: false }));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let at = named(&dest_url).map(|id| {
                    found.push(Mention { id, is_picture: true, has_alt: false });
                    found.len() - 1
                });
                open.push(at);
            }
            Event::End(TagEnd::Image) => drop(open.pop()),
            Event::Text(said) | Event::Code(said) if !said.trim().is_empty() => {
                open.iter().flatten().for_each(|at| found[*at].has_alt = true);
            }
            _ => {}
        }
    }
    found
}

/// The identifiers of all that a text refers to, each once, in reading order.
pub fn ids(text: &str) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::new();
    for id in mentions(text).into_iter().filter_map(|it| it.id.ok()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// What an address names, where it is one of ours.
fn named(address: &str) -> Option<Result<Id, Quoted>> {
    let name = address.strip_prefix(SCHEME)?;
    Some(name.parse().map_err(|_| Quoted::of(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_links_are_found_and_nothing_else() {
        let id = "0190a000-0000-7000-8000-000000000001";
        let text = format!(
            "Social media: yes. `![a](media:{id})`\n\n![un *four*](media:{id}) [plan](<media:{id}>) ![](media:{id} \"t\") \
             [x][r]\n\n[r]: media:nothing\n"
        );
        let found = mentions(&text);
        let seen: Vec<(bool, bool, bool)> = found.iter().map(|it| (it.id.is_ok(), it.is_picture, it.has_alt)).collect();
        assert_eq!(seen, [(true, true, true), (true, false, false), (true, true, false), (false, false, false)]);
        assert_eq!(found[3].id, Err(Quoted::of("nothing")));
        assert!(mentions("media, medias").is_empty());
    }

    #[test]
    fn hostile_texts_are_survived() {
        for shape in ["![media:](", "[![](media:x)](media:y)", "![", "> media:", "[media:]: media:x\n"] {
            assert!(mentions(&shape.repeat(5_000)).len() <= 40_000);
        }
    }
}
