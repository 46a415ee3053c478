//! Elements as GoGoCarto reads them from a JSON source: its map takes them without code, and shows the licence as a field.

use serde_json::{Value, json};

use crate::render::item::Item;

/// Writes the entries that have a point.
pub(crate) fn elements(items: &[Item], network: &str) -> String {
    let located = items.iter().filter_map(|it| it.point.map(|point| (it, point)));
    let elements: Vec<Value> = located.map(|(item, point)| element(item, point)).collect();
    // the form in which GoGoCarto itself gives its elements to others
    format!("{}\n", json!({ "licence": Value::Null, "ontology": "gogofull", "data": elements, "source": network }))
}

fn element(item: &Item, (latitude, longitude): (f64, f64)) -> Value {
    json!({
        "id": item.id.to_string(),
        "name": item.title,
        "geo": { "latitude": latitude, "longitude": longitude },
        "address": { "addressLocality": item.commune, "addressCountry": "FR" },
        "categories": item.themes.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "createdAt": item.published.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "updatedAt": item.changed().to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "kind": item.kind.word(),
        "description": item.summary,
        "url": item.url,
        "image": item.picture.as_ref().map(|it| &it.url),
        "licence": item.licence.key,
        "licenceUrl": item.licence.url,
        "credit": item.credit_text,
        "sourceUrl": item.original.as_ref().map(|it| &it.url),
    })
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind;

    use super::*;
    use crate::render::item::tests::item;

    #[test]
    fn it_is_written_as_it_was() {
        let nowhere = Item { point: None, ..item(Kind::Article) };
        let read: Value =
            serde_json::from_str(&elements(&[item(Kind::Initiative), nowhere], "Bretagne Creative")).unwrap();
        assert_eq!(read["data"].as_array().unwrap().len(), 1);
        insta::assert_snapshot!("gogocarto", format!("{read:#}"));
    }
}
