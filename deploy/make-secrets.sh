#!/bin/sh
# Makes the secrets of one host for docker-compose.secrets.yml: `deploy/make-secrets.sh [FOLDER]`. What is there already stays.
set -eu
cd "$(dirname "$0")/.."
dir=${1:-${SECRETS_DIR:-.secrets}}
# The folder keeps others out; the files themselves must be readable to the users inside of containers.
mkdir -p "$dir" && chmod 711 "$dir"
umask 022

keep() {
  path=$dir/$1
  shift
  [ -s "$path" ] || { "$@" > "$path"; echo "made $path"; }
}
random() { openssl rand -hex 32; }
address() { printf 'postgres://%s:%s@postgres:5432/mandate\n' "$1" "$(cat "$dir/$2")"; }

keep postgres-password random
keep database-app-password random
keep migrate-database-url address mandate postgres-password
keep database-url address mandate_app database-app-password
keep s3-access-key-id openssl rand -hex 10
keep s3-secret-access-key random
keep command-hmac-key random
keep token-sealing-key openssl rand -base64 32
keep board-session-key random
keep audit-signing-key openssl genpkey -algorithm ed25519
# Ours to begin with, for profile `reference`; put there what your identity provider gave the workers.
keep service-client-secret random
