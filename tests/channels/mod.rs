//! The ways on which content leaves beside GraphQL, each read as its consumers read it: credit and licence arrive on every one, and
//! what is not public on none.

mod composing;
mod data;
mod feeds;
mod frames;
mod pages;
mod refusals;

use axum::body::Body;
use axum::http::Request;

use crate::support::{Answer, TestApp};

/// Entries of every kind, a family of translations, and what nobody may see.
pub(crate) const ROWS: &str = r#"
{"kind":"theme","key":"reparer","name":{"fr":"Réparer","en":"Repairing"}}
{"kind":"member","key":"ana","name":"Ana Le Goff","memberKind":"PERSON","website":"https://ana.test/"}
{"kind":"source","key":"voisins","name":"Les Voisins & Cie","homepage":"https://voisins.test/","licence":"CC-BY-4.0","permission":"OPEN"}
{"kind":"initiative","key":"jardin","translationGroup":"jardin","title":"Le jardin","summary":"Cultiver ensemble.","body":"Un **jardin**, avec [un lien](https://liens.test/a?b=1&c=2) et ![un plan](https://images.test/plan.png).","need":"Des légumes.","maturity":"MATURE","website":"https://jardin.test/","themes":["reparer"],"territories":["commune:29019"],"location":{"commune":"commune:29019","latitude":48.39,"longitude":-4.486},"authors":["ana"],"licence":"CC-BY-SA-4.0","status":"PUBLISHED","publishedAt":"2026-11-01T08:00:00Z"}
{"kind":"recipe","key":"atelier","title":"Tenir un atelier","summary":"=1+1 : « réparer »; c’est \"simple\" & utile ]]> 🎉","body":"Bien </script><script>alert(1)</script> préparer ]]> tout.","duration":"PT2H30M","participants":{"min":4,"max":12},"materials":["Un tournevis","Du café"],"steps":[{"title":"Accueillir","text":"Dire *bonjour*."},{"text":"Réparer."}],"themes":["reparer"],"territories":["commune:29019"],"authors":["ana",{"name":"Bob"}],"licence":"CC-BY-4.0","status":"PUBLISHED","publishedAt":"2026-11-02T08:00:00Z"}
{"kind":"article","key":"repris","title":"Ce que disent les voisins","body":"Un texte repris.","articleKind":"REPUBLISHED","source":"voisins","originalUrl":"https://voisins.test/a-1","originalAuthors":["Chloé"],"originalLicence":"CC-BY-4.0","licence":"CC-BY-4.0","territories":["commune:35238"],"authors":["ana"],"status":"PUBLISHED","publishedAt":"2026-11-03T08:00:00Z"}
{"kind":"article","key":"saga","title":"Ar saga","language":"br","body":"Testenn.","authors":["ana"],"licence":"CC-BY-SA-4.0","status":"PUBLISHED","publishedAt":"2026-11-04T08:00:00Z","translationGroup":"jardin"}
{"kind":"event","key":"fete","title":"La fête; du quartier, ici","summary":"Venez.","body":"Une fête.","place":"Maison pour tous","address":"1 rue de la Mairie","links":[{"url":"https://billets.test/1","title":"Billets"}],"territories":["commune:29019"],"location":{"commune":"commune:29019","latitude":48.4,"longitude":-4.5},"timings":[{"start":"2026-12-05T18:00:00Z","end":"2026-12-05T20:30:00Z"},{"allDay":true,"startDate":"2026-12-12","endDate":"2026-12-13"},{"start":"2027-07-01T18:00:00Z","eventStatus":"CANCELLED"}],"authors":["ana"],"licence":"CC-BY-SA-4.0","status":"PUBLISHED","publishedAt":"2026-11-05T08:00:00Z"}
{"kind":"event","key":"passe","title":"C’était hier","body":"Fini.","timings":[{"start":"2026-06-01T18:00:00Z","end":"2026-06-01T20:00:00Z"}],"authors":["ana"],"status":"PUBLISHED","publishedAt":"2026-05-05T08:00:00Z"}
{"kind":"recipe","key":"brouillon","title":"Le brouillon caché","body":"Secret.","authors":["ana"],"status":"DRAFT"}
{"kind":"event","key":"attente","title":"La date cachée","body":"Secret.","timings":[{"start":"2026-12-06T18:00:00Z"}],"authors":["ana"],"status":"SUBMITTED"}
{"kind":"initiative","key":"demain","title":"Demain caché","body":"Secret.","location":{"latitude":48.1,"longitude":-4.1},"authors":["ana"],"status":"PUBLISHED","publishedAt":"2027-01-01T08:00:00Z"}
{"kind":"article","key":"retire","title":"Le texte retiré","body":"Secret.","authors":["ana"],"status":"PUBLISHED","publishedAt":"2026-10-01T08:00:00Z"}
"#;

/// Loads the rows, and takes one back that was public.
pub(crate) async fn loaded(app: &TestApp) {
    let report = app.import(ROWS.trim()).await;
    assert_eq!(report.summary().refused, 0, "{}", report.summary());
    let withdrawn = r#"{"kind":"article","key":"retire","deleted":true}"#;
    assert!(app.import(withdrawn).await.summary().is_clean());
}

/// Gets a path with headers.
async fn get_with(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::get(path), |it, (name, value)| it.header(*name, *value));
    app.send(request.body(Body::empty()).unwrap()).await
}

/// The texts of the elements of this name, in the order of a document of XML.
fn elements(xml: &str, name: &str) -> Vec<String> {
    use quick_xml::Reader;
    use quick_xml::events::Event;
    let (mut reader, mut found, mut inside) = (Reader::from_str(xml), Vec::new(), None::<String>);
    loop {
        match reader.read_event().unwrap_or_else(|cause| panic!("{cause}: {xml}")) {
            Event::Start(it) if it.name().as_ref() == name => inside = Some(String::new()),
            Event::End(it) if it.name().as_ref() == name => found.extend(inside.take()),
            Event::Text(it) => {
                if let Some(text) = &mut inside {
                    text.push_str(it.as_ref());
                }
            }
            Event::GeneralRef(it) => {
                if let Some(text) = &mut inside {
                    let name = it.as_ref().to_owned();
                    let sign = it.resolve_char_ref().unwrap().map(String::from);
                    text.push_str(&sign.unwrap_or_else(|| {
                        [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")]
                            .into_iter()
                            .find(|(it, _)| *it == name)
                            .unwrap()
                            .1
                            .to_owned()
                    }));
                }
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}
