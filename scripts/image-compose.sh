# The compose files of this project, tried with podman. Sourced by scripts/image-test, not run.
# shellcheck shell=bash disable=SC2154,SC2034 # what image-test has set, or ends: root, work, image, site, service, ticker

# Docker's own compose and buildx, which need no engine to check files. Debian 13 packages them; on an
# older one they are unpacked beside the rest, with an apt state of their own.
docker_plugins() {
  local to=$1 state=$work/apt mirror
  # shellcheck disable=SC2016 # apt fills the name in
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -nE 's|(.*/debian)/?$|\1|p' | head -n 1)
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$to/cli-plugins"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$state/sources.list"
  local apt=(apt-get -qq -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache"
    -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root
    -o Acquire::Languages=none)
  "${apt[@]}" update
  (cd "$state" && "${apt[@]}" download docker-compose docker-buildx docker-cli)
  for package in "$state"/*.deb; do dpkg-deb -x "$package" "$state/tree"; done
  install -m 755 "$state"/tree/usr/libexec/docker/cli-plugins/docker-{compose,buildx} "$to/cli-plugins/"
  has docker || install -m 755 "$state/tree/usr/bin/docker" "$to/docker"
  echo '{}' >"$to/config.json"
}

stack() {
  docker compose --project-name tvn-test -f "$root/docker-compose.prod.yml" -f "$work/here.yml" "$@"
}

# What is not to be had here, or differs: images, secrets, published ports.
write_override() {
  local gateway=$1
  cat >"$work/here.yml" <<YAML
services:
  redis: {image: "localhost/redis:here", user: "0:0", cap_add: [DAC_OVERRIDE], healthcheck: {interval: 1s}}
  app1:
    image: $image
    init: false
    ports: ["127.0.0.1:28081:8080"]
    ulimits: {nofile: 16384, nproc: 16384}
    # The image has three tries, ten seconds apart; here they come each second.
    healthcheck: &patience {test: [CMD, python3, -SEs, /opt/app/health.py], interval: 1s, retries: 120}
    environment: &more
      TVN_EGRESS_ALLOW: $gateway:18098
      TVN_EGRESS_ALLOW_IN_PRODUCTION: "true"
  app2:
    image: $image
    init: false
    ports: ["127.0.0.1:28082:8080"]
    ulimits: {nofile: 16384, nproc: 16384}
    healthcheck: *patience
    environment: *more
secrets:
  redis-password: {file: $work/secrets/redis-password}
  redis-acl: {file: $work/secrets/redis.acl}
  monitoring-token: {file: $work/secrets/monitoring-token}
  grafana-password: {file: $work/secrets/grafana-password}
YAML
}

# A Redis of Debian's under a name of ours, in place of the public image.
make_redis() {
  buildah inspect --type image localhost/redis:here >/dev/null 2>&1 && return
  local made
  made=$(buildah from "$BASE")
  buildah run --isolation chroot "$made" -- sh -c \
    'apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server >/dev/null && mkdir -p /data'
  buildah commit --quiet --rm "$made" localhost/redis:here >/dev/null
}

compose_test() {
  export DOCKER_CONFIG=$work/docker TVN_DOMAIN=tai.example TVN_ACME_EMAIL=me@tai.example
  docker_plugins "$DOCKER_CONFIG"
  PATH=$PATH:$DOCKER_CONFIG
  docker compose -f "$root/docker-compose.yml" config --quiet
  docker compose -f "$root/docker-compose.prod.yml" config --quiet
  (cd "$root" && docker buildx bake --print release >/dev/null)
  say "both compose files and the bake file are what Docker understands"

  "$root/scripts/make-secrets" "$work/secrets"
  make_redis
  write_override 172.30.57.1
  podman system service --time=0 "unix://$work/podman.sock" 2>/dev/null &
  service=$!
  export DOCKER_HOST=unix://$work/podman.sock
  # Nothing runs the health checks where there is no systemd.
  while sleep 1; do
    podman ps --quiet --filter label=com.docker.compose.project=tvn-test |
      xargs --no-run-if-empty -n 1 podman healthcheck run >/dev/null 2>&1 || true
  done &
  ticker=$!
  local started=$SECONDS
  if ! stack up --detach --no-build --wait redis app1 app2; then
    stack logs --tail 40 >&2
    die "the two nodes did not become healthy"
  fi
  say "two nodes and Redis are healthy after $((SECONDS - started)) s"
  "$root/scripts/sample-site" --host 172.30.57.1 --port 18098 --dir "$work/sample" >/dev/null &
  site="$site $!"
  "$root/scripts/test-streaming.sh" --server http://127.0.0.1:28081 --second http://127.0.0.1:28082 \
    --header 'Host: tai.example' --url http://172.30.57.1:18098/watch/file
  stack logs app1 2>&1 | grep -i 'members' | tail -n 5 >&2 || true
  stack down --timeout 30 --volumes
}
