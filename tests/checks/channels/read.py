"""Reads each channel as its consumers read it, with libraries that others wrote: `read.py API`. The server runs the demo.

The credit line and the licence of every entry must arrive on each of the twelve channels. It fails where one of them is missing, where a
library complains, and where counts and instants differ from what GraphQL answers."""

import csv
import html
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request
from datetime import date, datetime, timezone
from html.parser import HTMLParser
from xml.etree import ElementTree

import extruct
import feedparser
import icalendar
from geojson_validator import validate_geometries, validate_structure

API = sys.argv[1].rstrip("/")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# Every way on which content leaves. A channel that no check below reads is a fault.
CHANNELS = ("GraphQL", "JSON", "JSON-LD", "Atom", "RSS", "JSON Feed", "iCal", "GeoJSON", "CSV", "oEmbed", "iframe", "web component")
READ = {}


def channel(name):
    """Names the check that reads a channel."""
    def named(check):
        assert name in CHANNELS and name not in READ, name
        READ[name] = check
        return check
    return named


def get(path, accept="*/*"):
    request = urllib.request.Request(path if path.startswith("http") else API + path, headers={"Accept": accept})
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode()


def graphql(query):
    answer = json.loads(get("/graphql?query=" + urllib.parse.quote(query)))
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def entries(filter="", first=100):
    fields = "id kind slug title url attribution html: attribution(format: HTML) licence { key shortName url }"
    nodes = graphql("{ entries(first: %d%s) { nodes { %s } } }" % (first, filter, fields))["entries"]["nodes"]
    return {it["id"]: it for it in nodes}


def credited(entry, credit, licence):
    """The credit line of an entry is the one of GraphQL, and its licence is named by its key, or by its address where it has one."""
    assert credit == entry["attribution"], (entry["title"], credit, entry["attribution"])
    assert licence in (entry["licence"]["key"], entry["licence"]["url"]), (entry["title"], licence, entry["licence"])


def text_of(fragment):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", fragment))).strip()


def said_in(entry, fragment):
    """HTML that people see holds the credit line, and links to the licence where it has an address."""
    line = text_of(entry["html"])
    assert line in text_of(fragment), (entry["title"], line, text_of(fragment)[-400:])
    url = entry["licence"]["url"]
    assert url is None or html.escape(url) in fragment, (entry["title"], url)


KNOWN = entries()
SHOWN = entries(", filter: { kind: [INITIATIVE, RECIPE, ARTICLE, EVENT] }", 50)


@channel("GraphQL")
def read_graphql():
    for it in KNOWN.values():
        assert it["attribution"] and it["licence"]["key"] and it["licence"]["shortName"], it
    found = graphql('{ search(text: "jardin", first: 50) { nodes { entry { id attribution licence { key } } } } }')["search"]["nodes"]
    for it in (it["entry"] for it in found if it["entry"]):
        assert it["attribution"] and it["licence"]["key"], it
    return len(KNOWN)


@channel("JSON")
def read_json():
    read = 0
    for kind in ("initiatives", "recipes", "articles", "events", "pages"):
        # the fields that are asked for have neither
        for item in json.loads(get(f"/api/{kind}?first=100&fields=summary"))["items"]:
            if item["id"] in KNOWN:
                credited(KNOWN[item["id"]], item["attribution"], item["licence"]["key"])
            assert item["attribution"] and item["licence"]["key"] and item["authors"] is not None, item
            read += 1
    found = [it["entry"] for it in json.loads(get("/api/search?text=jardin&first=50&fields=summary"))["items"] if it["entry"]]
    assert found
    for item in found:
        assert item["attribution"] and item["licence"]["key"], item
    return read + len(found)


@channel("JSON-LD")
def read_structured():
    types = {"ARTICLE": "Article", "RECIPE": "HowTo", "EVENT": "Event", "INITIATIVE": "Project", "PAGE": "WebPage"}
    pages = list(KNOWN.values())[:60]
    for page in pages:
        address = f"/embed/{page['kind'].lower()}/{page['slug']}"
        [data] = extruct.extract(get(address, "text/html"), syntaxes=["json-ld"])["json-ld"]
        assert data["@type"] == types[page["kind"]] and data["name"] == page["title"], page
        work = data.get("subjectOf", data)
        credited(page, work["creditText"], work["license"])
        assert json.loads(get(address, "application/ld+json")) == data, page
    return len(pages)


def read_feed(path):
    kinds = "initiative,recipe,article,event"
    for content in ("full", "summary"):
        feed = feedparser.parse(get(f"{path}?limit=50&content={content}&kind={kinds}"))
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert [it.id for it in feed.entries] == [f"urn:uuid:{it}" for it in SHOWN], path
        for entry in feed.entries:
            known = SHOWN[entry.id.removeprefix("urn:uuid:")]
            assert entry.title == known["title"] and entry.link and entry.updated_parsed and entry.published_parsed, entry.title
            links = [it.href for it in entry.links if it.rel == "license"]
            stated = links[0] if links else entry.get("license")
            credited(known, entry.get("rights") or entry.get("dc_rights"), stated or known["licence"]["key"])
            assert stated == known["licence"]["url"], (path, entry.title, stated)
            said_in(known, entry.content[0].value if content == "full" else entry.summary)
    return len(SHOWN)


@channel("Atom")
def read_atom():
    return read_feed("/feed.atom")


@channel("RSS")
def read_rss():
    return read_feed("/feed.rss")


@channel("JSON Feed")
def read_json_feed():
    items = json.loads(get("/feed.json?limit=50"))["items"]
    assert [it["id"] for it in items] == [f"urn:uuid:{it}" for it in SHOWN]
    for item in items:
        known = SHOWN[item["id"].removeprefix("urn:uuid:")]
        credited(known, item["_licence"]["credit_text"], item["_licence"]["key"])
        said_in(known, item["content_html"])
    return len(items)


