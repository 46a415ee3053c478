//! The query of an address, read strictly: a parameter that is not known, or a value that means nothing here, is refused with what is
//! allowed, as a list that silently is not narrowed would be published somewhere.

use entity::value::clock::Instant;

use crate::error::{Code, WireError};

/// The parameters of an address.
pub(crate) struct Parameters(Vec<(String, String)>);

/// The longest name or value that is looked at, in bytes.
const LONGEST: usize = 2_048;

impl Parameters {
    /// Reads a query.
    ///
    /// # Errors
    /// For a parameter that is not among the allowed ones.
    pub(crate) fn of(query: Option<&str>, allowed: &[&str]) -> Result<Self, WireError> {
        let pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let pairs: Vec<(String, String)> = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        for (name, value) in &pairs {
            if !allowed.contains(&name.as_str()) {
                return Err(unknown(name, allowed));
            }
            if value.len() > LONGEST {
                return Err(WireError::new(Code::Malformed, "channel-value-unknown")
                    .text("value", value)
                    .text("name", name)
                    .text("allowed", format!("≤ {LONGEST}")));
            }
        }
        Ok(Self(pairs))
    }

    /// The value of a parameter that is given once at most; an empty one counts as absent, as forms send it.
    ///
    /// # Errors
    /// For one that is given twice.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, WireError> {
        let mut values = self.0.iter().filter(|(it, _)| it == name).map(|(_, value)| value.trim());
        let first = values.next();
        if values.next().is_some() {
            return Err(WireError::new(Code::Malformed, "channel-parameter-twice").text("name", name));
        }
        Ok(first.filter(|it| !it.is_empty()))
    }

    /// The values of a parameter that may be given several times, or once with commas between the values.
    pub(crate) fn many(&self, name: &str) -> Vec<&str> {
        let values = self.0.iter().filter(|(it, _)| it == name).flat_map(|(_, value)| value.split(','));
        values.map(str::trim).filter(|it| !it.is_empty()).collect()
    }

    /// A whole number within bounds.
    ///
    /// # Errors
    /// For what is none.
    pub(crate) fn number(&self, name: &str, (min, max): (u32, u32)) -> Result<Option<u32>, WireError> {
        let refused = || {
            WireError::new(Code::Malformed, "channel-range").text("name", name).number("min", min).number("max", max)
        };
        let value = self.one(name)?.map(|it| it.parse::<u32>().map_err(|_| refused())).transpose()?;
        match value {
            Some(value) if !(min..=max).contains(&value) => Err(refused()),
            value => Ok(value),
        }
    }

    /// One of a few words, the first by default.
    ///
    /// # Errors
    /// For another word.
    pub(crate) fn word<T: Copy>(&self, name: &str, known: &[(&str, T)]) -> Result<Option<T>, WireError> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        match known.iter().find(|(it, _)| *it == value) {
            Some((_, meant)) => Ok(Some(*meant)),
            None => Err(refused(name, value, known.iter().map(|(it, _)| *it))),
        }
    }

    /// A moment with an offset.
    ///
    /// # Errors
    /// For what is none.
    pub(crate) fn moment(&self, name: &str) -> Result<Option<Instant>, WireError> {
        let refused = |_| WireError::new(Code::Malformed, "channel-moment").text("name", name);
        // a plus sign that was not escaped is a space by now
        self.one(name)?.map(|it| it.replace(' ', "+").parse().map_err(refused)).transpose()
    }

    /// A box: west, south, east, north, in degrees.
    ///
    /// # Errors
    /// For what is none.
    pub(crate) fn bounds(&self, name: &str) -> Result<Option<[f64; 4]>, WireError> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        let numbers: Option<Vec<f64>> = value.split(',').map(|it| it.trim().parse().ok()).collect();
        let fits = |it: &[f64; 4]| {
            let [west, south, east, north] = *it;
            let on_earth = |longitude: f64, latitude: f64| longitude.abs() <= 180.0 && latitude.abs() <= 90.0;
            on_earth(west, south) && on_earth(east, north) && west <= east && south <= north
        };
        let bounds = numbers.and_then(|it| <[f64; 4]>::try_from(it).ok()).filter(fits);
        bounds.map(Some).ok_or_else(|| WireError::new(Code::Malformed, "channel-box"))
    }

    /// The query as it can be sent again, with some parameters set anew or left out, in the order of their names.
    pub(crate) fn again(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.0.iter().filter(|(name, _)| changes.iter().all(|(it, _)| it != name));
        let kept =
            kept.filter(|(_, value)| !value.trim().is_empty()).map(|(name, value)| (name.as_str(), value.as_str()));
        let set = changes.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
        let mut pairs: Vec<(&str, &str)> = kept.chain(set).collect();
        pairs.sort_by_key(|(name, _)| *name);
        written(&pairs)
    }
}

/// A query with a question mark before it; nothing where there are no parameters.
pub(crate) fn written(pairs: &[(&str, &str)]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    format!("?{}", written.extend_pairs(pairs).finish())
}

/// A value that means nothing here.
pub(crate) fn refused<'a>(name: &str, value: &str, allowed: impl Iterator<Item = &'a str>) -> WireError {
    let allowed = allowed.collect::<Vec<_>>().join(", ");
    let told = WireError::new(Code::Malformed, "channel-value-unknown").text("value", value);
    told.text("name", name).text("allowed", allowed)
}

/// A parameter that is not known, with the nearest one that is.
fn unknown(name: &str, allowed: &[&str]) -> WireError {
    let near = allowed
        .iter()
        .map(|it| (strsim::jaro_winkler(name, it), *it))
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    if allowed.is_empty() {
        return WireError::new(Code::Malformed, "channel-parameter-none").text("name", name);
    }
    let all = allowed.join(", ");
    match near.filter(|(likeness, _)| *likeness > 0.8) {
        Some((_, nearest)) => WireError::new(Code::Malformed, "channel-parameter-nearest")
            .text("name", name)
            .text("nearest", nearest)
            .text("allowed", all),
        None => WireError::new(Code::Malformed, "channel-parameter-unknown").text("name", name).text("allowed", all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Parameters, WireError> {
        Parameters::of(Some(query), &["theme", "limit", "bbox", "from"])
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        let told = read("them=a").err().unwrap().say(&["en".parse().unwrap()]);
        assert_eq!(told, "There is no parameter “them” here; do you mean “theme”? Allowed: theme, limit, bbox, from.");
        assert!(read("zzz=1").is_err() && read("theme=a&theme=b").unwrap().one("theme").is_err());
        for bad in ["limit=0", "limit=101", "limit=x", "limit=1.5", "limit=-1"] {
            assert!(read(bad).unwrap().number("limit", (1, 100)).is_err(), "{bad}");
        }
        for bad in ["bbox=1,2,3", "bbox=1,2,3,x", "bbox=3,1,2,2", "bbox=-181,0,0,1", "bbox=NaN,0,0,1", "bbox=0,0,1,inf"]
        {
            assert!(read(bad).unwrap().bounds("bbox").is_err(), "{bad}");
        }
    }

    #[test]
    fn values_come_in_either_form() {
        let it = read("theme=a,b&theme=c&limit=").unwrap();
        assert_eq!(it.many("theme"), ["a", "b", "c"]);
        assert_eq!(it.number("limit", (1, 100)).unwrap(), None);
        assert_eq!(it.again(&[("after", Some("x y"))]), "?after=x+y&theme=a%2Cb&theme=c");
        assert!(read("from=2026-12-01T00:00:00+01:00").unwrap().moment("from").unwrap().is_some());
    }
}
