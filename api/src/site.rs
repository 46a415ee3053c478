//! The public addresses: of the site whose content this is, and of this API. From configuration, never from a request.

mod kind_words;

use entity::value::id::Id;
use entity::value::kind::Kind;
use entity::value::slug::Slug;
use kind_words::Addressed;
pub use kind_words::{BadWords, KindWords};

/// The public addresses.
#[derive(Debug, Clone)]
pub struct Site {
    api: String,
    home: Option<String>,
    entry: Option<String>,
    words: KindWords,
    pages: Pages,
}

/// The pages of a front end that the API leads people to: templates, each absent when there is none.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// Where a code from a mail is given, with `{purpose}` in it: `verify`, `invitation`, `reset`, `email`.
    pub account: Option<String>,
    /// Where an entry is written, with `{kind}`, `{slug}`, `{id}` in it.
    pub desk: Option<String>,
    /// Where a draft is seen, with `{kind}`, `{slug}`, `{id}`, `{token}` in it.
    pub preview: Option<String>,
}

impl Site {
    /// `api` is the address of this API; `home` that of the site; `entry` the address of an entry on the site, with
    /// `{kind}` and `{slug}` in it. Slashes at the end do not count.
    pub fn new(api: &str, home: Option<&str>, entry: Option<&str>) -> Self {
        let trimmed = |it: &str| it.trim_end_matches('/').to_owned();
        let (home, entry) = (home.map(trimmed), entry.map(str::to_owned));
        Self { api: trimmed(api), home, entry, words: KindWords::default(), pages: Pages::default() }
    }

    /// The same, with a site that has these words for kinds in its addresses.
    #[must_use]
    pub fn with_words(self, words: KindWords) -> Self {
        Self { words, ..self }
    }

    /// The same, with a front end that has these pages.
    #[must_use]
    pub fn with_pages(self, pages: Pages) -> Self {
        Self { pages, ..self }
    }

    /// Where a code from a mail is given.
    pub fn account_page(&self, purpose: &str) -> Option<String> {
        self.pages.account.as_ref().map(|it| it.replace("{purpose}", purpose))
    }

    /// Where an entry is written.
    pub fn desk_page(&self, kind: Kind, slug: &Slug, id: Id) -> Option<String> {
        self.pages.desk.as_ref().map(|it| self.of_entry(it, kind, slug, id))
    }

    /// Where a draft is seen by who was shown it; a page of ours when there is none.
    pub fn preview_page(&self, kind: Kind, slug: &Slug, id: Id, token: &str) -> String {
        match &self.pages.preview {
            Some(template) => self.of_entry(template, kind, slug, id).replace("{token}", token),
            None => format!("{}?preview={token}", self.page_url(kind, slug)),
        }
    }

    /// The address of this API, without a slash at the end.
    pub fn api_url(&self) -> &str {
        &self.api
    }

