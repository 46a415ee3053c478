//! Durations as ISO 8601 writes them.

/// Whether a text is a duration: `P[nY][nM][nW][nD][T[nH][nM][nS]]` with at least one part, whole numbers.
pub(crate) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, hours) = rest.split_once('T').unwrap_or((rest, ""));
    let parts = |text: &str, units: &str| {
        let (mut units, mut digits) = (units.chars(), 0);
        text.chars().all(|it| {
            if it.is_ascii_digit() {
                digits += 1;
                digits <= 6
            } else {
                std::mem::take(&mut digits) > 0 && units.any(|unit| unit == it)
            }
        }) && digits == 0
    };
    rest.contains(|it: char| it.is_ascii_digit()) && parts(days, "YMWD") && parts(hours, "HMS") && !rest.ends_with('T')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_from_other_texts() {
        for good in ["PT3H", "P2D", "P1W", "P1DT2H30M"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "PT", "3H", "PT3", "P3H", "PTH", "P1D2W", "trois heures"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
