#!/bin/sh
# As the official image: makes the cluster and the database at the first start, then serves.
set -eu
bin=/usr/lib/embedded-postgres/bin
data=/var/lib/postgresql/18/docker
if [ ! -s "$data/PG_VERSION" ]; then
  umask 077
  mkdir -p "$data"
  if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then cat "$POSTGRES_PASSWORD_FILE"; else printf '%s' "$POSTGRES_PASSWORD"; fi > /tmp/password
  "$bin/initdb" -D "$data" -U "$POSTGRES_USER" --pwfile=/tmp/password -A scram-sha-256 -E UTF8 --locale=C.UTF-8
  rm /tmp/password
  echo "host all all all scram-sha-256" >> "$data/pg_hba.conf"
  echo "CREATE DATABASE \"$POSTGRES_DB\"" | "$bin/postgres" --single -D "$data" postgres
fi
exec "$bin/postgres" -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp
