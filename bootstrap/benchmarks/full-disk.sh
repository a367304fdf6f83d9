#!/usr/bin/env bash
# Fills the disk under a server on an H2 file: eight threads replace containers until there is no
# space, reads go on meanwhile, then space is freed, the server is killed and started, and what is
# stored is compared with what was acknowledged. Needs: mvn package, Linux, root (it mounts a file
# system in memory).
#
#   full-disk.sh [MEGABYTES]          size of the file system, default 256
set -euo pipefail
. "$(dirname "$0")/h2-trial.sh"
size=${1:-256}
folder=$(mktemp -d)
mount -t tmpfs -o "size=${size}m" tmpfs "$folder"
trap 'umount "$folder" && rmdir "$folder"' EXIT
head -c "$((size / 2))M" /dev/zero > "$folder/filler"
trial disk "$folder/store" "$folder/filler"
