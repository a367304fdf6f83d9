#!/usr/bin/env bash
# Measures lookups with the cache and without it against a bare Helidon server and a plain one over
# JDBC, in the same run, on copies of one H2 file. Servers run on core 0, wrk on core 1.
# Needs: mvn package (with bootstrap), wrk, curl, taskset, two cores, Linux.
#
#   cache-benchmark.sh [--quick] [--assets N] [--limits] [--postgresql JDBC_URL]
#
# Without --limits no server limits how much is asked. With it one more does, far above what is
# asked, and is compared with the one that does not.
# With a database of PostgreSQL, which has to be empty, it also compares 64 clients of it with the
# cache and without. About 12 minutes; --quick about 3 minutes, and less to be trusted.
set -euo pipefail

assets=500000 postgresql= rounds=5 seconds=3 warm_requests=600000 warm_seconds=40 limits=
while [ $# -gt 0 ]; do
  case $1 in
    --quick) assets=50000 rounds=1 seconds=2 warm_requests=60000 warm_seconds=8 ;;
    --assets) assets=$2 && shift ;;
    --limits) limits=limited ;;
    --postgresql) postgresql=$2 && shift ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
small=5000 connections=8
. "$(dirname "$0")/benchmark.sh"
command -v curl > /dev/null || die "needs curl"
export ASSET_LOOKUP_JAVA_OPTS="${ASSET_LOOKUP_JAVA_OPTS:-} -Xmx4g"

echo "Java $(feature "$JAVA_HOME"), $assets assets, $rounds round(s) of ${seconds} s, load $(cut -d' ' -f1 /proc/loadavg)"
"$java" -cp "$here/target/asset-lookup-benchmarks-0.1.0-SNAPSHOT.jar:$lib/*" \
  dev.assetlookup.benchmarks.ImportFile import.jsonl all.paths "$assets"
store imported
"$launcher" import import.jsonl 2> import.log || die "import failed: $(tail -n 3 import.log)"
key=$(new_key)
writer=$("$launcher" keys create --org org_benchmark --scope content:write 2> /dev/null)
with_key="X-Api-Key: $key\\r\\n"
one=$(head -n 1 all.paths)
for copy in cached uncached plain tenth tight $limits; do
  cp imported.mv.db "$copy.mv.db"
done
head -n $((small / 20)) import.jsonl > small.jsonl
head -n "$small" all.paths > small.paths
store small
"$launcher" import small.jsonl 2> /dev/null
with_small_key="X-Api-Key: $(new_key)\\r\\n"

start_plain() {
  start "$1" "$java" -Xmx4g -cp "$here/target/asset-lookup-benchmarks-0.1.0-SNAPSHOT.jar:$lib/*" \
    dev.assetlookup.benchmarks.PlainServer \
    "jdbc:h2:file:$work/plain;OPTIMIZE_REUSE_RESULTS=0;USER=sa"
}
export ASSET_LOOKUP_CACHE_SIZE=0
start_ours uncached uncached
start_ours small small
length=$(header Content-Length <<< "$(head_of uncached "$one" "$with_key")")
start_bare bare
start_plain plain

# Without a long warm-up: what a server does in its first seconds.
load uncached all.paths "$with_key" 10
early=$cpu
load plain all.paths "$with_key" 10
early_plain=$cpu
for name in bare plain uncached; do
  warm "$name" all.paths "$with_key"
done
warm small small.paths "$with_small_key"
# An asset with its answer takes about 1.5 KB.
export ASSET_LOOKUP_CACHE_SIZE=$((assets * 150 / 1000))KB
start_ours tenth tenth
warm tenth all.paths "$with_key"
export ASSET_LOOKUP_CACHE_SIZE=2000MB
start_ours cached cached
warm cached all.paths "$with_key"
fill cached
if [ -n "$limits" ]; then
  ASSET_LOOKUP_LIMITS_ENABLED=true ASSET_LOOKUP_LIMITS_STANDARD=100000000/60/20 \
    ASSET_LOOKUP_LIMITS_ORGANIZATION=100000000 start_ours limited limited
  warm limited all.paths "$with_key"
  fill limited
fi

write_a_second() {
  local n=0
  while sleep 1; do
    n=$((n + 1))
    curl -sSf -o /dev/null -X PUT -H "X-Api-Key: $writer" -H 'Content-Type: application/json' \
      -d "{\"caption\":\"$n\",\"assets\":[{\"url\":\"https://media.example.com/$n.mp4\"}]}" \
      "http://127.0.0.1:${port[cached]}/v1/content/00000000-0000-4000-8000-00000000000$((n % 10))"
  done
}
record() {
  echo "$rate" >> "$1.rate" && echo "$cpu" >> "$1.cpu" && echo "$p99" >> "$1.p99"
  calc "$base_cpu / $cpu" 3 >> "$1.share"
}
for ((round = 0; round < rounds; round++)); do
  load bare all.paths "$with_key" "$seconds"
  base_cpu=$cpu
  record bare
  for name in plain uncached tenth $limits cached; do
    load "$name" all.paths "$with_key" "$seconds"
    record "$name"
  done
  quiet=$rate
  load small small.paths "$with_small_key" "$seconds"
  record small
  write_a_second &
  writes=$!
  load cached all.paths "$with_key" "$seconds"
  kill "$writes" && wait "$writes" 2> /dev/null || true
  record written
  calc "$rate / $quiet" 3 >> written.beside
