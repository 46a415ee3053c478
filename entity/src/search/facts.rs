//! What is kept of an indexed text beside the engine's index, to rank hits and to count them by theme and territory: a few hundred bytes.
//!
//! One byte with the words of the title; the row numbers of themes and of territories, each list after its length, as integers of
//! variable length (LEB128); then four bytes a term, sorted: three of a hash, one of how often it stands in each field.

/// The most terms of the body alone that are kept; those that stand there most often.
const MAX_BODY_TERMS: usize = 100;

/// How often a term stands in each field of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) title: u32,
    pub(crate) summary: u32,
    pub(crate) names: u32,
    pub(crate) body: u32,
}

impl Counts {
    /// In one byte: up to 3 of each, and of the body 0, 1, 2 to 3, or more.
    fn packed(self) -> u8 {
        let few = |it: u32| u8::try_from(it.min(3)).unwrap_or(3);
        let body = match self.body {
            0 => 0,
            1 => 1,
            2 | 3 => 2,
            _ => 3,
        };
        few(self.title) | few(self.summary) << 2 | few(self.names) << 4 | body << 6
    }
}

/// The same, as it was packed: 0 to 3 each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    pub(crate) title: u8,
    pub(crate) summary: u8,
    pub(crate) names: u8,
    pub(crate) body: u8,
}

impl Levels {
    fn of(packed: u8) -> Self {
        Self { title: packed & 3, summary: packed >> 2 & 3, names: packed >> 4 & 3, body: packed >> 6 }
    }

    /// The greater of each.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.max(other.title),
            summary: self.summary.max(other.summary),
            names: self.names.max(other.names),
            body: self.body.max(other.body),
        }
    }
}

/// The hash by which a term is found: FNV-1a, cut to three bytes.
pub(crate) fn hash(term: &str) -> u32 {
    let hash = term.bytes().fold(0x811c_9dc5_u32, |hash, it| (hash ^ u32::from(it)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 24) & 0x00ff_ffff
}

/// Packs the facts of a text.
pub(crate) fn pack<'a>(
    title_words: usize,
    themes: &[i64],
    territories: &[i64],
    terms: impl Iterator<Item = (&'a str, Counts)>,
) -> Vec<u8> {
    let mut packed = vec![u8::try_from(title_words).unwrap_or(u8::MAX)];
    for list in [themes, territories] {
        number(&mut packed, list.len() as u64);
        list.iter().for_each(|it| number(&mut packed, it.unsigned_abs()));
    }
    let mut kept: Vec<(u32, u8)> = Vec::new();
    let mut body: Vec<(u32, u32, u8)> = Vec::new();
    for (term, counts) in terms {
        if counts.title + counts.summary + counts.names > 0 {
            kept.push((hash(term), counts.packed()));
        } else if counts.body > 1 {
            // what was found and stands nowhere here stands in the body once
            body.push((counts.body, hash(term), counts.packed()));
        }
    }
    body.sort_unstable_by(|one, other| other.cmp(one));
    kept.extend(body.into_iter().take(MAX_BODY_TERMS).map(|(_, hash, counts)| (hash, counts)));
    kept.sort_unstable();
    kept.dedup_by_key(|(hash, _)| *hash);
    for (hash, counts) in kept {
        packed.extend([(hash >> 16) as u8, (hash >> 8) as u8, hash as u8, counts]);
    }
    packed
}

fn number(packed: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        packed.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}

/// The facts of a text, as they were packed. What is cut off reads as nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    title_words: u8,
    lists: &'a [u8],
    terms: &'a [u8],
}

impl<'a> Facts<'a> {
    pub(crate) fn read(packed: &'a [u8]) -> Self {
        let (title_words, lists) = packed.split_first().map_or((0, packed), |(first, rest)| (*first, rest));
        let mut rest = lists;
        for _ in 0..2 {
            let count = take(&mut rest);
            for _ in 0..count.min(rest.len() as u64) {
                take(&mut rest);
            }
        }
        Self { title_words, lists, terms: rest }
    }

    /// How many words the title has, stop words apart.
    pub(crate) fn title_words(&self) -> i64 {
        i64::from(self.title_words)
    }

    /// The row numbers of themes and of territories.
    pub(crate) fn lists(&self) -> (Vec<i64>, Vec<i64>) {
        let mut rest = self.lists;
        let mut list = || {
            let count = take(&mut rest);
            (0..count.min(rest.len() as u64)).map(|_| i64::try_from(take(&mut rest)).unwrap_or_default()).collect()
        };
        (list(), list())
    }

    /// How often a term stands in each field; nothing of one that stands nowhere, or in the body once.
    pub(crate) fn levels(&self, hash: u32) -> Levels {
        let (terms, _) = self.terms.as_chunks::<4>();
        let key = |it: &[u8; 4]| u32::from_be_bytes([0, it[0], it[1], it[2]]);
        terms.binary_search_by_key(&hash, key).map_or_else(|_| Levels::default(), |at| Levels::of(terms[at][3]))
    }
}

/// Takes a number off the front; zero where nothing is left. No count is larger than the bytes that follow.
fn take(rest: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0_u64, 0);
    while let Some((byte, after)) = rest.split_first() {
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 56 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_come_back_as_they_were_packed() {
        let counts = |title, summary, names, body| Counts { title, summary, names, body };
        let terms = [
            ("jardin", counts(1, 0, 0, 9)),
            ("brest", counts(0, 5, 1, 1)),
            ("once", counts(0, 0, 0, 1)),
            ("often", counts(0, 0, 0, 2)),
        ];
        let packed = pack(4, &[3, 300], &[70_000], terms.into_iter());
        let facts = Facts::read(&packed);
        assert_eq!((facts.title_words(), facts.lists()), (4, (vec![3, 300], vec![70_000])));
        assert_eq!(facts.levels(hash("jardin")), Levels { title: 1, summary: 0, names: 0, body: 3 });
        assert_eq!(facts.levels(hash("brest")), Levels { title: 0, summary: 3, names: 1, body: 1 });
        assert_eq!(facts.levels(hash("once")), Levels::default());
        assert_eq!(facts.levels(hash("often")).body, 2);
    }

    #[test]
    fn facts_stay_small_and_broken_ones_do_no_harm() {
        let words: Vec<String> = (0..20_000).map(|it| format!("w{it}")).collect();
        let many = words.iter().map(|it| (it.as_str(), Counts { body: 3, ..Counts::default() }));
        assert!(pack(1, &[], &[], many).len() <= 3 + 4 * MAX_BODY_TERMS);
        for broken in [&[][..], &[1], &[1, 0xff, 0xff], &[1, 5, 1]] {
            let facts = Facts::read(broken);
            assert_eq!(facts.levels(7), Levels::default());
            let _ = facts.lists();
        }
    }
}
