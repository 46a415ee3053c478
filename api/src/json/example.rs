//! Answers to be seen in the description of the JSON addresses.

use serde_json::{Value, json};

use crate::json::resource::Resource;

/// An identifier, to be seen.
const ID: &str = "0199f1a2-0000-7000-8000-000000000001";

fn licence() -> Value {
    json!({ "key": "CC-BY-SA-4.0", "shortName": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/" })
}

/// What every entry has, to be seen.
fn entry(kind: &str, slug: &str, title: &str) -> Value {
    json!({
        "id": ID,
        "kind": kind,
        "slug": slug,
        "url": format!("https://www.example.org/{}/{slug}", kind.to_lowercase()),
        "title": title,
        "language": "fr",
        "licence": licence(),
        "authors": [{ "name": "Ana", "url": null, "role": "AUTHOR", "member": { "id": ID, "slug": "ana" } }],
        "attribution": format!("« {title} » par Ana, CC BY-SA 4.0"),
    })
}

/// A page of hits, to be seen.
pub(super) fn of_search() -> Value {
    let this = "https://api.example.org/api/search?text=jardin";
    json!({
        "items": [{
            "entry": entry("INITIATIVE", "le-jardin", "Le jardin"),
            "member": null,
            "highlightedTitle": "Le <mark>jardin</mark>",
            "highlight": ["Un <mark>jardin</mark> au pied des tours."],
            "distanceKm": null,
        }],
        "page": { "hasNextPage": false, "hasPreviousPage": false, "startCursor": "5b22", "endCursor": "5b22", "totalCount": 1,
            "totalCountIsExact": true },
        "links": { "self": this, "first": format!("{this}&first=20"), "next": null, "prev": null },
        "facets": null,
        "suggestions": [],
    })
}

/// A page of a list, to be seen.
pub(super) fn of_list(resource: Resource) -> Value {
    let (licence, id) = (licence(), ID);
    let item = match resource {
        Resource::Initiatives => entry("INITIATIVE", "le-jardin", "Le jardin"),
        Resource::Recipes => entry("RECIPE", "organiser-un-repair-cafe", "Organiser un repair café"),
        Resource::Articles => entry("ARTICLE", "un-an-de-jardin", "Un an de jardin"),
        Resource::Events => entry("EVENT", "fete-du-jardin", "Fête du jardin"),
        Resource::Pages => entry("PAGE", "contact", "Contact"),
        Resource::Occurrences => json!({
            "id": format!("occurrence:{id}"),
            "timing": { "id": id, "status": "SCHEDULED", "allDay": true, "start": null, "end": null, "startDate": "2027-05-01",
                "endDate": "2027-05-02" },
            "event": entry("EVENT", "fete-du-jardin", "Fête du jardin"),
        }),
        Resource::Members => json!({ "id": id, "slug": "ana", "name": "Ana" }),
        Resource::Territories => {
            json!({ "id": id, "ref": "commune:29019", "slug": "brest", "name": "Brest", "kind": "COMMUNE" })
        }
        Resource::Themes => json!({ "id": id, "slug": "alimentation", "name": "Alimentation" }),
        Resource::Licences => {
            json!({ "id": id, "key": licence["key"], "shortName": licence["shortName"], "url": licence["url"] })
        }
        Resource::Sources => json!({ "id": id, "slug": "le-journal", "name": "Le Journal", "licence": licence }),
    };
    let this = format!("https://api.example.org/api/{}", resource.word());
    json!({
        "items": [item],
        "page": { "hasNextPage": false, "hasPreviousPage": false, "startCursor": "5b22", "endCursor": "5b22", "totalCount": null,
            "totalCountIsExact": null },
        "links": { "self": this, "first": format!("{this}?first=20"), "next": null, "prev": null },
    })
}
