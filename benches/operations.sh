#!/usr/bin/env bash
# Measures the read operations beside a page of finished bytes, in one run on one machine: requests per second and CPU
# per request. Needs wrk, curl and python3. Usage: benches/operations.sh [DATABASE_URL]
# PROGRAM measures another binary than that of the profile `dist`.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${PROGRAM:-}" ]; then cargo build --profile dist --quiet; fi
program=${PROGRAM:-$PWD/target/dist/bretagne-creative}
folder=$(mktemp -d)
export BC_LISTEN=127.0.0.1:18099 BC_LOG=warn BC_DATABASE_URL=${1:-sqlite:$folder/bench.db}
"$program" serve --demo >"$folder/out" 2>&1 &
server=$!
# the port is free again when this ends, for the next program to be measured
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$folder"' EXIT
until curl -sf "http://$BC_LISTEN/" >/dev/null; do sleep 0.05; done

cpu() { awk '{print ($14 + $15) * 1000000 / '"$(getconf CLK_TCK)"'}' "/proc/$server/stat"; }
rss() { awk '/^VmRSS/{printf "%.0f", $2 / 1024}' "/proc/$server/status"; }

measure() { # name, wrk arguments
    local name=$1 before after rate requests
    shift
    before=$(cpu)
    wrk -t1 -c32 -d"${SECONDS_EACH:-5}s" "$@" >"$folder/wrk"
    after=$(cpu)
    rate=$(awk '/Requests\/sec/{print $2}' "$folder/wrk")
    requests=$(awk '/requests in/{print $1}' "$folder/wrk")
    printf '| %s | %.0f | %.0f |\n' "$name" "$rate" "$(awk "BEGIN{print ($after - $before) / $requests}")"
}

echo "idle memory: $(rss) MB"
echo '| operation | requests/s | CPU µs a request |'
echo '| --- | --- | --- |'
measure 'finished bytes: /favicon.svg' "http://$BC_LISTEN/favicon.svg"
for name in InitiativeList InitiativePage InitiativesInTerritory MembersWithInitiatives UpcomingEvents Agenda Home; do
    NAME=$name python3 - >"$folder/$name.lua" <<'PY'
import json, os
name = os.environ["NAME"]
variables = json.load(open(f"tests/operations/{name}.json"))
if "slug" in variables:
    variables["slug"] = "heol"
body = json.dumps({"query": open(f"tests/operations/{name}.graphql").read(), "variables": variables})
print('wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [==[' + body + ']==]')
PY
    measure "$name" -s "$folder/$name.lua" "http://$BC_LISTEN/graphql"
done
# what it costs to know who asks: the same small question by nobody, with a signed token, and with an opaque one
signed=$("$program" token create --name signed --role editor --whole-network --jwt 2>/dev/null | grep -o 'eyJ[^ ]*' | head -1)
opaque=$("$program" token create --name opaque --role editor --whole-network 2>/dev/null | grep -o 'bc_[0-9a-f]*' | head -1)
ask="http://$BC_LISTEN/graphql?query=%7Bviewer%7Brole%7D%7D"
measure 'who asks: nobody' "$ask"
measure 'who asks: a signed token' -H "Authorization: Bearer $signed" "$ask"
measure 'who asks: an opaque token' -H "Authorization: Bearer $opaque" "$ask"
echo "memory under load: $(rss) MB"
