//! A part of a file (`Range`, RFC 9110 §14): one range of bytes. Whoever asks for several gets all of it, which is allowed.

use std::ops::Range;

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};

/// What is asked for of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    All,
    Part(Range<u64>),
    /// It begins behind the end.
    Beyond,
}

/// What a request asks for of a file of so many bytes, that has this tag.
pub(super) fn of(headers: &HeaderMap, bytes: u64, tag: &str) -> Asked {
    let Some(range) = headers.get(RANGE).and_then(|it| it.to_str().ok()) else { return Asked::All };
    // a part of another file than the client holds would be of no use to it; no date is given that it could name
    if headers.get(IF_RANGE).is_some_and(|it| it.as_bytes() != tag.as_bytes()) {
        return Asked::All;
    }
    read(range, bytes).unwrap_or(Asked::All)
}

fn read(range: &str, bytes: u64) -> Option<Asked> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| -> Option<u64> {
        let text = text.trim();
        text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse().ok())?
    };
    match (first.trim(), last.trim()) {
        ("", "") => None,
        ("", suffix) => {
            let count = number(suffix)?.min(bytes);
            Some(if count == 0 { Asked::Beyond } else { Asked::Part(bytes - count..bytes) })
        }
        (first, last) => {
            let first = number(first)?;
            let end = if last.is_empty() { bytes } else { number(last)?.saturating_add(1).min(bytes) };
            if first >= bytes {
                return Some(Asked::Beyond);
            }
            (first < end).then_some(Asked::Part(first..end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_nothing_else() {
        for (range, asked) in [
            ("bytes=0-99", Asked::Part(0..100)),
            ("bytes=900-", Asked::Part(900..1_000)),
            ("bytes=900-5000", Asked::Part(900..1_000)),
            ("bytes=-100", Asked::Part(900..1_000)),
            ("bytes=-5000", Asked::Part(0..1_000)),
            ("bytes=1000-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=5-4", Asked::All),
            ("bytes=0-1,5-6", Asked::All),
            ("bytes=+1-2", Asked::All),
            ("bytes=-", Asked::All),
            ("lines=0-1", Asked::All),
            ("bytes=99999999999999999999-", Asked::All),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, range.parse().unwrap());
            assert_eq!(of(&headers, 1_000, "\"a\""), asked, "{range}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, "bytes=0-0".parse().unwrap());
        headers.insert(IF_RANGE, "\"b\"".parse().unwrap());
        assert_eq!(of(&headers, 1_000, "\"a\""), Asked::All);
        assert_eq!(of(&headers, 1_000, "\"b\""), Asked::Part(0..1));
    }
}
