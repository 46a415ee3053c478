//! The pages of the front end that the API leads people to.

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::config::fault::BadConfig;
use crate::config::form;
use crate::site::{KindWords, Pages, Site};

/// The pages of the front end that the API leads people to.
#[derive(Debug, Clone, Default, Serialize, Deserialize, DocumentedFields)]
pub struct FrontEnd {
    /// The address of the site whose content this is, such as `https://example.org`. Mails name it; the address of this API
    /// when absent.
    pub site_url: Option<String>,
    /// The address of an entry on the site, with `{kind}` and `{slug}` in it, such as `https://example.org/{kind}/{slug}`. The
    /// API's own page of the entry when absent. Old addresses of authors and keywords lead to the same address with `member` and
    /// `theme` as the kind.
    pub entry_url: Option<String>,
    /// The words that stand for `{kind}` in addresses of the site, where they are not the kinds' own: pairs separated by commas, such
    /// as `recipe=recettes,event=agenda,member=membres`, or in the file a group `[kind_words]`. `initiative`, `recipe`, `article`,
    /// `event`, `page`, `member` and `theme` can be named; what is not named keeps its word. Addresses with a kind's own word lead on
    /// to those with the chosen one.
    #[serde(deserialize_with = "form::kind_words")]
    pub kind_words: KindWords,
    /// The page of the site that takes a code from a mail, with `{purpose}` in it (`verify`, `invitation`, `reset`, `email`),
    /// such as `https://example.org/account/{purpose}`; the code stands behind a `#`. Without it these mails hold a code and no
    /// link.
    pub account_url: Option<String>,
    /// The page of the site where an entry is written, with `{kind}`, `{slug}` or `{id}` in it, such as
    /// `https://example.org/desk/{kind}/{id}`. Without it mails to authors and editors hold no link.
    pub desk_url: Option<String>,
    /// The page of the site that shows a preview of a draft, with `{token}` in it, and `{kind}`, `{slug}` or `{id}`. The API's
    /// own page of the entry when absent.
    pub preview_url: Option<String>,
}

impl FrontEnd {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        for (name, url) in [
            ("site_url", &self.site_url),
            ("entry_url", &self.entry_url),
            ("account_url", &self.account_url),
            ("desk_url", &self.desk_url),
            ("preview_url", &self.preview_url),
        ] {
            form::check_url(name, url.as_deref())?;
        }
        let complete = |it: &String| it.contains("{slug}") && it.contains("{kind}");
        if !self.entry_url.as_ref().is_none_or(complete) {
            return Err(BadConfig::new(
                "entry_url must hold {kind} and {slug}, as in https://example.org/{kind}/{slug}",
            ));
        }
        let has_kind = |it: &Option<String>| it.as_ref().is_some_and(|it| it.contains("{kind}"));
        let names_kinds = [&self.entry_url, &self.desk_url, &self.preview_url].into_iter().any(has_kind);
        if !self.kind_words.is_empty() && !names_kinds {
            return Err(BadConfig::new("kind_words stand in an address with {kind}: set entry_url"));
        }
        if self.preview_url.as_ref().is_some_and(|it| !it.contains("{token}")) {
            return Err(BadConfig::new("preview_url must hold {token}"));
        }
        Ok(())
    }

    /// The settings without which mails lead nowhere, with what they then are.
    pub fn missing(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let account =
            "mails with a code (registering, invitations, forgotten passwords) hold no link to the page that takes it";
        let desk = "mails to authors and editors hold no link to the text";
        [("BC_ACCOUNT_URL", account, &self.account_url), ("BC_DESK_URL", desk, &self.desk_url)]
            .into_iter()
            .filter(|(_, _, url)| url.is_none())
            .map(|(setting, without, _)| (setting, without))
    }

    /// The public addresses, beside that of the API.
    pub(super) fn beside(&self, api: &str) -> Site {
        let pages =
            Pages { account: self.account_url.clone(), desk: self.desk_url.clone(), preview: self.preview_url.clone() };
        let site = Site::new(api, self.site_url.as_deref(), self.entry_url.as_deref());
        site.with_words(self.kind_words.clone()).with_pages(pages)
    }
}
