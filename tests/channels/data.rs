//! Maps, tables and sitemaps, as maps, spreadsheets and search engines read them.

use serde_json::{Value, json};

use crate::channels::{elements, get_with, loaded};
use crate::support::{TestApp, on_both, value};

fn titles(collection: &Value) -> Vec<&str> {
    let features = collection["features"].as_array().unwrap();
    features.iter().map(|it| it["properties"]["title"].as_str().unwrap()).collect()
}

async fn a_map_has_what_has_a_place(app: TestApp) {
    loaded(&app).await;
    let answer = app.get("/map.geojson").await;
    assert_eq!(answer.headers["content-type"], "application/geo+json");
    let map = answer.json();
    assert_eq!(titles(&map), ["La fête; du quartier, ici", "Le jardin"]);
    assert_eq!(map["bbox"], json!([-4.5, 48.39, -4.486, 48.4]));
    assert_eq!(value(&map, "features/1/geometry"), &json!({ "type": "Point", "coordinates": [-4.486, 48.39] }));
    let properties = value(&map, "features/1/properties");
    assert_eq!((&properties["licence"], &properties["commune"]), (&json!("CC-BY-SA-4.0"), &json!("Brest")));
    assert!(properties["credit"].as_str().unwrap().contains("Ana Le Goff"));
    for (query, expected) in [
        ("bbox=-4.49,48.38,-4.48,48.395", &["Le jardin"][..]),
        ("bbox=-4.6,48.3,-4.4,48.5&kind=event", &["La fête; du quartier, ici"]),
        ("theme=reparer", &["Le jardin"]),
        ("bbox=0,0,1,1", &[]),
    ] {
        assert_eq!(titles(&app.get(&format!("/map.geojson?{query}")).await.json()), expected, "{query}");
    }
    let page = app.get("/map.geojson?limit=1").await.json();
    let next = value(&page, "links/0/href").as_str().unwrap().strip_prefix("http://api.test").unwrap();
    assert_eq!(titles(&app.get(next).await.json()), ["Le jardin"]);

    let elements = app.get("/gogocarto.json").await.json();
    assert_eq!(value(&elements, "data/1/name"), "Le jardin");
    assert_eq!(value(&elements, "data/1/geo"), &json!({ "latitude": 48.39, "longitude": -4.486 }));
    assert_eq!(value(&elements, "data/1/categories/0"), "Réparer");
    assert_eq!(value(&elements, "data/1/licence"), "CC-BY-SA-4.0");
    assert!(value(&elements, "data/1/credit").as_str().unwrap().contains("Ana Le Goff"));
}

/// One list of filters: whatever narrows the lists of JSON narrows every channel alike, under the same name.
async fn every_channel_is_narrowed_as_json_is(app: TestApp) {
    let slugs = |rows: Vec<String>| -> Vec<String> {
        rows.into_iter().map(|it| it.rsplit('/').next().unwrap().to_owned()).collect()
    };
    let all = "kind=initiative,recipe,article,event";
    let known = app.query("{ initiatives(first: 1) { nodes { authors { member { slug } } } } }").await;
    let author = format!("author={}", value(&known, "initiatives/nodes/0/authors/0/member/slug").as_str().unwrap());
    for query in [
        "theme=alimentation",
        "territory=pays:pays-de-brest",
        author.as_str(),
        "licence=CC-BY-SA-4.0",
        "isFreeCultural=false",
        "permitsCommercialUse=true&language=fr",
        "language=br",
        "publishedAfter=2019-01-01T00:00:00Z&publishedBefore=2021-01-01T00:00:00Z",
        "updatedAfter=2020-01-01T00:00:00Z",
        "near=48.39,-4.49,20",
        "within=48.2,-4.8,48.6,-4.1",
        "search=jardin",
    ] {
        let found = app.get(&format!("/api/search?{all}&{query}&order=newest&first=50")).await.json();
        let items = found["items"].as_array().unwrap();
        let expected = slugs(items.iter().map(|it| it["entry"]["url"].as_str().unwrap().to_owned()).collect());
        let feed = app.get(&format!("/feed.json?{all}&{query}&limit=50")).await.json();
        let items = feed["items"].as_array().unwrap();
        assert_eq!(slugs(items.iter().map(|it| it["url"].as_str().unwrap().to_owned()).collect()), expected, "{query}");
        let table = csv_rows(&app.get(&format!("/entries.csv?{all}&{query}&limit=50")).await.text());
        let at = table[0].iter().position(|it| it == "url").unwrap();
        assert_eq!(slugs(table[1..].iter().map(|it| it[at].clone()).collect()), expected, "{query}");
        // a framed list has the languages of its labels under that name
        let framed = query.replace("language=", "content_language=");
        let page = app.get(&format!("/embed/entry?{framed}&limit=50")).await;
        assert_eq!(page.status, 200, "{query}: {}", page.text());
        assert_eq!(page.text().matches("part=\"item\"").count(), expected.len().min(50), "{query}");
        let map = app.get(&format!("/map.geojson?{all}&{query}&limit=50")).await.json();
        let places = slugs(
            map["features"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it["properties"]["url"].as_str().unwrap().to_owned())
                .collect(),
        );
        assert!(places.iter().all(|it| expected.contains(it) || expected.len() == 50), "{query}");
    }
    for query in ["attendance=IN_PERSON", "territory=departement:29", "endsAfter=2018-01-01T00:00:00Z"] {
        let from = "from=2000-01-01T00:00:00Z";
        let agenda = app.get(&format!("/api/occurrences?{query}&{from}&count=true&first=1")).await.json();
        let calendar = app.get(&format!("/events.ics?{query}&{from}")).await.text();
        assert_eq!(json!(calendar.matches("BEGIN:VEVENT").count()), agenda["page"]["totalCount"], "{query}");
    }
}

