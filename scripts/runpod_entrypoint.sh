#!/bin/sh
# The entrypoint of a replay-storage pod: sets it up with `replay-storage entrypoint`, then execs the given command.
# If sourced, it gives the shell the variables and helper commands and changes nothing else. For that, the command
# substitution does all work: it prints `false` if this file is executed, else the exports followed by `:`.
# shellcheck disable=SC3028,SC2317  # BASH_SOURCE is used in bash only; traps call functions
if ! eval "$(
  is_ours() {
    [ -f "$1" ] && { read -r rs_line && read -r rs_line; } <"$1" 2>/dev/null &&
      case $rs_line in '# The entrypoint of a replay-storage pod'*) ;; *) false ;; esac
  }
  set +e +u
  rs_self=
  if [ -n "${BASH_VERSION-}" ]; then
    if [ "${BASH_SOURCE-}" = "$0" ]; then echo false; exit; fi
    rs_self=${BASH_SOURCE-}
  elif [ -n "${ZSH_VERSION-}" ]; then
    case ${ZSH_EVAL_CONTEXT-} in
      (*file*) eval 'rs_self=${(%):-%x}' ;;
      (*) if is_ours "$0"; then echo false; exit; fi ;;
    esac
    emulate sh
  elif is_ours "$0"; then
    echo false
    exit
  fi
  # Other shells don't tell which file they source, but have it open.
  set +f
  for rs_place in "$rs_self" "/proc/$$/fd"/* "$(command -v runpod_entrypoint.sh)" /opt/replay-storage/bin/runpod_entrypoint.sh \
    /app/scripts/runpod_entrypoint.sh "$PWD/runpod_entrypoint.sh" "$PWD/scripts/runpod_entrypoint.sh"; do
    if [ -n "$rs_place" ] && is_ours "$rs_place"; then
      case $rs_place in (/proc/*) rs_place=$(command readlink "$rs_place") ;; esac
      /bin/sh "$rs_place" --sourced </dev/null && exit
      break
    fi
  done
  echo :
)"; then

  rs_self=$0
  while [ -L "$rs_self" ]; do
    rs_link=$(readlink "$rs_self")
    case $rs_link in /*) rs_self=$rs_link ;; *) rs_self=${rs_self%"${rs_self##*/}"}$rs_link ;; esac
  done
  case $rs_self in */*) ;; *) rs_self=./$rs_self ;; esac
  # A log mixes these lines with the command's, so they get a tag.
  say() { if [ -t 2 ]; then echo "$1"; else echo "[replay-storage] $(date +%H:%M:%S) $1"; fi >&2; }
  rs_launcher=
  for rs_place in "${rs_self%/*}/replay-storage" /opt/replay-storage/bin/replay-storage "$(command -v replay-storage)"; do
    if [ -f "$rs_place" ] && [ -x "$rs_place" ]; then rs_launcher=$rs_place && break; fi
  done
  if [ -z "$rs_launcher" ]; then
    say "Error: the program replay-storage is neither beside $rs_self nor in /opt/replay-storage/bin nor on PATH"
  fi

  # On a full disk the output may be cut off; such a part must not be evaluated.
  all_or_none() { case $1 in *':') printf '%s\n' "$1" ;; *) echo : ;; esac; }
  if [ "${1-}" = --sourced ]; then
    if [ -n "$rs_launcher" ]; then all_or_none "$("$rs_launcher" entrypoint --sourced)"; else echo :; fi
    exit
  fi

  # sh handles signals at once only while it waits for a background process; that one ignores INT, so it gets TERM.
  rs_child=
  rs_signal=
  passed_on() {
    rs_signal=$1
    if [ -n "$rs_child" ]; then kill -s TERM "$rs_child" 2>/dev/null; fi
  }
  trap 'passed_on 1' HUP
  trap 'passed_on 2' INT
  trap 'passed_on 15' TERM
  await() {
    if [ -n "$rs_signal" ]; then kill -s TERM "$rs_child" 2>/dev/null; fi
    wait "$rs_child"
    rs_status=$?
    while kill -0 "$rs_child" 2>/dev/null; do
      wait "$rs_child"
      rs_status=$?
    done
    rs_child=
  }
  rs_exports=
  rs_tag=--log-tag=replay-storage
  if [ -t 2 ]; then rs_tag=; fi
  if [ -n "$rs_launcher" ]; then
    for rs_place in /dev/shm "${TMPDIR:-/tmp}" /tmp; do
      if rs_file=$(mktemp "$rs_place/replay-storage.XXXXXX" 2>/dev/null); then break; fi
    done
    if [ -n "$rs_file" ]; then
      "$rs_launcher" entrypoint $rs_tag >"$rs_file" &
      rs_child=$!
      await
      while IFS= read -r rs_line; do
        rs_exports="$rs_exports$rs_line
"
      done <"$rs_file"
      rs_exports=${rs_exports%?}
      rm -f "$rs_file"
    else
      rs_exports=$("$rs_launcher" entrypoint $rs_tag)
      rs_status=$?
    fi
  else
    rs_status=69
  fi
  if [ -n "$rs_signal" ]; then exit $((128 + rs_signal)); fi
  if [ "$rs_status" != 0 ]; then
    if [ "${REPLAY_STORAGE_STRICT:-}" = true ]; then exit "$rs_status"; fi
    say "Warning: set-up incomplete ($rs_status); the pod starts anyway"
  fi
  case $rs_exports in *:) eval "$rs_exports" ;; esac

  # RunPod and compose pass a shell command as one word, or split at its spaces.
  is_shell_line() {
    if [ $# = 1 ]; then
      case $1 in *[[:space:]]* | *['&|;<>']*) ! command -v -- "$1" >/dev/null ;; *) false ;; esac
    else
      for rs_word; do
        case $rs_word in '&&' | '||') return 0 ;; esac
      done
      return 1
    fi
  }
  in_quotes() { printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")"; }
  if [ $# != 0 ]; then
    trap - HUP INT TERM
    if is_shell_line "$@"; then
      rs_line=$1
      if [ $# != 1 ]; then
        rs_line=
        for rs_word; do
          case $rs_word in
            '&&' | '||') rs_line="$rs_line $rs_word" ;;
            *) rs_line="$rs_line $(in_quotes "$rs_word")" ;;
          esac
        done
      fi
      if command -v bash >/dev/null; then exec bash -c "$rs_line"; else exec sh -c "$rs_line"; fi
    fi
    exec "$@"
  fi
  if [ -t 0 ] && [ -t 1 ]; then
    trap - HUP INT TERM
    if command -v bash >/dev/null; then exec bash; else exec sh; fi
  fi
  rs_line="docker exec -it ${HOSTNAME:-NAME} bash"
  if [ -n "${KUBERNETES_SERVICE_HOST-}" ]; then rs_line="kubectl exec -it ${HOSTNAME:-NAME} -- bash"; fi
  say "no command: waiting until the container is stopped; for a shell: $rs_line"
  while [ -z "$rs_signal" ]; do
    sleep 86400 &
    rs_child=$!
    await
  done
  exit $((128 + rs_signal))
fi
