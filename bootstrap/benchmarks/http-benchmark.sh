#!/usr/bin/env bash
# Measures the distribution over HTTP against a bare Helidon server in the same run, and compares
# with the budgets of the project. Servers run on core 0, wrk on core 1; traffic stays on 127.0.0.1.
# Needs: mvn package (with bootstrap), wrk, taskset, two cores, Linux.
#
#   http-benchmark.sh [--quick] [--assets N]
#
# Less than 8 minutes; --quick less than 2 minutes, and less to be trusted.
set -euo pipefail

assets=500000 rounds=5 seconds=2 starts=5 warm_requests=400000 warm_seconds=45
while [ $# -gt 0 ]; do
  case $1 in
    --quick) assets=50000 rounds=1 seconds=1 starts=1 warm_requests=60000 warm_seconds=8 ;;
    --assets) assets=$2 && shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
small=5000 connections=8

. "$(dirname "$0")/benchmark.sh"
# What is asked for is also what is not there; expect looks at each kind once.
refusals=yes
# cache-benchmark.sh measures the cache.
export ASSET_LOOKUP_CACHE_SIZE=0

echo "Java $(feature "$JAVA_HOME"), $assets assets, $rounds round(s) of ${seconds} s, load $(cut -d' ' -f1 /proc/loadavg)"
"$java" -cp "$here/target/asset-lookup-benchmarks-0.1.0-SNAPSHOT.jar:$lib/*" \
  dev.assetlookup.benchmarks.ImportFile import.jsonl large.paths "$assets"
head -n $((small / 20)) import.jsonl > small.jsonl
head -n "$small" large.paths > small.paths
head -n 1 large.paths > one.paths
sed 's/$/-none/' large.paths > no-asset.paths
sed 's/cnt_......../cnt_00000000/' large.paths > no-container.paths
sed 's#/assets/.*##' large.paths | uniq > container.paths
echo '/v1/content?limit=25' > first-page.paths

store large
began=$(micros)
"$launcher" import import.jsonl 2> import.log || die "import failed: $(tail -n 3 import.log)"
import_rate=$(calc "$assets * 1000000 / ($(micros) - $began)" 0)
key=$(new_key)
store small && "$launcher" import small.jsonl 2> /dev/null && small_key=$(new_key)
store empty && empty_key=$(new_key)
with_key="X-Api-Key: $key\\r\\n"
one=$(cat one.paths)

start_ours large large
sample=$(head_of large "$one" "$with_key")
length=$(header Content-Length <<< "$sample")
tag=$(header ETag <<< "$sample")
with_tag="${with_key}If-None-Match: $tag\\r\\n"
expect() { # STATUS PATHS HEADERS
  local status
  status=$(head_of large "$(head -n 1 "$2")" "$3")
  status=${status%%$'\n'*}
  [[ $status == *" $1 "* ]] || die "expected $1 for $2, not: $status"
}
expect 200 one.paths "$with_key"
expect 404 no-asset.paths "$with_key"
expect 404 no-container.paths "$with_key"
expect 304 one.paths "$with_tag"
expect 401 one.paths ""
# Pages from all over the list: what cursors of longer pages lead to.
cursor=
for ((page = 0; page < 40; page++)); do
  cursor=$(body_of large "/v1/content?limit=200${cursor:+&cursor=$cursor}" "$with_key" |
    sed -n 's/.*"nextCursor":"\([^"]*\)".*/\1/p')
  [ -n "$cursor" ] || break
  echo "/v1/content?limit=25&cursor=$cursor" >> pages.paths
done
[ -s pages.paths ] || cp first-page.paths pages.paths
expect 200 container.paths "$with_key"
expect 200 pages.paths "$with_key"
start_ours small small
start_bare bare

warm bare large.paths "$with_key"
warm large large.paths "$with_key"
warm small small.paths "X-Api-Key: $small_key\\r\\n"
warm_requests=$((warm_requests / 8))
warm large no-asset.paths "$with_key"
warm large no-container.paths "$with_key"
warm large one.paths "$with_tag"
warm large one.paths ""
warm_requests=$((warm_requests / 4))
warm large container.paths "$with_key"
warm large first-page.paths "$with_key"
warm large pages.paths "$with_key"
batch=100 && warm large large.paths "$with_key" && batch=
warm_requests=$((warm_requests * 4))

