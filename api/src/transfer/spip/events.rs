//! Rows of events out of the calendar of a SPIP site: an article with the moments of its events, or an event a place.

use chrono::SecondsFormat;
use entity::import::row::RowKind;
use entity::value::kind::Kind;
use entity::value::text::fold;
use serde_json::{Map, Value, json};

use crate::transfer::spip::dates::{Moment, in_zone, moment};
use crate::transfer::spip::documents::attached;
use crate::transfer::spip::entries::{Making, status};
use crate::transfer::spip::findings::{Findings, Topic};
use crate::transfer::spip::markup::write::part;
use crate::transfer::spip::reference_rows::{Made, put};
use crate::transfer::spip::tables::Fields;

impl Making<'_> {
    /// The rows of an article in the calendar, or with events of its own: one event where all take place at one place under one
    /// name, else the article and an event for each of them.
    pub(super) fn with_events(&self, article: Fields<'_>, events: &[Fields<'_>], findings: &mut Findings) -> Vec<Made> {
        let kind = self.kind(article);
        let about = self.about(article);
        let mut groups: Vec<Vec<Fields<'_>>> = Vec::new();
        for event in events {
            if event.text("statut") == "poubelle" {
                let said =
                    format!("événement {} à la poubelle : « {} »", event.id("id_evenement"), event.text("titre"));
                findings.add(Topic::LeftBehind, about.clone(), said);
                continue;
            }
            let same =
                |other: &Fields<'_>| ["titre", "lieu", "adresse"].iter().all(|it| other.text(it) == event.text(it));
            match groups.iter_mut().find(|it| it.first().is_some_and(same)) {
                Some(group) => group.push(*event),
                None => groups.push(vec![*event]),
            }
        }
        if kind != Kind::Event {
            let mut rows = vec![self.article(article, kind, findings)];
            rows.extend(groups.iter().filter_map(|it| self.event(article, it, findings)));
            return rows;
        }
        let [only] = groups.as_slice() else {
            if groups.is_empty() {
                findings.add(Topic::Dates, about, "dans l’agenda, sans aucune date : devient un article");
            }
            let mut rows = vec![self.article(article, Kind::Article, findings)];
            rows.extend(groups.iter().filter_map(|it| self.event(article, it, findings)));
            return rows;
        };
        let (_, key, mut fields) = self.article(article, Kind::Event, findings);
        if !self.fill(&mut fields, article, only, &about, findings) {
            findings.add(Topic::Dates, about, "aucune date possible : devient un article");
            return vec![self.article(article, Kind::Article, findings)];
        }
        let described = only.first().map_or("", |it| it.text("descriptif"));
        if !described.trim().is_empty() {
            let (blocks, notes, mut losses) = self.site.blocks(described, &self.site.language);
            let more = part(&blocks, &notes, &mut losses);
            let body = fields.get("body").and_then(Value::as_str).unwrap_or_default();
            let body = if body.is_empty() { more } else { format!("{more}\n\n{body}") };
            fields.insert("body".into(), body.into());
        }
        vec![(RowKind::Entry(Kind::Event), key, fields)]
    }

    /// An event of its own, with the text of its article.
    fn event(&self, article: Fields<'_>, group: &[Fields<'_>], findings: &mut Findings) -> Option<Made> {
        let first = group.first()?;
        let id = first.id("id_evenement");
        let title = self.site.line(first.text("titre"), &self.site.language);
        let about = format!("événement {id} « {title} »");
        let (_, _, of_article) = self.article(article, Kind::Article, &mut Findings::default());
        let shared =
            ["language", "status", "publishedAt", "authors", "licence", "territories", "themes", "body", "summary"];
        let mut fields: Map<String, Value> = Map::from_iter([("title".to_owned(), Value::from(title))]);
        fields.extend(of_article.into_iter().filter(|(name, _)| shared.contains(&name.as_str())));
        if !first.text("descriptif").trim().is_empty() {
            let (blocks, notes, mut losses) = self.site.blocks(first.text("descriptif"), &self.site.language);
            put(&mut fields, "body", part(&blocks, &notes, &mut losses));
        }
        let mut shown = vec![article];
        shown.extend(group);
        let own = group.iter().any(|it| !self.site.linked("documents", "evenement", it.id("id_evenement")).is_empty());
        let of = if own { ("evenement", id) } else { ("article", article.id("id_article")) };
        fields.extend(attached(self.site, of.0, of.1, &shown).map(|it| ("media".to_owned(), it)));
        if article.text("statut") == "publie" {
            fields.insert("status".into(), status(first.text("statut")).unwrap_or("DRAFT").into());
        }
        if !self.fill(&mut fields, article, group, &about, findings) {
            findings.add(Topic::Dates, about, "aucune date possible : l’événement n’est pas repris");
            return None;
        }
        Some((RowKind::Entry(Kind::Event), format!("evenement:{id}"), fields))
    }

    /// Moments, place and number of seats; false without any moment.
    fn fill(
        &self,
        fields: &mut Map<String, Value>,
        article: Fields<'_>,
        group: &[Fields<'_>],
        about: &str,
        findings: &mut Findings,
    ) -> bool {
        let mut timings: Vec<Value> = group.iter().filter_map(|it| self.timing(*it, about, findings)).collect();
        timings.sort_by_key(|it| it["start"].as_str().or(it["startDate"].as_str()).unwrap_or_default().to_owned());
        let Some(first) = group.first().filter(|_| !timings.is_empty()) else { return false };
        fields.insert("timings".into(), timings.into());
        fields.insert("timeZone".into(), self.zone.name().into());
        put(fields, "place", self.site.line(first.text("lieu"), &self.site.language));
        put(fields, "address", self.site.line(first.text("adresse"), &self.site.language));
        let seats = first.id("places");
        if seats > 0 {
            fields.insert("capacity".into(), seats.into());
        }
        let said = fold(&format!("{} {}", first.text("titre"), article.text("texte")));
        let is_online = first.text("lieu").trim().is_empty()
            && first.text("adresse").trim().is_empty()
            && ["en ligne", "visio", "webinaire"].iter().any(|it| said.contains(it));
        fields.insert("attendance".into(), if is_online { "ONLINE" } else { "IN_PERSON" }.into());
        for event in group {
            let id = event.id("id_evenement");
            self.keywords("evenement", id, Kind::Event, about, fields, findings);
            if !self.site.linked("gis", "evenement", id).is_empty() {
                self.territories(article, "evenement", id, about, fields, findings);
                break;
            }
        }
        true
    }

    fn timing(&self, event: Fields<'_>, about: &str, findings: &mut Findings) -> Option<Value> {
        let (start, end) = (event.text("date_debut"), event.text("date_fin"));
        let Moment::At(from) = moment(start) else {
            findings.add(Topic::Dates, about, format!("début impossible : « {start} » ; ce moment n’est pas repris"));
            return None;
        };
        let until = match moment(end) {
            Moment::At(it) if it >= from => Some(it),
            Moment::Absent => None,
            Moment::At(_) | Moment::Impossible => {
                findings.add(
                    Topic::Dates,
                    about,
                    format!("fin impossible : « {end} » après « {start} » ; la fin est laissée ouverte"),
                );
                None
            }
        };
        if event.text("horaire") == "non" {
            let last = until.unwrap_or(from).date();
            return Some(json!({ "allDay": true, "startDate": from.date().to_string(), "endDate": last.to_string() }));
        }
        let write = |it| in_zone(it, self.zone).map(|it| it.to_rfc3339_opts(SecondsFormat::Secs, true));
        let mut timing = Map::from_iter([("start".to_owned(), Value::from(write(from)?))]);
        timing.extend(until.filter(|it| *it > from).and_then(write).map(|it| ("end".to_owned(), it.into())));
        Some(timing.into())
    }
}
