#!/bin/sh
# Brings rows into the API and prints what became of each, one JSON object a line.
#
#     API=https://api.example.org TOKEN=bc_… ./import.sh my-site rows.ndjson
#
# Run it as often as you like: what has not changed is left as it is.
set -eu
origin=$1
rows=$2
curl --silent --show-error --fail-with-body --no-buffer \
    --header "Authorization: Bearer $TOKEN" \
    --header "Content-Type: application/x-ndjson" \
    --data-binary "@$rows" \
    "$API/api/import?origin=$origin"
