#!/usr/bin/env python3
"""Writes rows in the import format, the same ones each time: 60 themes, and for each multiple 500 members, 5,000 initiatives,
20,000 articles and 3,000 events.

Usage: rows.py [MULTIPLE] > rows.ndjson
"""
import csv
import datetime
import json
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LICENCES = ["CC-BY-SA-4.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC0-1.0", "etalab-2.0", "LAL-1.3"]
SYLLABLES = "ba bre ca da fi ga ker lan me no pa plou ra ro sa tre ti va".split()
SEED = 20_261_127
# A third of the themes stands under another one.
THEMES = 60


def communes():
    """Every thirtieth commune, with its middle."""
    with open(ROOT / "entity/data/territories.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "COMMUNE"]
    return [(f"commune:{row['code']}", float(row["latitude"]), float(row["longitude"])) for row in rows][::30]


def placed(chance, places):
    """A commune, and a point within some kilometres of its middle."""
    commune, latitude, longitude = chance.choice(places)
    return {"territories": [commune], "location": {
        "latitude": round(latitude + chance.uniform(-0.03, 0.03), 5), "longitude": round(longitude + chance.uniform(-0.04, 0.04), 5)}}


class Words:
    """Texts of made-up words; few words are frequent, most are rare."""

    def __init__(self, chance):
        self.chance = chance
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]

    def word(self):
        return self.words[int(len(self.words) * self.chance.random() ** 3)]

    def some(self, count):
        return " ".join(self.word() for _ in range(count))

    def text(self, paragraphs):
        return "\n\n".join(self.some(self.chance.randint(40, 120)).capitalize() + "." for _ in range(paragraphs))


def frequencies():
    """The word that most texts have, one that many have, and one that few have."""
    words = Words(random.Random(SEED)).words
    return {"common": words[0], "frequent": words[40], "rare": words[-1]}


def moment(chance, first, last):
    start = datetime.datetime(first, 1, 1, tzinfo=datetime.timezone.utc)
    days = (last - first + 1) * 365
    return start + datetime.timedelta(days=chance.random() * days)


def wire(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def rows(multiple):
    chance = random.Random(SEED)
    words, places = Words(chance), communes()
    for theme in range(THEMES):
        parent = {"parent": f"t{theme % 20}"} if theme >= 40 else {}
        yield {"kind": "theme", "key": f"t{theme}", "slug": f"theme-{theme}", "name": {"fr": f"Thème {theme}"}, **parent}
    members = 500 * multiple
    for member in range(members):
        yield {"kind": "member", "key": f"m{member}", "slug": f"membre-{member}", "memberKind": "PERSON",
               "name": words.some(2).title()}

    def entry(kind, number, first=2012, last=2025):
        return {
            "kind": kind, "key": f"{kind}{number}", "slug": f"{kind}-{number}", "title": words.some(5).capitalize(),
            "summary": words.some(20).capitalize() + ".", "language": "fr", "licence": chance.choice(LICENCES),
            "status": "PUBLISHED" if chance.random() < 0.9 else "DRAFT",
            "publishedAt": wire(moment(chance, first, last)), "body": words.text(chance.randint(2, 6)),
            "themes": [f"t{it}" for it in chance.sample(range(THEMES), 2)],
        }

    initiatives = 5_000 * multiple
    for number in range(initiatives):
        yield {**entry("initiative", number), "authors": [f"m{chance.randrange(members)}"], **placed(chance, places)}
    for number in range(20_000 * multiple):
        yield {**entry("article", number), "articleKind": "ORIGINAL", "authors": [f"m{chance.randrange(members)}"],
               "initiatives": [f"initiative{chance.randrange(initiatives)}"]}
    for number in range(3_000 * multiple):
        # as many are to come, however many are over
        years = (2030, 2030) if number < 150 else (2012, 2025)
        start = moment(chance, *years)
        yield {**entry("event", number), "timeZone": "Europe/Paris", "attendance": "IN_PERSON",
               "timings": [{"start": wire(start), "end": wire(start + datetime.timedelta(hours=3))}],
               **placed(chance, places), "organisers": [f"m{chance.randrange(members)}"]}


def main():
    multiple = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for row in rows(multiple):
        row = {name: value for name, value in row.items() if not (name == "publishedAt" and row["status"] == "DRAFT")}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
