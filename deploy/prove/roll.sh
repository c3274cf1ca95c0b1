# Workers come, die and are replaced while campaigns run.

scale_stages() {
  say "worker-stages from 1 to 3, worker-actuators from 1 to 2"
  up --no-recreate --no-deps --scale worker-stages=3 --scale worker-actuators=2 worker-stages worker-actuators
  wait_healthy
  containers worker-stages running
  [ "$(containers worker-stages running | wc -l)" = 3 ] || fail "there are not three"
}

kill_worker() {
  say "a worker is killed while campaigns run"
  begin_load
  victim=$(containers worker-stages running | head -1)
  wait_until 240 "campaigns run" load_runs
  docker kill "$victim" >/dev/null
  echo "         $victim is killed"
  end_load
  docker start "$victim" >/dev/null
  wait_healthy
}

roll_workers() {
  say "every worker is replaced, one by one, while campaigns run"
  begin_load
  wait_until 240 "campaigns run" load_runs
  for role in worker-stages worker-actuators worker-sessions worker-finalize; do
    for worker in $(containers $role running); do replace "$role" "$worker"; done
  done
  end_load
}

replace() {
  count=$(containers "$1" running | wc -l)
  docker stop -t 40 "$2" >/dev/null
  code=$(docker inspect --format '{{.State.ExitCode}}' "$2")
  [ "$code" = 0 ] || fail "$2 did not end by itself but with $code"
  docker rm "$2" >/dev/null
  up --no-recreate --no-deps --scale "$1=$count" "$1"
  wait_healthy
  echo "         $2 is replaced"
}

begin_load() {
  posts_before=$(published)
  # Not by the function: its shell would take the signal that is meant for this process.
  "$node" deploy/prove/run-campaigns.ts "http://127.0.0.1:$API_PORT" $tenant "$ann" "$bob" until-told >"$work/load.log" 2>&1 &
  load=$!
}
load_runs() { grep -q 'is completed' "$work/load.log"; }

# The load ends what it has begun, then looks at every action: completed, one attempt, its outcome known at once.
end_load() {
  kill -USR2 "$load"
  wait "$load" || { tail -20 "$work/load.log"; fail "campaigns went wrong"; }
  load=''
  tail -1 "$work/load.log"
  actions=$(sed -n 's/^.* \([0-9]*\) actions.*$/\1/p' "$work/load.log" | tail -1)
  posts=$(($(published) - posts_before))
  [ "$posts" = "$actions" ] || fail "$actions actions made $posts posts"
  echo "         and $posts posts on the platforms"
}

end_orderly() {
  say "an orderly end"
  compose stop >/dev/null 2>&1
  docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.Names}}: {{.Status}}'
  for part in api worker-stages worker-actuators worker-sessions worker-finalize board; do
    for one in $(containers $part); do
      [ "$(docker inspect --format '{{.State.ExitCode}}' "$one")" = 0 ] || fail "$one did not end by itself"
    done
  done
}