record() {
  echo "$rate" >> "$1.rate" && echo "$cpu" >> "$1.cpu"
  calc "$cpu / $base_cpu" 3 >> "$1.cost"
  calc "$rate / $base_rate" 3 >> "$1.share"
}
# figure KIND SERVER PATHS HEADERS
figure() {
  load "$2" "$3" "$4" "$seconds"
  record "$1"
  # What this kind costs beside a 200 of the same round.
  [ "$1" = 200 ] && ok_cpu=$cpu
  [ "$1" = 200-one ] && one_cpu=$cpu
  return 0
}
beside() { calc "$cpu / $1" 3 >> "$2.beside"; }
for ((round = 0; round < rounds; round++)); do
  load bare large.paths "$with_key" "$seconds"
  base_cpu=$cpu base_rate=$rate
  record bare
  figure 200 large large.paths "$with_key"
  figure 200-small small small.paths "X-Api-Key: $small_key\\r\\n"
  calc "$ok_cpu / $cpu" 3 >> growth.beside
  figure 404-asset large no-asset.paths "$with_key" && beside "$ok_cpu" 404-asset
  figure 404-container large no-container.paths "$with_key" && beside "$ok_cpu" 404-container
  figure 200-one large one.paths "$with_key"
  figure 304-one large one.paths "$with_tag" && beside "$one_cpu" 304-one
  figure 401 large one.paths ""
  figure container large container.paths "$with_key" && beside "$ok_cpu" container
  figure first-page large first-page.paths "$with_key" && beside "$ok_cpu" first-page
  figure pages large pages.paths "$with_key" && beside "$ok_cpu" pages
  batch=100 && figure batch large large.paths "$with_key" && beside "$ok_cpu" batch && batch=
done
stop small && stop large
bare_rss=$(rss bare)
stop bare

start_ours empty empty
with_empty_key="X-Api-Key: $empty_key\\r\\n"
warm_requests=$((warm_requests * 8))
warm empty large.paths "$with_empty_key"
empty_rss=$(rss empty)
warm empty large.paths "$with_empty_key"
empty_rss_later=$(rss empty)
stop empty

# first_200 SERVER START...: from exec to the first 200.
first_200() {
  local name=$1 began status
  shift
  began=$(micros)
  "$@"
  status=$(head_of "$name" "$one" "$with_key")
  status=${status%%$'\n'*}
  calc "($(micros) - $began) / 1000" 0 >> "$name.start"
  [[ $status == *" 200 "* ]] || die "$name: first answer is $status"
  stop "$name"
}
for ((round = 0; round < starts; round++)); do
  first_200 started-bare start_bare started-bare
  first_200 started-ours start_ours started-ours large
done

echo
printf '%-34s %9s %10s %12s %12s\n' "request" "req/s" "us CPU" "CPU x bare" "req/s / bare"
row() {
  printf '%-34s %9.0f %10.1f %12.2f %12.2f\n' "$1" "$(median "$2.rate")" "$(median "$2.cpu")" \
    "$(median "$2.cost")" "$(median "$2.share")"
}
row "bare Helidon, $length bytes" bare
row "200, $assets assets" 200
row "200, $small assets" 200-small
row "404, unknown asset" 404-asset
row "404, unknown container" 404-container
row "200, one asset" 200-one
row "304, one asset" 304-one
row "401, no key" 401
row "container of 20 assets" container
row "first page of 25" first-page
row "pages of 25 from all over" pages
row "batch of 100" batch

echo
# By CPU time: other work on the machine, and a wrk that is slower than bare Helidon, shift it least.
line "figure" "measured" "budget" ""
judged "200 / bare Helidon, by CPU" "$(calc "1 / $(median 200.cost)")" ">=" 0.30
judged "200 / bare Helidon, by requests a second" "$(calc "$(median 200.share)")" ">=" 0.30
judged "CPU of 404 unknown asset / 200" "$(calc "$(median 404-asset.beside)")" "<=" 1.00
judged "CPU of 404 unknown container / 200" "$(calc "$(median 404-container.beside)")" "<=" 1.00
judged "CPU of 304 / 200, same asset" "$(calc "$(median 304-one.beside)")" "<=" 1.00
judged "CPU at $assets / at $small assets" "$(calc "$(median growth.beside)")" "<=" 1.15
line "CPU of a container of 20 assets / 200" "$(calc "$(median container.beside)")" "" ""
line "CPU of the first page of 25 / 200" "$(calc "$(median first-page.beside)")" "" ""
line "CPU of a page of 25 from anywhere / 200" "$(calc "$(median pages.beside)")" "" ""
line "CPU of a batch of 100 / 100 x 200" "$(calc "$(median batch.beside) / 100")" "" ""
ours=$(median started-ours.start) bare=$(median started-bare.start)
judged "exec to first 200: $ours ms / bare $bare ms" "$(calc "$ours / $bare")" "<=" 1.50
judged "RSS, empty store: ${empty_rss%.*} MB / bare ${bare_rss%.*} MB" "$(calc "$empty_rss / $bare_rss")" "<=" 1.50
judged "RSS growth over as many requests again" "$(calc "$empty_rss_later / $empty_rss")" "<=" 1.05
judged "import, assets a second" "$import_rate" ">=" 20000
echo "took $SECONDS s, load now $(cut -d' ' -f1 /proc/loadavg)"
