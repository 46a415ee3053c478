//! Licences of SPIP: the numbers of its plugin, and the words of the sentence in which a site names the licence of what it republishes.

use entity::value::text::fold;

/// The key of a licence whose version nobody says.
fn unknown_version(family: &str) -> String {
    format!("LicenseRef-{family}-version-inconnue")
}

/// What an unknown licence is called.
pub(super) const UNKNOWN: &str = "LicenseRef-inconnue";
/// What is not to be taken over at all.
pub(super) const RESERVED: &str = "LicenseRef-tous-droits-reserves";

/// The licence that the plugin *licence* means by a number; none for 0, which says nothing, and for numbers that it does not have.
pub(super) fn of_number(number: u64) -> Option<String> {
    Some(match number {
        1 => RESERVED.to_owned(),
        2 => "GPL-3.0-or-later".to_owned(),
        3 => unknown_version("CC-BY"),
        4 => unknown_version("CC-BY-ND"),
        5 => unknown_version("CC-BY-NC-ND"),
        6 => unknown_version("CC-BY-NC"),
        7 => unknown_version("CC-BY-NC-SA"),
        8 => unknown_version("CC-BY-SA"),
        9 => "LAL-1.3".to_owned(),
        10 => "GFDL-1.3-or-later".to_owned(),
        12 => "CC0-1.0".to_owned(),
        13 => "CC-PDM-1.0".to_owned(),
        14 => "etalab-2.0".to_owned(),
        _ => return None,
    })
}

/// The licence that a sentence names: `licence CC by-sa 4.0`, `Creative Commons by nc`, `licence Art Libre`, `tous droits réservés`.
pub(super) fn of_sentence(sentence: &str) -> Option<String> {
    let folded = fold(sentence);
    let words: Vec<&str> = folded
        .split(|it: char| !(it.is_ascii_alphanumeric() || it == '.'))
        .map(|it| it.trim_matches('.'))
        .filter(|it| !it.is_empty())
        .collect();
    let has = |phrase: &str| folded.contains(phrase);
    if has("tous droits reserves") || has("all rights reserved") || has("copyright") {
        return Some(RESERVED.to_owned());
    }
    if has("art libre") || has("artlibre.org") {
        return Some("LAL-1.3".to_owned());
    }
    if has("gfdl") || has("gnu fdl") || has("documentation libre gnu") {
        return Some("GFDL-1.3-or-later".to_owned());
    }
    if has("domaine public") {
        return Some("CC-PDM-1.0".to_owned());
    }
    if words.contains(&"cc0") {
        return Some("CC0-1.0".to_owned());
    }
    let start =
        words.windows(2).position(|it| it[1] == "by" && (it[0] == "cc" || it[0] == "commons" || it[0] == "licence"))?;
    let mut key = String::from("CC-BY");
    let mut rest = words[start + 2..].iter();
    let mut version = None;
    for word in rest.by_ref() {
        match *word {
            "sa" | "nc" | "nd" if !key.contains(&format!("-{}", word.to_uppercase())) => {
                key.push('-');
                key.push_str(&word.to_uppercase());
            }
            "2.0" | "3.0" | "4.0" => {
                version = Some(*word);
                break;
            }
            _ => break,
        }
    }
    let key = if key == "CC-BY-ND-NC" {
        "CC-BY-NC-ND".to_owned()
    } else if key == "CC-BY-SA-NC" {
        "CC-BY-NC-SA".to_owned()
    } else {
        key
    };
    Some(version.map_or_else(|| unknown_version(&key), |version| format!("{key}-{version}")))
}

/// Whether two keys name versions of one licence.
pub(super) fn is_one(a: &str, b: &str) -> bool {
    fn family(key: &str) -> &str {
        let key = key.strip_prefix("LicenseRef-").unwrap_or(key);
        let key = key.strip_suffix("-version-inconnue").unwrap_or(key);
        let digits = key.rfind('-').filter(|at| key[at + 1..].starts_with(|it: char| it.is_ascii_digit()));
        digits.map_or(key, |at| &key[..at])
    }
    family(a) == family(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_a_licence() {
        for (sentence, key) in [
            ("Un article repris du site X, un site sous licence CC by sa", "LicenseRef-CC-BY-SA-version-inconnue"),
            ("un site sous licence Creative Commons by-sa 4.0", "CC-BY-SA-4.0"),
            ("publié sous licence Art Libre", "LAL-1.3"),
            ("Article repris du Wiki (CC by-nc-nd) : reproduction", "LicenseRef-CC-BY-NC-ND-version-inconnue"),
            ("licence CC by nc", "LicenseRef-CC-BY-NC-version-inconnue"),
            ("Repris avec l'accord de l'éditeur, sous CC by nd.", "LicenseRef-CC-BY-ND-version-inconnue"),
            ("Extrait, tous droits réservés : voir la suite", RESERVED),
        ] {
            assert_eq!(of_sentence(sentence).as_deref(), Some(key), "{sentence}");
        }
        assert_eq!(of_sentence("Deux heures, vingt personnes."), None);
        assert!(is_one("CC-BY-SA-4.0", "LicenseRef-CC-BY-SA-version-inconnue"));
        assert!(!is_one("CC-BY-SA-4.0", "LicenseRef-CC-BY-version-inconnue"));
    }
}
