"""Judges rows by the JSON Schema that the server gives out, with the validator of others: `rows.py API FILE…`.

Rows of files and of the export are of the schema; rows with an unknown or a wrong member are not."""

import json
import sys
import urllib.request

from jsonschema import Draft202012Validator, FormatChecker

API = sys.argv[1].rstrip("/")


def get(path):
    with urllib.request.urlopen(API + path) as answer:
        return answer.read().decode()


schema = json.loads(get("/exchange.schema.json"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema, format_checker=FormatChecker())
texts = [(path, open(path, encoding="utf-8").read()) for path in sys.argv[2:]] + [("GET /api/export", get("/api/export"))]
count = 0
for name, text in texts:
    for number, line in enumerate(text.splitlines(), 1):
        for error in validator.iter_errors(json.loads(line)):
            sys.exit(f"{name}, line {number}: {error.json_path}: {error.message[:300]}")
        count += 1
assert count > 300, count

article = {"kind": "article", "key": "a"}
for bad in (
    {"kind": "article"},
    {"kind": "song", "key": "a"},
    article | {"titel": "A"},
    article | {"title": 12},
    article | {"status": "published"},
    article | {"authors": [{"nom": "Ana"}]},
    article | {"territories": ["Brest"]},
    article | {"slug": "Été"},
    article | {"originalUrl": "ftp://a.example/"},
    article | {"media": [{"role": "COVER"}]},
    {"kind": "event", "key": "a", "timings": [{"startDate": "1er mai"}]},
    {"kind": "recipe", "key": "a", "duration": "3 heures"},
):
    assert not validator.is_valid(bad), bad
print(f"{count} rows are of the schema")
