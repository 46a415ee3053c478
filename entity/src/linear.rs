//! What is made of texts takes work in step with their length, whatever they are made of: four times the text, about four
//! times the work. Neither what comes out nor what is allocated would show a nested scan, so that work is told by the
//! processor time of the thread, which others on the machine do not add to: the best of five. Linear is 4, quadratic 16; the
//! bound of 8 lies between.

use std::time::Duration;

use chrono::NaiveDate;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::commons::attribution::{Changes, Language, Parts, Person, credit_line};
use crate::commons::escape::Format;
use crate::commons::licence::embedded;
use crate::query::diff;
use crate::search::document::Document;
use crate::value::words::markdown;
use crate::value::words::query::SearchText;
use crate::value::{line, slug, text};

/// Texts that are drawn; each is another mix of a few shapes.
const DRAWN: u64 = 24;
/// The bytes of the short text; the long one is four times as long. Titles may come in as long as a request.
const BYTES: usize = 8 * 1024;
/// The most that four times the text may cost.
const RATIO: u32 = 8;
/// What takes less is not compared: it would be the clock that is measured. A nested scan of the long text takes far more.
const NEGLIGIBLE: Duration = Duration::from_millis(20);

/// What texts are made of: letters of several scripts and widths, marks that pile up, what is decoded, cut or split.
const SHAPES: [&str; 32] = [
    "a",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{316}\u{301}",
    "ß",
    "ﬁ",
    "㍿",
    "ﷺ",
    "각",
    "ᄀ",
    "ᅡ",
    "İ",
    "œ",
    "’",
    " ",
    "  ",
    "\n",
    "-",
    "--",
    "&",
    "&amp;",
    "&#",
    "&#8217;",
    "&amp",
    ";",
    "北",
    "🎉",
    "\u{200d}",
    "\u{200b}",
    "mot ",
    "Un autre mot. ",
];

/// By how much the time that the system tells may lag behind: it is brought up to date with each tick of the scheduler.
const TICK: Duration = Duration::from_millis(4);

/// The processor time that this thread has had. Where the system does not tell, nothing is compared.
fn spent() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|it| it.split(' ').next().and_then(|it| it.parse().ok()));
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// How much of it work takes at best.
fn best(work: &impl Fn()) -> Duration {
    let once = |_| {
        let before = spent();
        work();
        spent().saturating_sub(before)
    };
    // what is over at once is not worth a second look
    let first = once(0);
    if first <= NEGLIGIBLE { first } else { (0..4).map(once).fold(first, Duration::min) }
}

/// The texts: every shape alone, then mixes of up to four.
fn texts(seed: u64) -> Vec<(String, String)> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut mixes: Vec<Vec<&str>> = SHAPES.iter().map(|it| vec![*it]).collect();
    mixes.extend((0..DRAWN).map(|_| {
        let shapes = chance.random_range(2..=4);
        (0..shapes).map(|_| SHAPES[chance.random_range(0..SHAPES.len())]).collect()
    }));
    let mut filled = |mix: &[&str], bytes: usize| {
        let mut text = String::with_capacity(bytes + 16);
        while text.len() < bytes {
            text.push_str(mix[chance.random_range(0..mix.len())]);
        }
        text
    };
    mixes.iter().map(|mix| (filled(mix, BYTES), filled(mix, 4 * BYTES))).collect()
}

/// Holds work on a text to its length, and what comes of it too.
fn hold(name: &str, work: impl Fn(&str) -> usize) {
    const SEED: u64 = 20_261_201;
    for (short, long) in texts(SEED) {
        let shown: String = long.chars().take(12).collect();
        let (one, four) = (work(&short), work(&long));
        assert!(four <= 8 * one.max(1024), "{name} of {shown:?}… (seed {SEED}): {one} bytes become {four}");
        let cost = |text: &str| {
            best(&|| {
                let _ = std::hint::black_box(work(text));
            })
        };
        let (one, four) = (cost(&short), cost(&long));
        assert!(
            four <= (one + TICK) * RATIO || four <= NEGLIGIBLE,
            "{name} of {shown:?}… (seed {SEED}): {one:?}, then {four:?}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
#[should_panic(expected = "a nested scan of")]
fn a_nested_scan_is_found() {
    hold("a nested scan", |text| {
        let parts: Vec<&[u8]> = text.as_bytes().chunks(8).collect();
        (0..parts.len()).filter(|at| parts[..*at].iter().filter(|it| **it == parts[*at]).count() == 1).count()
    });
}

/// What is indexed of a text, in bytes.
fn indexed(text: &str) -> usize {
    let body = vec![markdown::plain(text)];
    let terms = Document { language: "fr", title: text, summary: Some(text), body, ..Document::default() }.terms();
    terms.columns().iter().map(String::len).sum::<usize>() + terms.lexemes(1).len() + terms.facts().len()
}

#[test]
fn what_is_searched_takes_work_in_step_with_the_text() {
    hold("search text", indexed);
    hold("sort key", |text| text::sort_key(text).len());
    hold("search", |text| SearchText::read(text).wanted.iter().flat_map(|it| &it.words).map(String::len).sum());
    hold("search words", |text| text::search_words(text).iter().map(String::len).sum());
    hold("what an error repeats", |text| text::shortened(text).len());
}

#[test]
fn names_and_addresses_take_work_in_step_with_the_text() {
    hold("slug", |text| slug::Slug::from_title(text).as_str().len());
    hold("no slug", |text| usize::from(text.parse::<slug::Slug>().is_ok()));
    hold("line", |text| line::tidy(text).len());
    hold("signs that do not fit", |text| line::unfit(text).map_or(0, |it| it.at));
}

#[test]
fn a_comparison_takes_work_in_step_with_the_texts() {
    let bytes = |found: Vec<diff::Words>| found.iter().map(|it| it.text.len() + 16).sum();
    hold("the same", |text| bytes(diff::words(text, text)));
    hold("another", |text| {
        // every third word is another one
        let words = text.split_inclusive(' ').enumerate();
        let other: String = words.map(|(at, it)| if at % 3 == 0 { it.to_uppercase() } else { it.to_owned() }).collect();
        bytes(diff::words(text, &other))
    });
    hold("nothing in common", |text| {
        let other: String = text.chars().rev().collect();
        bytes(diff::words(text, &other))
    });
}

#[test]
fn a_credit_line_takes_work_in_step_with_its_parts() {
    let facts = embedded().into_iter().find(|it| it.key == "CC-BY-SA-4.0").unwrap();
    for format in [Format::Text, Format::Html, Format::Markdown] {
        hold("credit line", |text| {
            let names: Vec<&str> = text.split_inclusive('a').collect();
            let people = || names.iter().map(|name| Person { name, url: Some("https://a.net/") }).collect::<Vec<_>>();
            let parts = Parts {
                title: text,
                authors: people(),
                site: Some(text),
                url: Some("https://a.net/1"),
                licence: &facts,
                updated_on: NaiveDate::from_ymd_opt(2026, 3, 1),
                changes: Some(Changes { by: people(), what: text }),
                republished: None,
            };
            credit_line(&parts, Language::French, format).len()
        });
    }
}
