//! The query of an address, read strictly: a parameter that is not known, or a value that means nothing here, is refused with what is
//! allowed, as a list that silently is not narrowed would be published somewhere.

use entity::value::clock::Instant;

use crate::error::{Code, WireError};
use crate::json::values;

/// Names that parameters had before there was one list of them for all addresses, each with its present one. They stand in pages of
/// partners.
const FORMER: [(&str, &str); 2] = [("member", "author"), (BOX, WITHIN)];
const BOX: &str = "bbox";
const WITHIN: &str = "within";

/// The parameters of an address, each with its values as they were given.
pub(crate) struct Parameters(Vec<(String, Vec<String>)>);

impl Parameters {
    /// Reads a query.
    ///
    /// # Errors
    /// For a parameter that is not among the allowed ones, and for too many or too long ones.
    pub(crate) fn of(query: Option<&str>, allowed: &[&str]) -> Result<Self, WireError> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for (given, mut given_values) in values::given(query.unwrap_or_default())? {
            let former = FORMER.iter().find(|it| it.0 == given && allowed.contains(&it.1) && !allowed.contains(&it.0));
            let name = former.map_or(given.as_str(), |it| it.1);
            if !allowed.contains(&name) {
                return Err(unknown(&given, allowed));
            }
            if given == BOX && former.is_some() {
                given_values = given_values.iter().map(|it| turned(it)).collect::<Result<_, _>>()?;
            }
            match found.iter_mut().find(|it| it.0 == name) {
                Some((_, values)) => values.extend(given_values),
                None => found.push((name.to_owned(), given_values)),
            }
        }
        Ok(Self(found))
    }

    /// The values of a parameter as they were given; none where it is not there, or says nothing.
    pub(crate) fn values(&self, name: &str) -> Option<&[String]> {
        let found = self.0.iter().find(|(it, _)| it == name).map(|(_, values)| values.as_slice());
        found.filter(|it| !values::is_blank(it))
    }

    /// The value of a parameter that is given once at most; an empty one counts as absent, as forms send it.
    ///
    /// # Errors
    /// For one that is given twice.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, WireError> {
        let given = self.values(name).map(|it| values::single(name, it)).transpose()?;
        Ok(given.map(str::trim).filter(|it| !it.is_empty()))
    }

    /// The values of a parameter that may be given several times, or once with commas between the values.
    pub(crate) fn many(&self, name: &str) -> Vec<&str> {
        self.values(name).into_iter().flat_map(values::each).filter(|it| !it.is_empty()).collect()
    }

    /// A whole number within bounds.
    ///
    /// # Errors
    /// For what is none.
    pub(crate) fn number(&self, name: &str, (min, max): (u32, u32)) -> Result<Option<u32>, WireError> {
        let refused = || {
            let told = WireError::new(Code::OutOfRange, "channel-range").text("name", name).number("min", min);
            told.number("max", max).argument(vec![name.to_owned()])
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
        self.one(name)?.map(|it| values::moment(name, it)).transpose()
    }

    /// The query as it can be sent again, with some parameters set anew or left out, in the order of their names.
    pub(crate) fn again(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.0.iter().filter(|(name, _)| changes.iter().all(|(it, _)| it != name));
        let kept = kept.flat_map(|(name, values)| values.iter().map(move |it| (name.as_str(), it.as_str())));
        let kept = kept.filter(|(_, value)| !value.trim().is_empty());
        let set = changes.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
        let mut pairs: Vec<(&str, &str)> = kept.chain(set).collect();
        pairs.sort_by_key(|(name, _)| *name);
        written(&pairs)
    }
}

/// A box as maps write it (west, south, east, north: RFC 7946) in the order of `within`: south, west, north, east.
fn turned(value: &str) -> Result<String, WireError> {
    let refused = || WireError::new(Code::BadInput, "channel-box").argument(vec![BOX.to_owned()]);
    if value.is_empty() {
        return Ok(String::new());
    }
    let numbers: Vec<&str> = value.split(',').map(str::trim).collect();
    let [west, south, east, north] = numbers.as_slice() else { return Err(refused()) };
    let are_numbers = numbers.iter().all(|it| it.parse::<f64>().is_ok_and(f64::is_finite));
    if are_numbers { Ok([south, west, north, east].map(|it| *it).join(",")) } else { Err(refused()) }
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
    values::refused("value-unknown", name, value, &allowed.collect::<Vec<_>>())
}

/// A parameter that is not known, with the nearest one that is.
fn unknown(name: &str, allowed: &[&str]) -> WireError {
    match allowed.is_empty() {
        true => {
            WireError::new(Code::BadInput, "channel-parameter-none").text("name", name).argument(vec![name.to_owned()])
        }
        false => values::refused("parameter-unknown", name, name, allowed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Parameters, WireError> {
        Parameters::of(Some(query), &["theme", "limit", "within", "author", "from"])
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        let told = read("them=a").err().unwrap().say(&["en".parse().unwrap()]);
        let said = "There is no parameter \"them\" here. Did you mean \"theme\"? These are allowed: theme, limit, within, author, from.";
        assert_eq!(told, said);
        assert!(read("zzz=1").is_err() && read("theme=a&theme=b").unwrap().one("theme").is_err());
        for bad in ["limit=0", "limit=101", "limit=x", "limit=1.5", "limit=-1"] {
            assert!(read(bad).unwrap().number("limit", (1, 100)).is_err(), "{bad}");
        }
        for bad in ["bbox=1,2,3", "bbox=1,2,3,x", "bbox=NaN,0,0,1", "bbox=0,0,1,inf"] {
            assert!(read(bad).is_err(), "{bad}");
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

    #[test]
    fn former_names_mean_the_present_ones() {
        let it = read("member=ana&author=bob&bbox=-5.2,47.2,-1,49").unwrap();
        assert_eq!(it.many("author"), ["ana", "bob"]);
        assert_eq!(it.one("within").unwrap(), Some("47.2,-5.2,49,-1"));
        assert!(Parameters::of(Some("member=ana"), &["theme"]).is_err());
    }
}
