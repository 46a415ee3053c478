//! What may be adapted into what, and republished where: the rules of the licences, as far as their texts fix them. Guidance,
//! not legal advice. Each step is judged by its direct originals.

use crate::commons::licence::{Facts, Family};
use crate::value::reason::Reason;

/// Whether an adaptation may carry a licence. The worse, the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// It may, but it is better not to: nobody could adapt it any further.
    Discouraged,
    /// It would be allowed, but the version of an original's licence is not known.
    NeedsReview,
    /// It may not.
    Refused,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Check<'a> {
    /// Whether it may.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The originals' licences that stand in the way.
    pub clashes: Vec<&'a Facts>,
    /// The licences that an adaptation of all the originals may carry without reserve, in the order of their list; those that
    /// would need a review when there are no others.
    pub alternatives: Vec<&'a Facts>,
}

/// Whether an adaptation of one original may carry a licence.
pub fn judge(original: &Facts, proposed: &Facts) -> Verdict {
    if !is_choice(proposed) || !original.permits.adaptation {
        return Verdict::Refused;
    }
    let verdict = terms(original.family, version(original).unwrap_or(OLDEST), proposed);
    match verdict {
        Verdict::Refused => verdict,
        _ if is_versionless(original) => Verdict::NeedsReview,
        other => other,
    }
}

/// Whether an adaptation of several originals may carry a licence, why, and which others it may; `known` are all licences.
pub fn check<'a>(originals: &[&'a Facts], proposed: &Facts, known: &[&'a Facts]) -> Check<'a> {
    let of_all = |it: &Facts| originals.iter().map(|original| judge(original, it)).max().unwrap_or(Verdict::Refused);
    let verdict = of_all(proposed);
    let with = |wanted: Verdict| {
        let others = known.iter().filter(|it| it.key != proposed.key && of_all(it) == wanted);
        others.copied().collect::<Vec<_>>()
    };
    let mut alternatives = with(Verdict::Allowed);
    if alternatives.is_empty() {
        alternatives = with(Verdict::NeedsReview);
    }
    let mut standing: Vec<&'a Facts> = Vec::new();
    for original in originals.iter().filter(|it| judge(it, proposed) == verdict && verdict >= Verdict::NeedsReview) {
        if !standing.iter().any(|it| it.key == original.key) {
            standing.push(original);
        }
    }
    let forbidding: Vec<&'a Facts> = originals.iter().copied().filter(|it| !it.permits.adaptation).collect();
    let (reason, clashes) = match verdict {
        Verdict::Allowed => (Reason::GoesTogether, Vec::new()),
        Verdict::Discouraged => (Reason::EndsHere, Vec::new()),
        Verdict::NeedsReview => (Reason::VersionUnknown, standing),
        Verdict::Refused if !forbidding.is_empty() => (Reason::OriginalForbids, forbidding),
        Verdict::Refused if alternatives.is_empty() && originals.len() > 1 => {
            (Reason::NothingFits, clashing(originals, known).map_or(standing, |(one, other)| vec![one, other]))
        }
        Verdict::Refused if !is_choice(proposed) => (Reason::NoChoice, Vec::new()),
        Verdict::Refused => (Reason::OtherTerms, standing),
    };
    Check { verdict, reason, clashes, alternatives }
}

/// The licences that an adaptation of one original may carry without reserve, in the order of their list.
pub fn adaptable_under<'a>(original: &Facts, known: &[&'a Facts]) -> Vec<&'a Facts> {
    known.iter().copied().filter(|it| judge(original, it) == Verdict::Allowed).collect()
}

/// Whether a work may be republished as it is; `non_commercial` says whether the one who does so asks for no money.
pub fn may_republish(licence: &Facts, non_commercial: bool) -> bool {
    licence.permits.reproduction && (licence.permits.commercial_use || non_commercial)
}

/// Whether one licence takes nothing away that another gave: it permits at least as much, and asks for no more.
pub fn is_as_free(new: &Facts, given: &Facts) -> bool {
    let (may, might) = (new.permits, given.permits);
    let (asks, asked) = (new.requires, given.requires);
    may.reproduction >= might.reproduction
        && may.adaptation >= might.adaptation
        && may.commercial_use >= might.commercial_use
        && asks.attribution <= asked.attribution
        && asks.share_alike <= asked.share_alike
}

/// Two originals that no licence satisfies together.
fn clashing<'a>(originals: &[&'a Facts], known: &[&Facts]) -> Option<(&'a Facts, &'a Facts)> {
    let together = |one: &Facts, other: &Facts| {
        known.iter().any(|it| judge(one, it) < Verdict::Refused && judge(other, it) < Verdict::Refused)
    };
    let pairs =
        originals.iter().enumerate().flat_map(|(at, one)| originals[at + 1..].iter().map(move |it| (*one, *it)));
    pairs.into_iter().find(|(one, other)| !together(one, other))
}

type Version = (u32, u32);

/// As which version a Creative Commons licence counts whose version nobody knows.
const OLDEST: Version = (2, 0);

