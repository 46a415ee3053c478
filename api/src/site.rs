//! The public addresses: of the site whose content this is, and of this API. From configuration, never from a request.

use entity::entry::Kind;
use entity::slug::Slug;

/// The public addresses.
#[derive(Debug, Clone)]
pub struct Site {
    api: String,
    home: Option<String>,
    entry: Option<String>,
}

impl Site {
    /// `api` is the address of this API; `home` that of the site; `entry` the address of an entry on the site, with
    /// `{kind}` and `{slug}` in it. Slashes at the end do not count.
    pub fn new(api: &str, home: Option<&str>, entry: Option<&str>) -> Self {
        let trimmed = |it: &str| it.trim_end_matches('/').to_owned();
        Self { api: trimmed(api), home: home.map(trimmed), entry: entry.map(str::to_owned) }
    }

    /// The address of this API, without a slash at the end.
    pub fn api_url(&self) -> &str {
        &self.api
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

    /// The address of our own page of an entry.
    pub fn page_url(&self, kind: Kind, slug: &Slug) -> String {
        format!("{}/embed/{}/{slug}", self.api, kind.word())
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

#[cfg(test)]
mod tests {
    use super::*;

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
        }
    }
}
