//! The words of a credit line in each language, and how that language writes a day. Escapes nothing.

use chrono::{Datelike, NaiveDate};

/// The words of one language. A brace names what stands in its place.
pub(super) struct Words {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) by: &'static str,
    pub(super) and: &'static str,
    pub(super) and_before_vowel: &'static str,
    pub(super) under: &'static str,
    pub(super) under_data: &'static str,
    pub(super) version_not_stated: &'static str,
    pub(super) public_domain: &'static str,
    pub(super) reserved: &'static str,
    pub(super) unknown: &'static str,
    pub(super) updated: &'static str,
    pub(super) changes: &'static str,
    pub(super) based_on: &'static str,
    pub(super) picture: &'static str,
    pub(super) document: &'static str,
    pub(super) republished: &'static str,
    pub(super) on: &'static str,
    pub(super) date: &'static str,
    pub(super) first_day: &'static str,
    pub(super) months: [&'static str; 12],
}

impl Words {
    /// `le 3 mars 2026`.
    pub(super) fn day_of(&self, day: NaiveDate) -> String {
        fill(self.on, &[("article", breton_article(day.day())), ("date", &self.date(day))])
    }

    /// `3 mars 2026`.
    pub(super) fn date(&self, day: NaiveDate) -> String {
        let number = if day.day() == 1 { self.first_day.to_owned() } else { day.day().to_string() };
        let month = self.months[day.month0() as usize];
        fill(self.date, &[("day", &number), ("month", month), ("year", &day.year().to_string())])
    }
}

/// The Breton article before a number as it is said: `an` before n, t, d, h and vowels, `ar` before `kentañ`, `pevar`,
/// `pemp`, `c’hwec’h`, `seizh` and what begins with them.
fn breton_article(day: u32) -> &'static str {
    if day == 1 || matches!(day % 10, 4..=7) { "ar" } else { "an" }
}

/// Puts the values in their places, in one pass: a brace inside a value stays a brace.
pub(super) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut parts = pattern.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        filled.extend(values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value));
        filled.push_str(rest);
    }
    filled
}

pub(super) const FRENCH: Words = Words {
    open: "«\u{a0}",
    close: "\u{a0}»",
    by: ", par ",
    and: " et ",
    and_before_vowel: " et ",
    under: ", sous licence ",
    under_data: ", sous ",
    version_not_stated: " (version non précisée)",
    public_domain: "domaine public",
    reserved: ", tous droits réservés",
    unknown: ", licence non précisée",
    updated: ", mis à jour {on}",
    based_on: " D’après\u{a0}: ",
    picture: " Image\u{a0}: ",
    document: " Document\u{a0}: ",
    changes: " Modifié par {by}\u{a0}: {what}.",
    republished: " Repris sur {site} {on}.",
    on: "le {date}",
    date: "{day} {month} {year}",
    first_day: "1er",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};

pub(super) const ENGLISH: Words = Words {
    open: "“",
    close: "”",
    by: " by ",
    and: " and ",
    and_before_vowel: " and ",
    under: ", licensed under ",
    under_data: ", under ",
    version_not_stated: " (version not stated)",
    public_domain: "public domain",
    reserved: ", all rights reserved",
    unknown: ", licence not stated",
    updated: ", last updated {on}",
    based_on: " Based on: ",
    picture: " Picture: ",
    document: " Document: ",
    changes: " Changes by {by}: {what}.",
    republished: " Republished on {site} {on}.",
    on: "on {date}",
    date: "{day} {month} {year}",
    first_day: "1",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

pub(super) const BRETON: Words = Words {
    open: "«\u{a0}",
    close: "\u{a0}»",
    by: ", gant ",
    and: " ha ",
    and_before_vowel: " hag ",
    under: ", dindan an aotre-implijout ",
    under_data: ", dindan ",
    version_not_stated: " (stumm ket resisaet)",
    public_domain: "domani foran",
    reserved: ", pep gwir miret strizh",
    unknown: ", aotre-implijout ket resisaet",
    updated: ", hizivaet {on}",
    based_on: " Diwar\u{a0}: ",
    picture: " Skeudenn\u{a0}: ",
    document: " Teul\u{a0}: ",
    changes: " Kemmet gant {by}\u{a0}: {what}.",
    republished: " Adembannet war {site} {on}.",
    on: "d’{article} {date}",
    date: "{day} a viz {month} {year}",
    first_day: "1añ",
    months: [
        "Genver",
        "C’hwevrer",
        "Meurzh",
        "Ebrel",
        "Mae",
        "Mezheven",
        "Gouere",
        "Eost",
        "Gwengolo",
        "Here",
        "Du",
        "Kerzu",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_it_is_said() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        for (words, first, third) in [
            (FRENCH, "le 1er mars 2026", "le 3 mars 2026"),
            (ENGLISH, "on 1 March 2026", "on 3 March 2026"),
            (BRETON, "d’ar 1añ a viz Meurzh 2026", "d’an 3 a viz Meurzh 2026"),
        ] {
            assert_eq!([words.day_of(day(3, 1)), words.day_of(day(3, 3))], [first, third]);
        }
        let ar: Vec<u32> = (1..=31).filter(|day| breton_article(*day) == "ar").collect();
        assert_eq!(ar, [1, 4, 5, 6, 7, 14, 15, 16, 17, 24, 25, 26, 27]);
    }
}
