#!/bin/sh
# What every command runs first: installs what this machine lacks, and says nothing when nothing is missing.
# Needs only a Node that can run npm; the Node that the repo uses comes with the packages (node_modules/.bin/node).
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "setup: $*" >&2; }
stop() { say "$*"; exit 1; }

# The lock file that was installed is kept beside the packages; comparing its text, not its time, survives `git checkout`.
stamp=node_modules/.mandate-installed-lock.json
is_installed_by_hand() {
  node -e '
    const read = path => JSON.parse(require("fs").readFileSync(path, "utf8")).packages
    const wanted = read("package-lock.json"), there = read("node_modules/.package-lock.json")
    const same = path => there[path] ? there[path].version === wanted[path].version : wanted[path].optional === true
    process.exit(Object.keys(wanted).every(path => path === "" || same(path)) ? 0 : 1)' 2>/dev/null
}

install_packages() {
  if [ -x node_modules/.bin/node ]; then
    if cmp -s package-lock.json "$stamp"; then return 0; fi
    # Whoever ran `npm install` by hand is not made to wait for a second one.
    if is_installed_by_hand; then cp package-lock.json "$stamp"; return 0; fi
  fi
  command -v npm >/dev/null 2>&1 || stop "npm is not on the PATH: install Node 20 or newer from https://nodejs.org"
  say "installing packages (first start, or package-lock.json has changed)"
  npm ci --no-audit --no-fund --loglevel=error >&2 || stop "npm ci failed: see above"
  [ -x node_modules/.bin/node ] || stop "npm did not install its own Node (package 'node'): is 'ignore-scripts' set? Try: npm ci --ignore-scripts=false"
  cp package-lock.json "$stamp"
}

has_redis() {
  for folder in "" /usr/bin/ /usr/sbin/ /usr/local/bin/ /opt/homebrew/bin/ /opt/local/bin/; do
    for name in redis-server valkey-server; do
      if command -v "$folder$name" >/dev/null 2>&1; then return 0; fi
    done
  done
  return 1
}

is_debian() {
  [ -r /etc/os-release ] && command -v apt-get >/dev/null 2>&1 || return 1
  # In a subshell: the file sets names like VERSION.
  case " $(. /etc/os-release && echo "${ID:-} ${ID_LIKE:-}") " in *" debian "* | *" ubuntu "*) return 0 ;; esac
  return 1
}

# Prints how to become root, nothing when we are; fails when we may not without asking.
as_root() {
  if [ "$(id -u)" = 0 ]; then return 0; fi
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then echo "sudo -n"; else return 1; fi
}

install_redis() {
  if ! is_debian; then
    case "$(uname -s)" in
      Darwin) stop "no redis-server or valkey-server here. Type: brew install redis   (or set REDIS_URL)" ;;
      *) stop "no redis-server or valkey-server here. Install one with your package manager (e.g. dnf install valkey), or set REDIS_URL" ;;
    esac
  fi
  root=$(as_root) || stop "no redis-server or valkey-server here. Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends redis-server   (or set REDIS_URL)"
  say "installing redis-server from the distribution"
  log=$(mktemp)
  # The package starts its own server on port 6379; policy-rc.d (invoke-rc.d(8)) is the distribution's way of saying no to that.
  policy=/usr/sbin/policy-rc.d
  ours=''
  if [ ! -e "$policy" ]; then
    ours=$policy
    printf '#!/bin/sh\nexit 101\n' | $root tee "$policy" >/dev/null
    $root chmod 755 "$policy"
  fi
  trap 'rm -f "$log"; [ -z "$ours" ] || $root rm -f "$ours"' EXIT
  trap 'exit 130' INT TERM HUP
  apt() { $root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1 </dev/null; }
  if ! { apt update; apt install -y --no-install-recommends redis-server || apt install -y --no-install-recommends valkey-server; }; then
    cat "$log" >&2
    stop "the distribution's redis-server could not be installed: see above. Install it by hand, or set REDIS_URL"
  fi
  # Nor shall it start with the machine: nobody asked for that.
  if [ -d /run/systemd/system ]; then
    for unit in redis-server valkey-server; do $root systemctl disable --now "$unit" >/dev/null 2>&1 || true; done
  fi
  has_redis || stop "redis-server was installed but is not to be found"
}

install_packages
if [ -z "${REDIS_URL:-}${REDIS_URL_FILE:-}${REDIS_CLUSTER_NODES:-}" ] && ! has_redis; then install_redis; fi
