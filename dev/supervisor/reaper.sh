#!/bin/sh
# Ends what a supervisor left behind. Reads "+ PID SIGNAL" and "- PID" on stdin; when the pipe closes, however its writer ended,
# every pid still listed gets its signal, and ten seconds later its whole group gets SIGKILL.
trap '' INT TERM HUP
listed=''
while read -r sign pid signal; do
  case "$sign" in
    +) listed="$listed $pid:$signal" ;;
    -)
      kept=''
      for entry in $listed; do [ "${entry%%:*}" = "$pid" ] || kept="$kept $entry"; done
      listed=$kept
      ;;
  esac
done
for entry in $listed; do kill -s "${entry##*:}" "${entry%%:*}" 2>/dev/null; done
tries=0
while [ "$tries" -lt 50 ]; do
  alive=''
  for entry in $listed; do kill -0 "${entry%%:*}" 2>/dev/null && alive="$alive $entry"; done
  [ -n "$alive" ] || exit 0
  listed=$alive
  tries=$((tries + 1))
  sleep 0.2
done
for entry in $listed; do kill -s KILL -- "-${entry%%:*}" 2>/dev/null; done
