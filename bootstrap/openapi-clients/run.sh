#!/usr/bin/env bash
# Makes clients from the OpenAPI document of a running server, compiles each, and calls every
# operation with it; and lints the document. Not part of the build: it downloads the generators.
#
#   run.sh [lint] [java] [python] [go] [typescript-fetch] [openapi-typescript]
#
# Without arguments all of them. Needs mvn, a JDK 21 or later, curl, and for
#   lint, typescript-fetch, openapi-typescript   Node.js 20 or later with npm
#   python                                       Python 3.9 or later with venv
#   go                                           Go 1.19 or later
# Build the distribution before: mvn package -DskipTests
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bootstrap=$(dirname "$here")
launcher=$bootstrap/target/asset-lookup/bin/asset-lookup
work=$bootstrap/target/openapi-clients
generator=7.25.0

die() {
  echo "openapi-clients: $*" >&2
  exit 1
}
need() { command -v "$1" > /dev/null || die "needs $1"; }

all=(lint java python go typescript-fetch openapi-typescript)
chosen=("$@")
[ $# -gt 0 ] || chosen=("${all[@]}")
needed=(mvn java curl)
for name in "${chosen[@]}"; do
  case $name in
    java) ;;
    python) needed+=(python3) ;;
    go) needed+=(go) ;;
    lint | typescript-fetch | openapi-typescript) needed+=(node npm) ;;
    *) die "there is no $name, only ${all[*]}" ;;
  esac
done
for command in "${needed[@]}"; do need "$command"; done
[ -x "$launcher" ] || die "build first: mvn package -DskipTests"

mkdir -p "$work"
cd "$work"
rm -rf clients data
mkdir clients data

# The server, with nothing of the caller's settings; what is replaced is gone at once.
for name in ${!ASSET_LOOKUP_*}; do unset "$name"; done
export ASSET_LOOKUP_STORAGE_JDBC_URL=jdbc:h2:file:$work/data/store
export ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE=PT0S
"$launcher" serve --port 0 > data/server.log 2>&1 &
server=$!
trap 'kill $server; wait $server || true' EXIT
for _ in $(seq 300); do
  SERVER=$(sed -n 's/.*ready on //p' data/server.log)
  [ -z "$SERVER" ] || break
  kill -0 $server 2> /dev/null || die "the server did not start: $(cat data/server.log)"
  sleep 0.2
done
[ -n "$SERVER" ] || die "the server did not start: $(cat data/server.log)"
KEY=$("$launcher" keys create --org org_clients --scope '*' --scope keys:manage \
  --scope audit:read 2> /dev/null)
export SERVER KEY
document=$SERVER/v1/openapi.json

# generate NAME [OPTION...]: a client with all of the generator's defaults.
generate() {
  local jar=openapi-generator-cli-$generator.jar
  if [ ! -f "$jar" ]; then
    mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
      "-Dartifact=org.openapitools:openapi-generator-cli:$generator" "-DoutputDirectory=$work"
  fi
  java -jar "$jar" generate -i "$document" -g "$1" -o "clients/$1" > "clients/$1.log" 2>&1 ||
    die "openapi-generator: $(tail -n 20 "clients/$1.log")"
}

tools() {
  cp "$here/package.json" .
  npm install --silent --no-package-lock
}

run_lint() {
  tools
  curl -sSf -o openapi.json "$document"
  npx redocly lint --format json openapi.json > clients/redocly.json 2> clients/redocly.log || true
  node -e 'const { totals } = require("./clients/redocly.json");
    process.exit(totals.errors + totals.warnings > 0 ? 1 : 0)' || die "redocly: $(cat clients/redocly.json)"
  npx spectral lint --fail-severity hint --ruleset "$here/.spectral.yaml" openapi.json
}

run_java() {
  generate java
  cp "$here/Client.java" clients/java/src/main/java/
  (cd clients/java && mvn -q -B -ntp compile org.codehaus.mojo:exec-maven-plugin:3.6.4:java -Dexec.mainClass=Client)
}

run_python() {
  generate python
  [ -d venv ] || python3 -m venv venv
  venv/bin/pip install -q -r clients/python/requirements.txt
  PYTHONPATH=clients/python venv/bin/python "$here/client.py"
}

run_go() {
  generate go
  mkdir clients/go/main
  cp "$here/client.go" clients/go/main/
  (cd clients/go && go mod edit -module asset-lookup/client && go vet . ./main && go run ./main)
}

run_typescript-fetch() {
  tools
  generate typescript-fetch
  cp "$here/client.ts" clients/typescript-fetch/
  npx tsc --strict --target es2022 --lib es2022,dom --module commonjs --esModuleInterop \
    --noUncheckedIndexedAccess --types node --outDir clients/typescript-fetch/js \
    clients/typescript-fetch/client.ts
  node clients/typescript-fetch/js/client.js
}

run_openapi-typescript() {
  tools
  local out=clients/openapi-typescript
  mkdir $out
  npx openapi-typescript "$document" -o $out/schema.ts > clients/openapi-typescript.log 2>&1
  cp "$here/types.ts" $out/
  echo '{"type":"module"}' > $out/package.json
  npx tsc --strict --target es2022 --lib es2022,dom --module nodenext --moduleResolution nodenext \
    --noUncheckedIndexedAccess --types node --outDir $out/js $out/types.ts
  cp $out/package.json $out/js/
  node $out/js/types.js
}

for name in "${chosen[@]}"; do
  "run_$name"
  echo "$name: good"
done
