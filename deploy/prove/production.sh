# MANDATE_MODE=production: what everybody knows is refused, files are taken; and at last nothing is left.

# No process starts: each says which settings are wrong. Without dependencies, as it is about settings alone.
refuse_local_secrets() {
  say "MANDATE_MODE=production with the secrets of the local world"
  began=yes
  for part in api worker-stages board migrate buckets; do
    if MANDATE_MODE=production compose run --rm -T --no-deps $part >"$work/refused.log" 2>&1; then fail "$part starts with them"; fi
    grep -q 'which everybody knows' "$work/refused.log" || { tail -20 "$work/refused.log"; fail "$part does not say why it refuses"; }
    echo "$part: $(grep -c 'which everybody knows' "$work/refused.log") refused, such as $(grep -m1 'which everybody knows' "$work/refused.log" | cut -c1-100)"
  done
}

start_in_production() {
  say "MANDATE_MODE=production with secrets as files"
  down
  rm -rf "$work/secrets"
  deploy/make-secrets.sh "$work/secrets" | wc -l
  export SECRETS_DIR="$work/secrets" MANDATE_MODE=production PLATFORMS_EMULATED=0 OIDC_ISSUER=https://id.example.com BOARD_URL=https://board.example.com
  export COMPOSE_FILE=docker-compose.yml:docker-compose.secrets.yml
  up --scale worker-stages=1 --scale worker-actuators=1 api board worker-stages worker-actuators worker-sessions worker-finalize
  wait_healthy
  docker ps -a --format '{{.Names}}: {{.Status}}'
  ! docker inspect $(docker ps -aq --filter "label=com.docker.compose.project=$project") | grep -F -f "$work/secrets/postgres-password" -f "$work/secrets/s3-secret-access-key" \
    || fail "a secret stands in the settings of a container"
}

leave_nothing() {
  say "down leaves nothing"
  down
  of="label=com.docker.compose.project=$project"
  left="$(docker ps -aq --filter "$of")$(docker volume ls -q --filter "$of")$(docker network ls -q --filter "$of")"
  [ -z "$left" ] || fail "left: $left"
  began=''
}
