#!/usr/bin/env python3
"""Brings rows into the API and says what became of them.

    API=https://api.example.org TOKEN=bc_… ./import.py my-site rows.ndjson [--dry-run]

Run it as often as you like: what has not changed is left as it is. Needs `requests`.
"""

import json
import os
import sys

import requests


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    origin, path = sys.argv[1:3]
    parameters = {"origin": origin, "dryRun": "true" if "--dry-run" in sys.argv else "false"}
    headers = {
        "Authorization": f"Bearer {os.environ['TOKEN']}",
        "Content-Type": "application/x-ndjson",
        "Accept": "application/json",
    }
    with open(path, "rb") as rows:
        answer = requests.post(
            f"{os.environ['API']}/api/import", params=parameters, headers=headers, data=rows, stream=True, timeout=600
        )
    if answer.status_code != 200:
        print(answer.text, file=sys.stderr)
        return 1
    summary = None
    for line in answer.iter_lines():
        told = json.loads(line)
        if "summary" in told:
            summary = told["summary"]
        elif told.get("outcome") in ("REFUSED", "CONFLICT") or "note" in told:
            reasons = told.get("problems") or told.get("why") or told.get("conflicts")
            print(f"line {told['line']} {told['row']}: {told['outcome']} {json.dumps(reasons, ensure_ascii=False)}")
    if summary is None:
        print("the answer ended early; run it again", file=sys.stderr)
        return 1
    print(json.dumps(summary))
    return 1 if summary["refused"] or summary["conflicts"] or summary["unfinished"] else 0


if __name__ == "__main__":
    sys.exit(main())
