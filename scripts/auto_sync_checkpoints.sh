#!/bin/sh
# Uploads new checkpoints repeatedly: `replay-storage auto-sync`, with its options (--interval, --once, --checkpoint-dir).
set -u
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=${self%"${self##*/}"}$link ;; esac
done
case $self in */*) ;; *) self=./$self ;; esac
for launcher in "${self%/*}/replay-storage" /opt/replay-storage/bin/replay-storage "$(command -v replay-storage)"; do
  if [ -f "$launcher" ] && [ -x "$launcher" ]; then exec "$launcher" auto-sync "$@"; fi
done
echo "Error: the program replay-storage is neither beside $self nor in /opt/replay-storage/bin nor on PATH" >&2
exit 69
