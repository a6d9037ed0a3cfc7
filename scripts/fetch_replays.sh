#!/bin/sh
# Downloads the replays to $REPLAY_DIR: `replay-storage fetch`, with a tag and the time before each line of output.
set -u
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=${self%"${self##*/}"}$link ;; esac
done
case $self in */*) ;; *) self=./$self ;; esac
# A Start Command that is split into words passes its `&& ...` as arguments.
all=$#
given=$*
for word; do
  case $word in
    '&&' | '||')
      echo "[fetch_replays] $(date +%H:%M:%S) Warning: '$word' is an argument here, not a shell's: what begins with it is ignored. In a Start Command write: bash -c \"fetch_replays.sh $given\"" >&2
      break
      ;;
  esac
  set -- "$@" "$word"
done
shift "$all"
for launcher in "${self%/*}/replay-storage" /opt/replay-storage/bin/replay-storage "$(command -v replay-storage)"; do
  if [ -f "$launcher" ] && [ -x "$launcher" ]; then exec "$launcher" fetch_replays.sh "$@"; fi
done
echo "Error: the program replay-storage is neither beside $self nor in /opt/replay-storage/bin nor on PATH" >&2
exit 69