    /// The address of the site, when there is one.
    pub fn site_url(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The address of the site; of this API when there is none.
    pub fn home_url(&self) -> &str {
        self.home.as_deref().unwrap_or(&self.api)
    }

    /// The address of an entry: on the site, else our own page of it.
    pub fn entry_url(&self, kind: Kind, slug: &Slug) -> String {
        match &self.entry {
            Some(template) => self.filled(template, Addressed::Entry(kind), slug),
            None => self.page_url(kind, slug),
        }
    }

    /// The address of a member: on the site, else what we say of it as JSON.
    pub fn member_url(&self, slug: &Slug) -> String {
        match &self.entry {
            Some(template) => self.filled(template, Addressed::Member, slug),
            None => format!("{}/api/members/{slug}", self.api),
        }
    }

    /// The address of a theme, likewise.
    pub fn theme_url(&self, slug: &Slug) -> String {
        match &self.entry {
            Some(template) => self.filled(template, Addressed::Theme, slug),
            None => format!("{}/api/themes/{slug}", self.api),
        }
    }

    /// The address of our own page of an entry.
    pub fn page_url(&self, kind: Kind, slug: &Slug) -> String {
        format!("{}/embed/{}/{slug}", self.api, kind.word())
    }

    /// The entry that a whole address names: of the site, or of our own page of it.
    pub fn entry_at_url(&self, url: &str) -> Option<(Kind, Slug)> {
        let own = url.strip_prefix(&self.api).filter(|it| it.starts_with("/embed/"));
        if let Some(path) = own {
            return Self { entry: None, ..self.clone() }.entry_at(path);
        }
        let (origin, path) = split(url)?;
        let (of_entries, _) = split(self.entry.as_deref()?)?;
        if same_site(origin, of_entries) { self.entry_at(path) } else { None }
    }

    /// The path of a whole address of the site, with its query.
    pub fn path_of_url<'a>(&self, url: &'a str) -> Option<&'a str> {
        let (origin, path) = split(url)?;
        let (home, _) = split(self.home.as_deref()?)?;
        same_site(origin, home).then(|| path.split('#').next().unwrap_or(path))
    }

    /// The entry that a path of the site names, when it has the form of an entry's address.
    pub fn entry_at(&self, path: &str) -> Option<(Kind, Slug)> {
        let (word, slug) = self.taken_apart(path)?;
        Some((self.words().kind(word)?, slug))
    }

    /// Whether such a path has the word that stands for the kind now, and not the one from before.
    pub fn has_present_word(&self, path: &str, kind: Kind) -> bool {
        self.taken_apart(path).is_some_and(|(word, _)| word == self.words().word(Addressed::Entry(kind)))
    }

    /// The words of the addresses that entries have: those of our own pages are nobody's choice.
    fn words(&self) -> &KindWords {
        if self.entry.is_some() { &self.words } else { &kind_words::NONE }
    }

    /// The word for the kind and the slug in the path of an entry.
    fn taken_apart<'a>(&self, path: &'a str) -> Option<(&'a str, Slug)> {
        let template = self.entry.as_deref().unwrap_or("/embed/{kind}/{slug}");
        let form = match template.split_once("://") {
            Some((_, rest)) => rest.find('/').map(|at| &rest[at..])?,
            None => template,
        };
        let path = path.split(['?', '#']).next()?;
        let (mut word, mut slug) = (None, None);
        let (parts, forms) = (path.trim_end_matches('/').split('/'), form.trim_end_matches('/').split('/'));
        let (parts, forms): (Vec<&str>, Vec<&str>) = (parts.collect(), forms.collect());
        if parts.len() != forms.len() {
            return None;
        }
        for (part, form) in parts.into_iter().zip(forms) {
            match form {
                "{kind}" => word = Some(part),
                "{slug}" => slug = Some(part.parse().ok()?),
                fixed if fixed == part => {}
                _ => return None,
            }
        }
        word.zip(slug)
    }

    fn filled(&self, template: &str, of: Addressed, slug: &Slug) -> String {
        template.replace("{kind}", self.words.word(of)).replace("{slug}", slug.as_str())
    }

    fn of_entry(&self, template: &str, kind: Kind, slug: &Slug, id: Id) -> String {
        self.filled(template, Addressed::Entry(kind), slug).replace("{id}", &id.to_string())
    }
}

/// An address as its host, with the port, and its path, which begins with a slash.
fn split(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path = &rest[at..];
    Some((&rest[..at], if path.is_empty() { "/" } else { path }))
}

