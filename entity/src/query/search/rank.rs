//! In which order hits stand: one formula of whole numbers over how often the words stand in each field, the same on every database.

use crate::search::facts::{Facts, Levels};
use crate::value::clock::Instant;

/// What a word is worth that stands in a field never, once, twice, more often; in the body never, once, two or three times, more often.
const TITLE: [i64; 4] = [0, 100, 110, 115];
const SUMMARY: [i64; 4] = [0, 40, 48, 52];
const NAMES: [i64; 4] = [0, 30, 34, 36];
const BODY: [i64; 4] = [0, 8, 14, 20];
/// What it is worth that the title has all of the words, and that it has no others.
const ALL_IN_TITLE: i64 = 60;
const WHOLE_TITLE: i64 = 120;
/// Since when recent texts are worth more: 1 January 2000; and for how many days one more.
const EPOCH: i64 = 946_684_800_000;
const DAYS_A_POINT: i64 = 122;
const DAY: i64 = 86_400_000;

/// What a hit is worth. `words` has the hashes of the terms of each word.
pub(crate) fn score(words: &[Vec<u32>], facts: &Facts<'_>, listed_at: Instant) -> i64 {
    let (mut score, mut in_title) = (0, 0);
    for terms in words {
        let levels = terms.iter().fold(Levels::default(), |all, it| all.or(facts.levels(*it)));
        let level = |of: [i64; 4], it: u8| of[usize::from(it & 3)];
        in_title += i64::from(levels.title > 0);
        // what was found and is nowhere else stands in the body
        let body = level(BODY, levels.body).max(BODY[1]);
        score += level(TITLE, levels.title) + level(SUMMARY, levels.summary) + level(NAMES, levels.names) + body;
    }
    let count = words.len() as i64;
    if count > 0 && in_title == count {
        score += ALL_IN_TITLE + WHOLE_TITLE * count / facts.title_words().max(count);
    }
    score + recent(listed_at)
}

/// What it is worth to be recent: a little, and the same at any time, so that pages stay where they are.
pub(crate) fn recent(listed_at: Instant) -> i64 {
    (listed_at.milliseconds() - EPOCH).max(0) / (DAY * DAYS_A_POINT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::facts::{Counts, hash, pack};

    #[test]
    fn titles_weigh_more_than_summaries_names_and_bodies() {
        let words = vec![vec![hash("jardin")]];
        let at = Instant(EPOCH);
        let of = |title_words: usize, counts: Counts| {
            let packed = pack(title_words, &[], &[], [("jardin", counts)].into_iter());
            score(&words, &Facts::read(&packed), at)
        };
        let none = Counts::default();
        let scores = [
            of(1, Counts { title: 1, ..none }),
            of(6, Counts { title: 1, ..none }),
            of(6, Counts { summary: 1, ..none }),
            of(6, Counts { names: 1, ..none }),
            of(6, Counts { body: 9, ..none }),
            of(6, Counts { body: 1, ..none }),
        ];
        assert!(scores.is_sorted_by(|one, other| one > other), "{scores:?}");
        let packed = pack(6, &[], &[], [("jardin", Counts { body: 1, ..none })].into_iter());
        let later = score(&words, &Facts::read(&packed), Instant(EPOCH + 26 * 365 * DAY));
        assert!(later > scores[5] && later < scores[1], "recent ones come first a little: {later}");
    }
}
