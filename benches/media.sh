#!/usr/bin/env bash
# How long a picture takes to be sent and to be shown, and how much memory the server has while many are sent at once:
# `benches/media.sh PROGRAM PICTURE`. A picture comes from `cargo bench --bench pictures -- --write FILE`. Needs curl.
set -euo pipefail
program=$(realpath "$1") picture=$(realpath "$2") at=127.0.0.1:18099
folder=$(mktemp -d)
cd "$folder"
export BC_DATABASE_URL=sqlite:$folder/net.db BC_LISTEN=$at BC_LOG=warn
"$program" migrate >/dev/null
token=$("$program" token create --name bench --role admin --whole-network 2>/dev/null)
"$program" serve >out 2>&1 &
server=$!
trap 'kill "$server"; rm -rf "$folder"' EXIT
for _ in $(seq 100); do if curl -sf "http://$at/health/live" >/dev/null; then break; else sleep 0.1; fi; done
curl -sf "http://$at/health/live" >/dev/null || { cat out >&2; exit 1; }
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$server/status"; }
send() { curl -s -o "${1:-/dev/null}" -w "$2" -H "Authorization: Bearer $token" --data-binary "@$picture" "http://$at/api/media"; }

echo "picture: $(stat -c %s "$picture") bytes; memory at rest: $(rss) KiB"
send answer '%{http_code}: sent in %{time_total} s\n'
checksum=$(grep -oE '[0-9a-f]{64}' answer | head -1 || true)
[ -n "$checksum" ] || { cat answer out >&2; exit 1; }
for variant in 1280w.jpg 1280w.webp 640w-1x1.webp 320w.webp; do
    for turn in first second; do
        curl -s -o /dev/null -w "$variant, $turn answer: %{time_total} s, %{size_download} bytes\n" \
            -H "Authorization: Bearer $token" "http://$at/media/$checksum/$variant"
    done
done
echo "memory: $(rss) KiB"
begun=$(date +%s%N)
pids=()
for turn in $(seq 50); do send "answer.$turn" "%{http_code}\n" >"code.$turn" & pids+=($!); done
most=0
while jobs -rp | grep -qvx "$server"; do
    now=$(rss); ((now > most)) && most=$now
    sleep 0.02
done
wait "${pids[@]}"
echo "50 at once: $((($(date +%s%N) - begun) / 1000000)) ms, at most $most KiB; answers: $(cat code.* | sort | uniq -c | xargs)"
curl -s -o /dev/null -H "Authorization: Bearer $token" "http://$at/media/$checksum/2560w.avif"
most=0
for _ in $(seq 3000); do
    now=$(rss); ((now > most)) && most=$now
    code=$(curl -s -o /dev/null -w '%{http_code} %{size_download}' -H "Authorization: Bearer $token" "http://$at/media/$checksum/2560w.avif")
    [ "${code%% *}" = 200 ] && break
    sleep 0.02
done
echo "2560w.avif: ${code##* } bytes, made at $most KiB at most"