/// Whether two hosts are those of one site: `www.` makes no difference, nor does the case.
fn same_site(one: &str, other: &str) -> bool {
    let plain = |it: &str| {
        let lower = it.to_ascii_lowercase();
        lower.strip_prefix("www.").map_or(lower.clone(), str::to_owned)
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_old_address_is_found_on_the_site_alone() {
        let site = Site::new("https://api.example.org", Some("https://www.example.org"), None);
        assert_eq!(site.path_of_url("http://example.org/spip.php?article97#a"), Some("/spip.php?article97"));
        assert_eq!(site.path_of_url("https://www.example.org"), Some("/"));
        assert_eq!(site.path_of_url("https://evil.test/article97.html"), None);
        assert_eq!(site.path_of_url("https://www.example.org.evil.test/article97.html"), None);
    }

    #[test]
    fn an_address_leads_back_to_its_entry() {
        for site in [
            Site::new("http://127.0.0.1:8000/", None, None),
            Site::new(
                "https://api.example.org",
                Some("https://example.org"),
                Some("https://example.org/{kind}/{slug}"),
            ),
        ] {
            let slug: Slug = "repair-cafe".parse().unwrap();
            let url = site.entry_url(Kind::Recipe, &slug);
            let path = &url[url.find("://").unwrap() + 3..];
            assert_eq!(site.entry_at(&path[path.find('/').unwrap()..]), Some((Kind::Recipe, slug)));
            assert_eq!(site.entry_at("/nothing/of/the/kind"), None);
            let page = site.page_url(Kind::Event, &"fete".parse().unwrap());
            assert_eq!(site.entry_at_url(&page), Some((Kind::Event, "fete".parse().unwrap())));
            assert_eq!(site.entry_at_url(&url).map(|it| it.0), Some(Kind::Recipe));
            for foreign in ["https://evil.test/recipe/repair-cafe", "/recipe/repair-cafe", "javascript:alert(1)", ""] {
                assert_eq!(site.entry_at_url(foreign), None, "{foreign}");
            }
        }
    }

    #[test]
    fn chosen_words_stand_in_every_address_of_the_site_and_are_read_there() {
        let words = KindWords::of_texts(["recipe=recettes", "event=agenda", "member=membres"]).unwrap();
        let form = "https://example.org/{kind}/{slug}";
        let pages = Pages {
            account: None,
            desk: Some("https://example.org/ecrire/{kind}/{id}".to_owned()),
            preview: Some("https://example.org/{kind}/{slug}?preview={token}".to_owned()),
        };
        let site = Site::new("https://api.example.org", Some("https://example.org"), Some(form));
        let site = site.with_words(words.clone()).with_pages(pages);
        let slug = |it: &str| it.parse::<Slug>().unwrap();
        let id: Id = "0199f1a2-0000-7000-8000-000000000001".parse().unwrap();
        let desk = "https://example.org/ecrire/recettes/0199f1a2-0000-7000-8000-000000000001";
        for (address, expected) in [
            (site.entry_url(Kind::Recipe, &slug("pain")), "https://example.org/recettes/pain"),
            (site.entry_url(Kind::Page, &slug("pain")), "https://example.org/page/pain"),
            (site.member_url(&slug("ana")), "https://example.org/membres/ana"),
            (site.theme_url(&slug("pain")), "https://example.org/theme/pain"),
            (site.desk_page(Kind::Recipe, &slug("pain"), id).unwrap(), desk),
            (site.preview_page(Kind::Recipe, &slug("pain"), id, "t"), "https://example.org/recettes/pain?preview=t"),
            (site.page_url(Kind::Recipe, &slug("pain")), "https://api.example.org/embed/recipe/pain"),
        ] {
            assert_eq!(address, expected);
        }
        for (path, kind, is_present) in [
            ("/recettes/pain?a=b", Some(Kind::Recipe), true),
            ("/recipe/pain", Some(Kind::Recipe), false),
            ("/agenda/pain/", Some(Kind::Event), true),
            ("/page/pain", Some(Kind::Page), true),
            ("/membres/pain", None, false),
            ("/recette/pain", None, false),
        ] {
            assert_eq!(site.entry_at(path).map(|it| it.0), kind, "{path}");
            assert!(kind.is_none_or(|it| site.has_present_word(path, it) == is_present), "{path}");
        }
        let pain = Some((Kind::Recipe, slug("pain")));
        assert_eq!(site.entry_at_url("https://www.example.org/recettes/pain"), pain);
        assert_eq!(site.entry_at_url("https://api.example.org/embed/recipe/pain"), pain);
        assert_eq!(site.entry_at_url("https://api.example.org/embed/recettes/pain"), None);
        // our own pages keep their words
        let own = Site::new("https://api.example.org", None, None).with_words(words);
        assert_eq!(own.entry_url(Kind::Recipe, &slug("pain")), "https://api.example.org/embed/recipe/pain");
        assert_eq!((own.entry_at("/embed/recipe/pain"), own.entry_at("/embed/recettes/pain")), (pain, None));
    }
}
