# What the benchmarks over HTTP share: servers on core 0, wrk on core 1. Sourced, not run.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
launcher=$here/../target/asset-lookup/bin/asset-lookup
lib=$here/target/lib

set -E
die() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}
command -v wrk > /dev/null || die "needs wrk: apt-get install wrk"
command -v taskset > /dev/null || die "needs taskset: apt-get install util-linux"
[ "$(nproc)" -ge 2 ] || die "needs two cores"
[ -x "$launcher" ] && [ -d "$lib" ] || die "build first: mvn package -DskipTests"

# The JDK that the launcher takes, for both sides.
feature() {
  [ -x "$1/bin/java" ] || return 1
  "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
}
find_java() {
  local candidate best=20 found=
  for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"; do
    if [ -n "$candidate" ] && [ "$(feature "$candidate" || echo 0)" -ge 21 ]; then
      echo "$candidate" && return
    fi
  done
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
    local version
    version=$(feature "$candidate" || echo 0)
    if [ "$version" -gt "$best" ]; then
      best=$version found=$candidate
    fi
  done
  [ -n "$found" ] && echo "$found"
}
JAVA_HOME=$(find_java) || die "needs Java 21 or later: set JAVA_HOME"
export JAVA_HOME
java=$JAVA_HOME/bin/java

# Nothing of the caller's configuration, but the JVM options that he wants to try.
for name in ${!ASSET_LOOKUP_*}; do
  [ "$name" = ASSET_LOOKUP_JAVA_OPTS ] || unset "$name"
done

work=$(mktemp -d)
declare -A pid port
cleanup() {
  local name
  for name in "${!pid[@]}"; do
    kill "${pid[$name]}" 2> /dev/null || true
  done
  wait
  rm -rf "$work"
}
trap cleanup EXIT
trap 'echo "$(basename "$0"): failed at line $LINENO" >&2' ERR
trap 'exit 130' INT TERM
cd "$work"

micros() { echo "${EPOCHREALTIME/[.,]/}"; }
median() { sort -n "$1" | awk '{v[NR]=$1} END {print NR % 2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
calc() { awk "BEGIN {printf \"%.${2:-2}f\n\", $1}"; }
store() { export ASSET_LOOKUP_STORAGE_JDBC_URL="jdbc:h2:file:$work/$1"; }
new_key() { "$launcher" keys create --org org_benchmark --scope content:read 2> /dev/null; }

# start NAME COMMAND...: begins it on core 0 and waits for the line with its port.
start() {
  local name=$1 out line=
  shift
  rm -f "$name.out" && mkfifo "$name.out"
  taskset -c 0 "$@" > "$name.out" 2> "$name.log" &
  pid[$name]=$!
  exec {out}< "$name.out"
  read -r -t 60 line <&"$out" || true
  port[$name]=${line##*:}
  [[ ${port[$name]} =~ ^[0-9]+$ ]] || die "$name did not start: $(tail -n 3 "$name.log")"
}
start_ours() { store "$2" && start "$1" "$launcher" serve --port 0; }
# start_bare NAME OPTION...
start_bare() {
  local name=$1 jars
  shift
  jars=$(printf '%s:' "$lib"/helidon-*.jar)
  start "$name" "$java" "$@" -cp "$(printf '%s:' "$here"/target/asset-lookup-benchmarks-*.jar)$jars" \
    dev.assetlookup.benchmarks.BareHelidon "$length"
}
stop() {
  kill "${pid[$1]}"
  wait "${pid[$1]}" 2> /dev/null || true
  unset "pid[$1]"
}

# head_of NAME PATH HEADERS: the status line and the headers of one answer.
head_of() {
  local socket line
  exec {socket}<> "/dev/tcp/127.0.0.1/${port[$1]}"
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%b\r\n' "$2" "$3" >&"$socket"
  while read -r -t 10 line <&"$socket" && [ "$line" != $'\r' ]; do
    echo "${line%$'\r'}"
  done
  exec {socket}>&-
}
body_of() {
  local socket
  exec {socket}<> "/dev/tcp/127.0.0.1/${port[$1]}"
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%b\r\n' "$2" "$3" >&"$socket"
  timeout 10 sed -n '/^{/{p;q}' <&"$socket" || true
  exec {socket}>&-
}
header() { sed -n "s/^$1: //Ip"; }

# load NAME PATHS HEADERS SECONDS: loads a server; sets requests, rate, cpu (us a request) and
# p99 (us). With $batch it looks up so many assets of PATHS at once; with $pause each connection waits
# for so many milliseconds on average before each request; with $each they come in order. Answers of
# 400 and above are reported, but with $refusals.
batch= pause= each= refusals=
load() {
  local ticks before after result
  ticks=$(getconf CLK_TCK)
  before=$(sed 's/.*) //' "/proc/${pid[$1]}/stat" | awk '{print $12 + $13}')
  result=$(PATHS=$2 HEADERS=$(printf '%b' "$3x") && HEADERS=${HEADERS%x} &&
    PATHS=$2 HEADERS=$HEADERS BATCH=$batch PAUSE=$pause EACH=$each timeout $(($4 + 20)) taskset -c 1 wrk -t1 -c$connections -d"$4s" \
      -s "$here/requests.lua" "http://127.0.0.1:${port[$1]}" | grep RESULT) || die "wrk failed on $1"
  after=$(sed 's/.*) //' "/proc/${pid[$1]}/stat" | awk '{print $12 + $13}')
  read -r _ requests duration broken p99 refused <<< "$result"
  [ "$broken" -eq 0 ] || echo "$1: $broken socket errors or timeouts" >&2
  [ "$refused" -eq 0 ] || [ -n "$refusals" ] || echo "$1: $refused requests were refused" >&2
  rate=$(calc "$requests * 1000000 / $duration" 0)
  cpu=$(calc "($after - $before) * 1000000 / $ticks / $requests" 3)
}
# By requests, not by time: on a busy machine the compilers need longer.
warm() {
  local total=0 end=$((SECONDS + warm_seconds))
  while [ "$total" -lt "$warm_requests" ] && [ "$SECONDS" -lt "$end" ]; do
    load "$1" "$2" "$3" 2
    total=$((total + requests))
  done
}
# fill NAME: after warm, asks for each of all.paths once, so that all that fits is in the cache.
fill() {
  local took
  took=$(calc "1.5 * $assets / $rate + 5" 0)
  each=1
  load "$1" all.paths "$with_key" "$took"
  each=
  [ "$requests" -ge "$assets" ] || die "$1 answered only $requests requests in $took s"
}
rss() { awk '/^VmRSS/ {print $2 / 1024}' "/proc/${pid[$1]}/status"; }

line() { printf '%-46s %12s %12s  %s\n' "$@"; }
judged() { # FIGURE VALUE OPERATOR BUDGET
  local verdict
  verdict=$(awk "BEGIN {print ($2 $3 $4) ? \"ok\" : \"over\"}")
  line "$1" "$2" "$3 $4" "$verdict"
}
