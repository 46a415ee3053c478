//! What a volunteer should know of an import from SPIP, by topic: what was decided by a rule, what is doubtful, what stays behind.

/// What a finding is about, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Sections,
    Places,
    Licences,
    Dates,
    Texts,
    Documents,
    People,
    Encoding,
    Addresses,
    LeftBehind,
}

impl Topic {
    /// Its heading in the report.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Sections => "Rubriques et mots-clés : ce qu’ils deviennent",
            Self::Places => "Lieux à préciser",
            Self::Licences => "Licences à vérifier",
            Self::Dates => "Dates à vérifier",
            Self::Texts => "Textes : ce qui n’a pas pu être gardé tel quel",
            Self::Documents => "Images et documents",
            Self::People => "Personnes et comptes",
            Self::Encoding => "Textes réparés (accents encodés deux fois)",
            Self::Addresses => "Anciennes adresses sans page ici",
            Self::LeftBehind => "Laissé de côté",
        }
    }
}

/// One thing to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) topic: Topic,
    /// What it is about: `article 12 « Titre »`.
    pub(crate) about: String,
    pub(crate) said: String,
}

/// All that was found.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn add(&mut self, topic: Topic, about: impl Into<String>, said: impl Into<String>) {
        let it = Finding { topic, about: about.into(), said: said.into() };
        if !self.0.contains(&it) {
            self.0.push(it);
        }
    }

    /// Those of a topic, in the order in which they were found.
    pub(crate) fn of(&self, topic: Topic) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(move |it| it.topic == topic)
    }

    /// The topics of which there is something to tell.
    pub(crate) fn topics(&self) -> Vec<Topic> {
        let mut topics: Vec<Topic> = self.0.iter().map(|it| it.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }
}