@channel("iCal")
def read_calendar():
    text = get("/events.ics?from=2000-01-01T00:00:00Z&limit=1000")
    read = icalendar.Calendar.from_ical(text)
    assert not read.get_missing_tzids(), read.get_missing_tzids()
    events = {str(it["UID"]): it for it in read.walk("VEVENT")}
    rows = graphql(
        '{ occurrences(from: "2000-01-01T00:00:00Z", first: 100) { totalCount nodes { id allDay start end startDate endDate'
        " event { title url attribution licence { key url } } } } }"
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
        links = event.get("LINK", [])
        links = [str(it) for it in (links if isinstance(links, list) else [links])]
        licence = row["event"]["licence"]["url"]
        assert licence is None or licence in links, (row, links)
    return len(events)


@channel("GeoJSON")
def read_places():
    collection = json.loads(get("/map.geojson"))
    structure = validate_structure(collection)
    assert not structure, structure
    found = validate_geometries(collection)
    assert not found["invalid"], found
    for feature in collection["features"]:
        properties = feature["properties"]
        assert properties["licence"] and properties["credit"], feature
        if feature["id"] in KNOWN:
            credited(KNOWN[feature["id"]], properties["credit"], properties["licence"])
    elements = json.loads(get("/gogocarto.json"))["data"]
    assert len(elements) == len(collection["features"])
    assert all(it["credit"] and it["licence"] for it in elements)
    return len(elements)


@channel("CSV")
def read_table():
    rows = list(csv.DictReader(io.StringIO(get("/entries.csv"))))
    schema = [it["name"] for it in json.loads(get("/entries.schema.json"))["fields"]]
    assert rows and list(rows[0]) == schema
    for row in rows:
        assert row["credit"] and row["licence"], row
        if row["id"] in KNOWN:
            # an apostrophe stands before what a spreadsheet would compute
            credited(KNOWN[row["id"]], row["credit"].removeprefix("'"), row["licence"])
    return len(rows)


@channel("oEmbed")
def read_oembed():
    pages = list(SHOWN.values())[:12]
    for page in pages:
        for address in (page["url"], f"{API}/embed/{page['kind'].lower()}/{page['slug']}"):
            query = urllib.parse.urlencode({"url": address})
            told = json.loads(get(f"/oembed?{query}"))
            credited(page, told["credit_text"], told["license"])
            quoted = told["html"].partition("</blockquote>")[0]
            said_in(page, quoted)
            root = ElementTree.fromstring(get(f"/oembed?{query}&format=xml"))
            credited(page, root.findtext("credit_text"), root.findtext("license"))
    return len(pages)


class Credits(HTMLParser):
    """The parts of a page that hold a credit line, as HTML."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.depth, self.held, self.found = 0, "", []

    def handle_starttag(self, tag, attributes):
        if self.depth or dict(attributes).get("part") == "credit":
            self.depth += 1
            self.held += self.get_starttag_text()

    def handle_endtag(self, tag):
        if self.depth:
            self.depth -= 1
            self.held += f"</{tag}>"
            if not self.depth:
                self.found.append(self.held)
                self.held = ""

    def handle_data(self, data):
        self.held += data if self.depth else ""

    def handle_entityref(self, name):
        self.held += f"&{name};" if self.depth else ""

    def handle_charref(self, name):
        self.held += f"&#{name};" if self.depth else ""


@channel("iframe")
def read_frames():
    pages = list(SHOWN.values())
    for page in pages[:20]:
        read = Credits()
        read.feed(get(f"/embed/{page['kind'].lower()}/{page['slug']}", "text/html"))
        assert len(read.found) == 1, (page["title"], read.found)
        said_in(page, read.found[0])
    read = Credits()
    read.feed(get("/embed/entry?limit=50", "text/html"))
    assert len(read.found) == len(pages)
    for page, credit in zip(pages, read.found):
        said_in(page, credit)
    return len(pages)


@channel("web component")
def read_components():
    """A page of another origin shows a list; a browser tells what stands in the component."""
    page = f"""<!doctype html><html lang="fr"><title>Partenaire</title><script type="module" src="{API}/embed.js"></script>
<bretagne-creative-list kind="entry" limit="5"><a href="/">repli</a></bretagne-creative-list><pre id="told"></pre>
<script>addEventListener("bretagne-creative-load", (it) => {{
  const parts = [...it.target.shadowRoot.querySelectorAll("[part=credit]")].map((part) => part.outerHTML);
  document.getElementById("told").textContent = JSON.stringify(parts);
}});</script></html>""".encode()

    class Partner(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Partner)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        flags = ["--headless", "--disable-gpu", f"--user-data-dir={folder}", "--virtual-time-budget=20000"]
        # a container's root may not use the sandbox
        flags += ["--no-sandbox"] if os.geteuid() == 0 else []
        command = [CHROMIUM, *flags, "--dump-dom", f"http://localhost:{server.server_address[1]}/"]
        dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    server.shutdown()
    told = re.search(r'<pre id="told">(.*?)</pre>', dom, re.S)[1]
    credits = json.loads(html.unescape(told))
    assert len(credits) == 5, credits
    for entry, credit in zip(SHOWN.values(), credits):
        said_in(entry, credit)
    return len(credits)


missing = [name for name in CHANNELS if name not in READ]
assert not missing, f"no check reads {missing}"
for name in CHANNELS:
    print(f"{name}: {READ[name]()} with credit and licence")
print(f"{len(READ)} of {len(CHANNELS)} channels")