done
# With more clients than the pool has connections, and at 70 % of the top rate.
for name in bare plain uncached cached; do
  connections=32
  load "$name" all.paths "$with_key" "$seconds"
  echo "$p99" > "$name.p99-32"
  connections=64
  pause=$(calc "64000 / 0.7 / $(median "$name.rate")" 3)
  load "$name" all.paths "$with_key" "$seconds"
  echo "$p99" > "$name.p99-70" && calc "$rate / $(median "$name.rate")" > "$name.rate-70"
  pause=
done
rss_line="resident: bare $(rss bare) MB, uncached $(rss uncached) MB, cached $(rss cached) MB"
for name in bare plain uncached cached tenth small $limits; do
  stop "$name"
done

# A small heap, and what a program takes beside it.
connections=8
unset ASSET_LOOKUP_CACHE_SIZE
options=$ASSET_LOOKUP_JAVA_OPTS
ASSET_LOOKUP_JAVA_OPTS="$options -Xmx256m"
start_ours tight tight
ASSET_LOOKUP_JAVA_OPTS=$options
start_bare bare -Xmx256m
for name in tight bare; do
  load "$name" all.paths "$with_key" 20
  rss "$name" > "$name.rss"
  stop "$name"
done
# A quarter of the heap.
allowed=$(calc "1.5 * $(cat bare.rss) + 64" 0)

if [ -n "$postgresql" ]; then
  export ASSET_LOOKUP_STORAGE_JDBC_URL=$postgresql
  "$launcher" import import.jsonl 2> import.log || die "import failed: $(tail -n 3 import.log)"
  with_key="X-Api-Key: $(new_key)\\r\\n"
  connections=64
  for size in 0 2000MB; do
    ASSET_LOOKUP_CACHE_SIZE=$size start "postgresql-$size" "$launcher" serve --port 0
    warm "postgresql-$size" all.paths "$with_key"
  done
  start_bare bare
  fill postgresql-2000MB
  for ((round = 0; round < rounds; round++)); do
    load bare all.paths "$with_key" "$seconds"
    base_cpu=$cpu
    for name in postgresql-0 postgresql-2000MB; do
      load "$name" all.paths "$with_key" "$seconds"
      record "$name"
    done
  done
fi

echo
printf '%-26s %9s %8s %14s %9s %9s %12s\n' "" "req/s" "us CPU" "share of bare" "p99 us" "p99, 32" "p99 at 70 %"
for name in bare plain uncached small tenth cached $limits written ${postgresql:+postgresql-0 postgresql-2000MB}; do
  printf '%-26s %9.0f %8.1f %14.2f %9.0f %9s %12s\n' "$name" "$(median "$name.rate")" \
    "$(median "$name.cpu")" "$(median "$name.share")" "$(median "$name.p99")" \
    "$(cat "$name.p99-32" 2> /dev/null || true)" "$(cat "$name.p99-70" 2> /dev/null || true)"
done
echo
line "figure" "measured" "budget" ""
judged "cached / bare, by CPU" "$(median cached.share)" ">=" 0.75
if [ -n "$limits" ]; then
  judged "CPU with limits / without" "$(calc "$(median limited.cpu) / $(median cached.cpu)" 3)" "<=" 1.03
fi
judged "the same with a write a second / quiet" "$(median written.beside)" ">=" 0.95
judged "uncached / bare, by CPU" "$(median uncached.share)" ">=" 0.42
line "plain / bare, by CPU" "$(median plain.share)" "" ""
line "CPU of the first 10 s: uncached / plain" "$(calc "$early / $early_plain")" "" ""
judged "uncached: CPU at $assets / at $small assets" \
  "$(calc "$(median uncached.cpu) / $(median small.cpu)")" "<=" 1.15
line "cache of a tenth: CPU / uncached" "$(calc "$(median tenth.cpu) / $(median uncached.cpu)")" "" ""
judged "resident, heap 256 MB (bare $(cat bare.rss) MB)" "$(cat tight.rss)" "<=" "$allowed"
if [ -n "$postgresql" ]; then
  judged "PostgreSQL, 64 clients: req/s cached / uncached" \
    "$(calc "$(median postgresql-2000MB.rate) / $(median postgresql-0.rate)")" ">=" 3.00
  judged "PostgreSQL, 64 clients: cached / bare, by CPU" "$(median postgresql-2000MB.share)" ">=" 0.45
fi
for name in uncached cached; do
  judged "p99 at $(cat "$name.rate-70") of the rate: $name / bare" \
    "$(calc "$(cat "$name.p99-70") / $(cat bare.p99-70)")" "<=" 2.00
done
echo "$rss_line"
echo "took $SECONDS s, load now $(cut -d' ' -f1 /proc/loadavg)"
