# A docker daemon of the proof's own, compose on it, and the end of both.

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'NOT PROVEN: %s\n' "$*" >&2; exit 1; }

compose() {
  if docker compose version >/dev/null 2>&1; then docker compose -p $project --profile reference "$@"
  else docker-compose -p $project --profile reference "$@"; fi
}

up() { compose up -d --no-build "$@" >"$work/up.log" 2>&1 || { tail -20 "$work/up.log"; fail "compose cannot bring it up"; }; }
down() { compose --profile observability down -v --remove-orphans >"$work/down.log" 2>&1; }

# Names of a service's containers: of all, or `running` ones alone.
containers() {
  docker ps -a --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1" \
    ${2:+--filter "status=$2"} --format '{{.Names}}'
}

daemon=''
began=''
load=''
finish() {
  status=$?
  set +e
  if [ -n "$load" ]; then kill "$load" 2>/dev/null; fi
  if [ -n "$began" ]; then
    [ $status = 0 ] || compose logs --tail=30
    down
  fi
  if [ -n "$daemon" ]; then kill "$daemon"; wait "$daemon"; fi
}

own_docker() {
  # The builder without plugins, which every docker has.
  export DOCKER_BUILDKIT=0 COMPOSE_DOCKER_CLI_BUILD=0 COMPOSE_HTTP_TIMEOUT=600
  [ -z "${DOCKER_HOST:-}" ] || return 0
  say "a docker of its own under $work"
  export DOCKER_HOST="unix://$work/docker.sock"
  dockerd --data-root "$work/docker" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" -H "$DOCKER_HOST" >"$work/dockerd.log" 2>&1 &
  daemon=$!
  wait_until 60 "dockerd answers ($work/dockerd.log)" docker_answers
}
docker_answers() { docker info >/dev/null 2>&1; }

# wait_until SECONDS WHAT COMMAND…
wait_until() {
  seconds=$1 what=$2 tries=0
  shift 2
  until "$@"; do
    tries=$((tries + 1))
    [ $tries -lt "$seconds" ] || { docker ps -a --format '{{.Names}} {{.Status}}' | grep -v healthy; fail "waited $seconds s in vain until $what"; }
    sleep 1
  done
}

all_healthy() {
  [ "$(docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.Status}}' | grep -cvE '\(healthy\)$|^Exited \(0\)')" = 0 ]
}
wait_healthy() { wait_until 600 "all are healthy" all_healthy; }
