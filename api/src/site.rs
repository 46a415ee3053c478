//! The public addresses: of the site whose content this is, and of this API. From configuration, never from a request.

use entity::value::id::Id;
use entity::value::kind::Kind;
use entity::value::slug::Slug;

/// The public addresses.
#[derive(Debug, Clone)]
pub struct Site {
    api: String,
    home: Option<String>,
    entry: Option<String>,
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
        Self { api: trimmed(api), home, entry, pages: Pages::default() }
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
        self.pages.desk.as_ref().map(|it| of_entry(it, kind, slug, id))
    }

    /// Where a draft is seen by who was shown it; a page of ours when there is none.
    pub fn preview_page(&self, kind: Kind, slug: &Slug, id: Id, token: &str) -> String {
        match &self.pages.preview {
            Some(template) => of_entry(template, kind, slug, id).replace("{token}", token),
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
            Some(template) => template.replace("{kind}", kind.word()).replace("{slug}", slug.as_str()),
            None => self.page_url(kind, slug),
        }
    }

    /// The address of a member or a theme, by what it is called in addresses of the site and in those of this API: on the site, else
    /// what we say of it as JSON.
    pub fn other_url(&self, (word, plural): (&str, &str), slug: &Slug) -> String {
        match &self.entry {
            Some(template) => template.replace("{kind}", word).replace("{slug}", slug.as_str()),
            None => format!("{}/api/{plural}/{slug}", self.api),
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
        let template = self.entry.as_deref().unwrap_or("/embed/{kind}/{slug}");
        let form = match template.split_once("://") {
            Some((_, rest)) => rest.find('/').map(|at| &rest[at..])?,
            None => template,
        };
        let path = path.split(['?', '#']).next()?;
        let (mut kind, mut slug) = (None, None);
        let (parts, forms) = (path.trim_end_matches('/').split('/'), form.trim_end_matches('/').split('/'));
        let (parts, forms): (Vec<&str>, Vec<&str>) = (parts.collect(), forms.collect());
        if parts.len() != forms.len() {
            return None;
        }
        for (part, form) in parts.into_iter().zip(forms) {
            match form {
                "{kind}" => kind = Some(Kind::of_word(part)?),
                "{slug}" => slug = Some(part.parse().ok()?),
                fixed if fixed == part => {}
                _ => return None,
            }
        }
        kind.zip(slug)
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

fn of_entry(template: &str, kind: Kind, slug: &Slug, id: Id) -> String {
    template.replace("{kind}", kind.word()).replace("{slug}", slug.as_str()).replace("{id}", &id.to_string())
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
}
