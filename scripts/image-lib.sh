# How images are built, shared by the scripts that do. Sourced after lib.sh, not run.
# shellcheck shell=bash

: "${root:?lib.sh comes first}"
builder=""
BASE=${BASE:-debian:trixie-slim}

# Sets how to build: Docker with BuildKit where an engine answers, else buildah.
need_builder() {
  if has docker && docker info >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1; then
    builder=docker
  elif has buildah; then
    builder=buildah
  else
    die "Neither Docker nor buildah is here. Install one; on Debian: apt-get install buildah"
  fi
}

# build_image TARGET TAG [OPTION...]
build_image() {
  local target=$1 tag=$2
  shift 2
  local options=(--target "$target" --tag "$tag" --build-arg "BASE=$BASE" "$@")
  if [[ $builder == docker ]]; then
    context | docker buildx build --load "${options[@]}" -
  else
    # In OCI's own format there is no HEALTHCHECK.
    buildah build --format docker --layers --isolation "${BUILDAH_ISOLATION:-chroot}" "${options[@]}" "$root"
  fi
}

# What is sent to the builder: what .dockerignore lets through, packed, which is a third of it.
context() {
  (cd "$root" && tar --create --gzip --owner=0 --group=0 Dockerfile pom.xml conf/*.json image src/main webroot)
}

context_kib() {
  context | wc -c | awk '{ printf "%d\n", $1 / 1024 }'
}

# report_layers TAG: unpacked and compressed size of each layer of an image of buildah's, in MB.
report_layers() {
  local tag=$1 folder
  folder=$(mktemp -d)
  buildah push --quiet --format docker --compression-format gzip --compression-level 6 "$tag" "dir:$folder" >/dev/null 2>&1 ||
    buildah push --quiet --format docker "$tag" "dir:$folder" >/dev/null
  python3 - "$folder" <<'PYTHON' >&2
import gzip, json, os, sys

folder = sys.argv[1]
manifest = json.load(open(os.path.join(folder, "manifest.json")))
config = json.load(open(os.path.join(folder, manifest["config"]["digest"].split(":")[1])))
steps = [step["created_by"] for step in config["history"] if not step.get("empty_layer")]
unpacked_all = packed_all = 0
print(f"{'MB unpacked':>12} {'compressed':>11}  layer")
for step, layer in zip(steps, manifest["layers"]):
    path = os.path.join(folder, layer["digest"].split(":")[1])
    packed = unpacked = 0
    with open(path, "rb") as raw:
        first = raw.read(2)
    opened = gzip.open(path) if first == b"\x1f\x8b" else open(path, "rb")
    with opened as content:
        while block := content.read(1 << 20):
            unpacked += len(block)
    packed = os.path.getsize(path)
    unpacked_all += unpacked
    packed_all += packed
    print(f"{unpacked / 1e6:12.1f} {packed / 1e6:11.1f}  {step.replace('/bin/sh -c #(nop) ', '')[:90]}")
print(f"{unpacked_all / 1e6:12.1f} {packed_all / 1e6:11.1f}  in all")
PYTHON
  rm -rf "$folder"
}
