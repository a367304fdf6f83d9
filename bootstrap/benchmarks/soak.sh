#!/usr/bin/env bash
# Runs a server on an H2 file for some minutes under a light load of PUT and DELETE by eight threads,
# sweeps every second, and imports and key changes every minute. It is closed and started again every
# ten minutes, and killed and started every ten. Prints memory, size of the file and what was lost,
# each minute. Needs: mvn package.
#
#   soak.sh [MINUTES] [FOLDER]        default: 60 minutes, a new temporary folder
set -euo pipefail
. "$(dirname "$0")/h2-trial.sh"
folder=${2:-$(mktemp -d)}
echo "in $folder" >&2
trial soak "$folder/store" "${1:-60}"
