//! GeoJSON (RFC 7946): entries that have a point, each a feature with its credit and licence.

use serde_json::{Value, json};

use crate::render::item::Item;

/// What else stands beside the features.
pub(crate) struct Collection<'a> {
    pub(crate) title: &'a str,
    /// The address of the next page.
    pub(crate) next: Option<&'a str>,
    pub(crate) items: &'a [Item],
}

/// Writes a collection of features. Positions are longitude first, as the RFC has them (§3.1.1).
pub(crate) fn geo_json(collection: &Collection<'_>) -> String {
    let located = || collection.items.iter().filter_map(|it| it.point.map(|point| (it, point)));
    let features: Vec<Value> = located().map(|(item, point)| feature(item, point)).collect();
    let points: Vec<(f64, f64)> = located().map(|(_, point)| point).collect();
    let mut written = json!({ "type": "FeatureCollection", "title": collection.title });
    if let Some(bounds) = bounds(&points) {
        written["bbox"] = json!(bounds);
    }
    if let Some(next) = collection.next {
        written["links"] = json!([{ "rel": "next", "type": "application/geo+json", "href": next }]);
    }
    written["features"] = Value::Array(features);
    format!("{written}\n")
}

fn feature(item: &Item, (latitude, longitude): (f64, f64)) -> Value {
    json!({
        "type": "Feature",
        "id": item.id.to_string(),
        "geometry": { "type": "Point", "coordinates": [longitude, latitude] },
        "properties": {
            "kind": item.kind.word(),
            "title": item.title,
            "summary": item.summary,
            "url": item.url,
            "language": item.language,
            "commune": item.commune,
            "themes": item.themes.iter().map(|it| &it.key).collect::<Vec<_>>(),
            "territories": item.territories.iter().map(|it| &it.key).collect::<Vec<_>>(),
            "image": item.picture.as_ref().map(|it| &it.url),
            "authors": item.authors.iter().map(|it| &it.name).collect::<Vec<_>>(),
            "licence": item.licence.key,
            "licenceUrl": item.licence.url,
            "credit": item.credit_text,
            "creditHtml": item.credit_html,
            "source": item.original.as_ref().map(|it| &it.url),
            "updatedAt": item.changed().to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        },
    })
}

/// West, south, east, north (§5).
fn bounds(points: &[(f64, f64)]) -> Option<[f64; 4]> {
    let fold = |pick: fn(&(f64, f64)) -> f64, better: fn(f64, f64) -> f64| points.iter().map(pick).reduce(better);
    Some([
        fold(|it| it.1, f64::min)?,
        fold(|it| it.0, f64::min)?,
        fold(|it| it.1, f64::max)?,
        fold(|it| it.0, f64::max)?,
    ])
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind;

    use super::*;
    use crate::render::item::tests::{hostile, item};

    #[test]
    fn it_is_written_as_it_was() {
        let nowhere = Item { point: None, ..item(Kind::Article) };
        let items = [item(Kind::Initiative), nowhere, hostile(Kind::Event)];
        let collection =
            Collection { title: "Carte", next: Some("https://api.test/map.geojson?after=b"), items: &items };
        let read: Value = serde_json::from_str(&geo_json(&collection)).unwrap();
        assert_eq!(read["features"].as_array().unwrap().len(), 2);
        assert_eq!(read["features"][1]["properties"]["title"], items[2].title);
        insta::assert_snapshot!("geo_json", format!("{:#}", read["features"][0]));
    }
}