fn version(of: &Facts) -> Option<Version> {
    let (major, minor) = of.version.as_ref()?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

fn is_versionless(of: &Facts) -> bool {
    of.version.is_none()
}

/// Whether an adaptation can carry it at all.
fn is_choice(licence: &Facts) -> bool {
    let mark = matches!(licence.family, Family::PublicDomain | Family::Reserved | Family::Unknown);
    !mark && !is_versionless(licence)
}

/// What a licence of this family and version asks of an adaptation; `proposed` is one that can be chosen.
fn terms(family: Family, original: Version, proposed: &Facts) -> Verdict {
    use Family::{
        Cc0, CcBy, CcByNc, CcByNcNd, CcByNcSa, CcByNd, CcBySa, Etalab, Gfdl, Gpl, Lal, Odbl, PublicDomain, Reserved,
        Unknown,
    };
    let later = version(proposed).is_some_and(|it| it >= original);
    let when = |allowed: bool| if allowed { Verdict::Allowed } else { Verdict::Refused };
    let reluctantly = |permitted: bool| if permitted { Verdict::Discouraged } else { Verdict::Refused };
    match (family, proposed.family) {
        // with the notice of the database, for a text that was made from it
        (Cc0 | PublicDomain | Odbl, _) => Verdict::Allowed,
        (Etalab, to) => when(to != Cc0),
        (CcBy, CcBy | CcBySa | CcByNc | CcByNcSa) => when(later),
        (CcBy, CcByNd | CcByNcNd) => reluctantly(later),
        (CcBy, Lal | Gfdl | Gpl) => Verdict::Allowed,
        (CcBySa, CcBySa) => when(later),
        (CcBySa, Lal | Gpl) => when(original >= (4, 0)),
        (CcByNc, CcByNc | CcByNcSa) => when(later),
        (CcByNc, CcByNcNd) => reluctantly(later),
        (CcByNcSa, CcByNcSa) => when(later),
        (Lal, Lal) | (Gfdl, Gfdl) | (Gpl, Gpl) => Verdict::Allowed,
        (Lal, CcBySa) => when(version(proposed).is_some_and(|it| it == (4, 0))),
        (CcBy | CcBySa | CcByNc | CcByNcSa | Lal | Gfdl | Gpl | CcByNd | CcByNcNd | Reserved | Unknown, _) => {
            Verdict::Refused
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commons::licence::embedded;

    fn one<'a>(all: &'a [Facts], key: &str) -> &'a Facts {
        all.iter().find(|it| it.key == key).unwrap()
    }

    #[test]
    fn a_licence_with_a_version_that_permits_adaptation_may_carry_on() {
        for it in embedded().iter().filter(|it| is_choice(it) && it.permits.adaptation) {
            assert_eq!(judge(it, it), Verdict::Allowed, "{}", it.key);
        }
    }

    #[test]
    fn what_permits_no_adaptation_is_the_original_of_nothing_and_what_nobody_knows_is_no_choice() {
        let all = embedded();
        for (original, proposed) in all.iter().flat_map(|it| all.iter().map(move |to| (it, to))) {
            let verdict = judge(original, proposed);
            if !original.permits.adaptation || !is_choice(proposed) {
                assert_eq!(verdict, Verdict::Refused, "{} → {}", original.key, proposed.key);
            }
            // what must be shared alike, or kept from trade, stays so
            let kept = !original.requires.share_alike
                || proposed.requires.share_alike
                || matches!(original.family, Family::Odbl);
            let trade = original.permits.commercial_use || !proposed.permits.commercial_use;
            assert!(verdict == Verdict::Refused || (kept && trade), "{} → {}", original.key, proposed.key);
        }
    }

    #[test]
    fn several_originals_are_what_each_of_them_allows() {
        let all = embedded();
        let known: Vec<&Facts> = all.iter().collect();
        for (one, other) in all.iter().flat_map(|it| all.iter().map(move |to| (it, to))) {
            for proposed in &all {
                let found = check(&[one, other], proposed, &known);
                assert_eq!(found.verdict, judge(one, proposed).max(judge(other, proposed)));
                assert_eq!(found.verdict, check(&[other, one], proposed, &known).verdict);
                for it in &found.alternatives {
                    assert!(judge(one, it) < Verdict::Refused && judge(other, it) < Verdict::Refused);
                }
            }
        }
    }

    #[test]
    fn share_alike_and_non_commercial_have_nothing_in_common() {
        let all = embedded();
        let known: Vec<&Facts> = all.iter().collect();
        let (by_sa, by_nc, by) = (one(&all, "CC-BY-SA-4.0"), one(&all, "CC-BY-NC-4.0"), one(&all, "CC-BY-4.0"));
        let found = check(&[by, by_sa, by_nc], by_sa, &known);
        assert_eq!((found.verdict, found.reason, found.alternatives.len()), (Verdict::Refused, Reason::NothingFits, 0));
        assert_eq!(
            found.clashes.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(),
            ["CC-BY-SA-4.0", "CC-BY-NC-4.0"]
        );
    }

    #[test]
    fn what_was_given_is_not_taken_back() {
        let all = embedded();
        let (by, by_sa, nc, none) = (
            one(&all, "CC-BY-4.0"),
            one(&all, "CC-BY-SA-4.0"),
            one(&all, "CC-BY-NC-4.0"),
            one(&all, "LicenseRef-tous-droits-reserves"),
        );
        assert!(is_as_free(by, by_sa) && is_as_free(by_sa, by_sa) && is_as_free(by, nc) && is_as_free(nc, none));
        assert!(!is_as_free(by_sa, by) && !is_as_free(nc, by) && !is_as_free(none, nc));
    }

    #[test]
    fn republication_asks_for_no_version() {
        let all = embedded();
        for it in &all {
            let free = !matches!(it.family, Family::Reserved | Family::Unknown);
            assert_eq!(may_republish(it, true), free, "{}", it.key);
        }
        assert!(!may_republish(one(&all, "CC-BY-NC-4.0"), false));
    }
}