async fn a_table_is_what_its_schema_says(app: TestApp) {
    loaded(&app).await;
    let answer = app.get("/entries.csv").await;
    assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    assert!(answer.headers["link"].to_str().unwrap().contains("entries.schema.json"));
    let schema = app.get("/entries.schema.json").await.json();
    let names: Vec<&str> = schema["fields"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    let mut table = csv_rows(&answer.text());
    assert_eq!(table.remove(0), names);
    assert!(table.iter().all(|it| it.len() == names.len()));
    let at = |name: &str| names.iter().position(|it| *it == name).unwrap();
    let row = table.iter().find(|it| it[at("title")] == "Tenir un atelier").unwrap();
    assert!(row[at("summary")].starts_with("'=1+1"), "no spreadsheet computes it: {}", row[at("summary")]);
    assert_eq!((row[at("licence")].as_str(), row[at("authors")].as_str()), ("CC-BY-4.0", "Ana Le Goff|Bob"));
    for row in &table {
        assert!(!row[at("credit")].is_empty() && !row[at("licence")].is_empty(), "{row:?}");
        for (field, cell) in schema["fields"].as_array().unwrap().iter().zip(row) {
            assert!(field["constraints"]["required"] != true || !cell.is_empty(), "{field}");
            assert!(field["type"] != "number" || cell.is_empty() || cell.parse::<f64>().is_ok(), "{field}: {cell}");
        }
    }
    assert_eq!(table.len(), 6);
    assert_eq!(csv_rows(&app.get("/entries.csv?kind=event").await.text()).len(), 3);
    let page = app.get("/entries.csv?limit=4").await;
    let links: Vec<&str> = page.headers.get_all("link").iter().map(|it| it.to_str().unwrap()).collect();
    let next = links.iter().find(|it| it.contains("rel=\"next\"")).unwrap();
    let next = next.trim_start_matches("<http://api.test").split('>').next().unwrap();
    assert_eq!(csv_rows(&app.get(next).await.text()).len(), 3);
}

/// The rows of a table, read by RFC 4180.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

async fn a_sitemap_has_the_addresses_of_the_front_end(app: TestApp) {
    loaded(&app).await;
    let answer = get_with(&app, "/sitemap.xml", &[("host", "evil.test")]).await;
    assert_eq!(answer.headers["content-type"], "application/xml; charset=utf-8");
    let xml = answer.text();
    let locations = elements(&xml, "loc");
    assert_eq!(locations.len(), 6);
    assert!(locations.contains(&"https://site.test/initiative/jardin".to_owned()), "{locations:?}");
    assert!(!xml.contains("evil.test") && elements(&xml, "lastmod").len() == 6);
    let alternate = "<xhtml:link rel=\"alternate\" hreflang=\"br\" href=\"https://site.test/article/saga\"/>";
    assert_eq!(xml.matches(alternate).count(), 2, "both versions name both: {xml}");
    let year = app.get("/sitemap/2026.xml").await.text();
    assert_eq!(elements(&year, "loc").len(), 6);
    assert_eq!(elements(&app.get("/sitemap/2026-05.xml").await.text(), "loc"), ["https://site.test/event/passe"]);
    for path in ["/sitemap/2026", "/sitemap/x.xml", "/sitemap/2026-13.xml"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}

on_both! {
    empty:
        a_map_has_what_has_a_place,
        a_table_is_what_its_schema_says,
        a_sitemap_has_the_addresses_of_the_front_end,
    ;
    demo:
        every_channel_is_narrowed_as_json_is,
    ;
}
