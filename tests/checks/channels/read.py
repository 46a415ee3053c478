"""Reads each channel with a library that others wrote: `read.py API`. The server runs the demo.

It fails where a library complains, where an entry comes without credit or licence, and where counts and instants differ from what
GraphQL answers."""

import json
import sys
import urllib.parse
import urllib.request
from datetime import date, datetime, timezone

import extruct
import feedparser
import icalendar
from geojson_validator import validate_geometries, validate_structure

API = sys.argv[1].rstrip("/")


def get(path, accept="*/*"):
    request = urllib.request.Request(API + path, headers={"Accept": accept})
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode()


def graphql(query):
    answer = json.loads(get("/graphql?query=" + urllib.parse.quote(query)))
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def feeds():
    kinds = "initiative,recipe,article,event"
    titles = [it["title"] for it in graphql("{ entries(first: 50, filter: { kind: [INITIATIVE, RECIPE, ARTICLE, EVENT] }) { nodes { title } } }")["entries"]["nodes"]]
    for path in ("/feed.atom", "/feed.rss"):
        for content in ("full", "summary"):
            feed = feedparser.parse(get(f"{path}?limit=50&content={content}&kind={kinds}"))
            assert not feed.bozo, (path, feed.get("bozo_exception"))
            assert [it.title for it in feed.entries] == titles, path
            for entry in feed.entries:
                assert entry.id.startswith("urn:uuid:") and entry.link and entry.updated_parsed and entry.published_parsed, entry.title
                held = entry.content[0].value if content == "full" else entry.summary
                assert "<small>" in held, (path, entry.title)
                assert entry.get("rights") or entry.get("dc_rights"), (path, entry.title)
                links = [it.href for it in entry.links if it.rel == "license"]
                stated = links or [entry.get("license")]
                assert all(stated) or "licence" in entry.get("rights", "") or "droits" in entry.get("rights", ""), (path, entry.title)
    return len(titles)


def calendar():
    text = get("/events.ics?from=2000-01-01T00:00:00Z&limit=1000")
    read = icalendar.Calendar.from_ical(text)
    assert not read.get_missing_tzids(), read.get_missing_tzids()
    events = {str(it["UID"]): it for it in read.walk("VEVENT")}
    rows = graphql(
        '{ occurrences(from: "2000-01-01T00:00:00Z", first: 100) { totalCount nodes { id allDay start end startDate endDate'
        " event { title url attribution licence { url } } } } }"
    )["occurrences"]
    assert len(events) == rows["totalCount"], (len(events), rows["totalCount"])
    for row in rows["nodes"]:
        event = events[row["id"].removeprefix("occurrence:")]
        start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
        if row["allDay"]:
            assert start == date.fromisoformat(row["startDate"]), row
            assert (end - date.fromisoformat(row["endDate"])).days == 1, row
        else:
            utc = lambda it: it.astimezone(timezone.utc)
            assert utc(start) == datetime.fromisoformat(row["start"].replace("Z", "+00:00")), row
            assert (end is None) == (row["end"] is None), row
            assert end is None or utc(end) == datetime.fromisoformat(row["end"].replace("Z", "+00:00")), row
        assert str(event["SUMMARY"]) == row["event"]["title"], row
        assert row["event"]["attribution"] in str(event["DESCRIPTION"]), row
        assert str(event["URL"]) == row["event"]["url"], row
    return len(events)


def places():
    collection = json.loads(get("/map.geojson"))
    structure = validate_structure(collection)
    assert not structure, structure
    found = validate_geometries(collection)
    assert not found["invalid"], found
    for feature in collection["features"]:
        assert feature["properties"]["licence"] and feature["properties"]["credit"], feature
    elements = json.loads(get("/gogocarto.json"))["data"]
    assert len(elements) == len(collection["features"])
    return len(elements)


def structured():
    pages = graphql("{ entries(first: 60) { nodes { kind slug title attribution licence { url key } } } }")["entries"]["nodes"]
    types = {"ARTICLE": "Article", "RECIPE": "HowTo", "EVENT": "Event", "INITIATIVE": "Project", "PAGE": "WebPage"}
    for page in pages:
        html = get(f"/embed/{page['kind'].lower()}/{page['slug']}", "text/html")
        [data] = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
        assert data["@type"] == types[page["kind"]] and data["name"] == page["title"], page
        work = data.get("subjectOf", data)
        assert work["creditText"] == page["attribution"], page
        assert work["license"] == (page["licence"]["url"] or page["licence"]["key"]), page
    return len(pages)


for check in (feeds, calendar, places, structured):
    print(f"{check.__name__}: {check()} read")
