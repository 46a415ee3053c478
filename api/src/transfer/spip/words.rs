//! The French words for kinds and fields, as the report of an import says them.

use entity::value::problem::Problem;

use crate::problem;

/// The kinds: as rows name them, one of them, several of them.
const KINDS: [(&str, &str, &str); 8] = [
    ("source", "source", "sources"),
    ("theme", "thème", "thèmes"),
    ("member", "membre", "membres"),
    ("initiative", "initiative", "initiatives"),
    ("recipe", "recette", "recettes"),
    ("article", "article", "articles"),
    ("event", "événement", "événements"),
    ("page", "page", "pages"),
];

/// The fields that rows of a SPIP site have, as the format of imports names them.
const FIELDS: [(&str, &str); 69] = [
    ("adaptedFrom", "adapté de"),
    ("alt", "texte de remplacement"),
    ("articleKind", "genre d’article"),
    ("attendance", "participation"),
    ("authors", "auteurs"),
    ("body", "texte"),
    ("budget", "budget"),
    ("callForHelp", "appel à coup de main"),
    ("capacity", "nombre de places"),
    ("caption", "légende"),
    ("commune", "commune"),
    ("contactUrl", "page de contact"),
    ("credit", "crédit"),
    ("date", "date"),
    ("description", "description"),
    ("difficulty", "difficulté"),
    ("duration", "durée"),
    ("end", "fin"),
    ("endDate", "dernier jour"),
    ("eventStatus", "état de l’événement"),
    ("holders", "porteurs"),
    ("homepage", "site"),
    ("id", "identifiant"),
    ("inMenu", "dans le menu"),
    ("initiatives", "initiatives"),
    ("isInMenu", "dans le menu"),
    ("key", "clé"),
    ("label", "intitulé"),
    ("language", "langue"),
    ("latitude", "latitude"),
    ("licence", "licence"),
    ("location", "lieu"),
    ("logo", "logo"),
    ("longitude", "longitude"),
    ("materials", "matériel"),
    ("maturity", "maturité"),
    ("media", "images et documents"),
    ("memberKind", "genre de membre"),
    ("name", "nom"),
    ("nature", "nature"),
    ("need", "besoin"),
    ("organisers", "organisateurs"),
    ("originalLicence", "licence d’origine"),
    ("originalPublishedAt", "date d’origine"),
    ("originalUrl", "adresse d’origine"),
    ("parent", "page au-dessus"),
    ("permission", "autorisation"),
    ("picture", "image"),
    ("place", "endroit"),
    ("position", "position"),
    ("publishedAt", "date de publication"),
    ("purpose", "en une phrase"),
    ("references", "liens"),
    ("response", "réponse"),
    ("slug", "adresse de la page"),
    ("source", "source"),
    ("start", "début"),
    ("startDate", "premier jour"),
    ("status", "statut"),
    ("steps", "étapes"),
    ("story", "histoire"),
    ("summary", "résumé"),
    ("territories", "territoires"),
    ("themes", "thèmes"),
    ("timeZone", "fuseau horaire"),
    ("timings", "dates"),
    ("title", "titre"),
    ("translationGroup", "traductions"),
    ("url", "adresse"),
];

/// Several of the kind of a row that is called `recipe "article:3"`.
pub(super) fn kinds(row: &str) -> &str {
    let word = row.split(' ').next().unwrap_or_default();
    KINDS.iter().find(|it| it.0 == word).map_or(word, |it| it.2)
}

/// What a row is called.
pub(super) fn row(name: &str) -> String {
    let (word, key) = name.split_once(' ').unwrap_or((name, ""));
    let kind = KINDS.iter().find(|it| it.0 == word).map_or(word, |it| it.1);
    format!("{kind} {key}")
}

/// What a field is called.
pub(super) fn field(name: &str) -> &str {
    FIELDS.iter().find(|it| it.0 == name).map_or(name, |it| it.1)
}

/// What is wrong, with the place where it is.
pub(super) fn problem(it: &Problem) -> String {
    // people count from one
    let part = |part: &String| part.parse::<usize>().map_or_else(|_| field(part).to_owned(), |it| (it + 1).to_string());
    let place: Vec<String> = it.path.iter().map(part).collect();
    let path = if place.is_empty() { place } else { vec![place.join(", ")] };
    problem::french(&Problem { path, case: it.case.clone() })
}

#[cfg(test)]
mod tests {
    use entity::value::problem::Case;

    use super::*;

    #[test]
    fn rows_and_fields_are_called_by_their_french_names() {
        assert_eq!(row("event \"article:24\""), "événement \"article:24\"");
        assert_eq!(kinds("member \"auteur:1\""), "membres");
        let missing = problem(&Problem::new("media.0.alt", Case::Missing));
        assert!(missing.starts_with("images et documents, 1, texte de remplacement : "), "{missing}");
    }
}
