#!/bin/sh
# Proves Dockerfile, docker-compose.yml and docker-compose.secrets.yml on a machine without an image registry: stands in for the images
# they name, builds, starts everything, lets people use it, scales, kills and rolls workers under load, and takes all down again.
# Needs root, docker with compose, debootstrap (apt install docker.io docker-compose debootstrap), and the installed packages.
# Not proven by it: the real images of Postgres, Redis, VersityGW, Prometheus; Grafana and the collector at all. Not part of CI.
set -eu
cd "$(dirname "$0")/.."
began_at=$(date +%s)
work=${PROOF_DIR:-/tmp/mandate-proof}
node=$PWD/node_modules/.bin/node
project=mandate-proof
tenant=0197a000-0000-7000-8000-000000000001
export MANDATE_VERSION=proof API_PORT=23000 BOARD_PORT=23001 IDP_PORT=23002 GRPC_PORT=23051 PROMETHEUS_PORT=23090
export OIDC_ISSUER=http://idp.localhost:23002 BOARD_URL=http://localhost:23001 API_URL=http://localhost:23000 CONSOLE_URL=http://localhost:23000
mkdir -p "$work"

for part in docker images use roll production; do . "deploy/prove/$part.sh"; done
trap finish EXIT
trap 'exit 130' INT TERM

own_docker
make_stand_ins
build_images
look_into_image
refuse_local_secrets
start_all
run_campaign
run_session
use_board
use_console
scrape_targets
scale_stages
kill_worker
roll_workers
end_orderly
start_in_production
leave_nothing
say "PROVEN in $(($(date +%s) - began_at)) s"
