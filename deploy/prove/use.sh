# Everything is started as a stranger would, and people use it.

start_all() {
  say "up, as a stranger does it, without any secret or setting"
  began=yes
  compose config -q
  up --scale worker-stages=1 --scale worker-actuators=1
  wait_healthy
  docker ps -a --format '{{.Names}}: {{.Status}}'
  echo "published ports, which are to be on loopback alone:"
  docker ps --format '{{.Ports}}' | grep -oE '[0-9.:]+->[0-9]+' | sort
  ! docker ps --format '{{.Ports}}' | grep -oE '[0-9.:]+->' | grep -v '^127\.0\.0\.1:' || fail "a port is open to others"
}

token() { compose exec -T idp node dev/token.ts --issuer "$OIDC_ISSUER" --tenant $tenant "$@" | tr -d '\r'; }

campaigns() { "$node" deploy/prove/run-campaigns.ts "http://127.0.0.1:$API_PORT" $tenant "$ann" "$bob" "$@"; }

# What the emulated platforms really took, a line a post.
published() { compose exec -T emulators sh -c 'cat /data/*.published.jsonl 2>/dev/null | wc -l' | tr -d '\r '; }

run_campaign() {
  say "the demo's first half: a campaign, proposed by one, approved by another, published once"
  ann=$(token --sub ann --ttl 14400) bob=$(token --sub bob --ttl 14400) ops=$(token --sub olga --scope ops)
  campaigns 1
}

run_session() {
  say "the demo's second half: a meeting is recorded, finalized, sealed"
  admin=$(token --sub ann --scope tenant:admin)
  cleo=$(token --sub cleo --scope 'sessions:read sessions:write sessions:restricted')
  "$node" deploy/prove/run-session.ts "http://127.0.0.1:$API_PORT" "$admin" "$cleo" "$work/sealed.json"
  session=$("$node" -p "require('$work/sealed.json').session_id")
  echo "the document behind its link, fetched on the inner network:"
  compose exec -T idp node --input-type=module -e "$(cat deploy/prove/fetch-sealed.mjs)" <"$work/sealed.json"
  echo "and recomputed from the bytes in custody:"
  compose exec -T worker-finalize node db/session/verify/main.ts "$session" | tail -5
}

use_board() {
  say "the board"
  board=http://localhost:$BOARD_PORT
  [ "$(asks $board/board/api/queues)" = 401 ] || fail "the board is open to anybody"
  [ "$(asks -H "authorization: Bearer $ann" $board/board/api/queues)" = 403 ] || fail "the board is open without ops"
  [ "$(asks -H "authorization: Bearer $ops" $board/board/api/queues)" = 200 ] || fail "the board is closed to ops"
  rm -f "$work/cookies"
  login=$(browse $board/board)
  echo "a browser gets $login"
  signed_in=$(browse --data-urlencode tenant=$tenant --data-urlencode name=olga --data-urlencode 'scope=openid ops' "${login#* }")
  echo "and signed in $signed_in"
  [ "$signed_in" = "200 $board/board" ] || fail "nobody can sign in"
}
use_console() {
  say "the console"
  rm -f "$work/cookies"
  login=$(browse "$CONSOLE_URL/console")
  echo "a browser gets $login"
  signed_in=$(browse --data-urlencode tenant=$tenant --data-urlencode name=carla --data-urlencode 'scope=openid actions:read actions:approve' "${login#* }")
  echo "and signed in $signed_in"
  [ "$signed_in" = "200 $CONSOLE_URL/console/inbox" ] || fail "nobody can sign in at the console"
  for asset in $(grep -oE '/console/assets/[a-z-]+\.(css|js|svg)' "$work/page.html" | sort -u) /console/assets/inter-latin-400-normal.woff2; do
    [ "$(asks "$CONSOLE_URL$asset")" = 200 ] || fail "the image lacks $asset"
  done
}
asks() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
browse() { curl -sL -c "$work/cookies" -b "$work/cookies" -o "$work/page.html" -w '%{http_code} %{url_effective}' -H 'accept: text/html' "$@"; }

scrape_targets() {
  say "Prometheus of profile observability finds every process"
  # Not the whole profile: Debian has neither Grafana nor the collector.
  up --no-deps --no-recreate prometheus
  wait_healthy
  wait_until 90 "all targets are up" targets_up
  "$node" deploy/prove/see-targets.ts "http://127.0.0.1:$PROMETHEUS_PORT"
}
targets_up() { "$node" deploy/prove/see-targets.ts "http://127.0.0.1:$PROMETHEUS_PORT" >/dev/null 2>&1; }
