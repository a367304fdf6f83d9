#!/usr/bin/env bash
# Kills a server on an H2 file with SIGKILL, again and again, 0.2 to 1.2 s after its first twenty
# writes: under eight threads that replace and delete containers over HTTP, a server that sweeps every
# second, and a command beside it (import, sweep, keys create, keys revoke). One file lives through
# all kills. After each start every container is read and compared with what was sent and
# acknowledged; an export runs after every tenth. The file of a failure stays in the folder.
# Needs: mvn package. Five seconds a kill.
#
# With --compaction the server is asked to end, and killed while it writes its file anew.
#
#   kill-h2.sh [--compaction] [KILLS] [FOLDER]       default: 200 kills, a new temporary folder
set -euo pipefail
. "$(dirname "$0")/h2-trial.sh"
name=kill
if [ "${1:-}" = --compaction ]; then
  name=compaction
  shift
fi
folder=${2:-$(mktemp -d)}
echo "in $folder" >&2
trial "$name" "$folder/store" "${1:-200}"
