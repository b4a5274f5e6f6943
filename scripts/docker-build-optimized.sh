#!/usr/bin/env bash
# Builds the image as it is run, and reports how long that took and what it weighs, by layer.
#
# usage: scripts/docker-build-optimized.sh [--tag TAG] [--compare]
#
#   --tag TAG   what it is called (default: taivideonhanh:latest)
#   --compare   then also build it again unchanged, and after a change of one source line
#
# Images of earlier builds that no tag names any more are removed at the end.

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=image-lib.sh
source "$root/scripts/image-lib.sh"

tag=taivideonhanh:latest
compare=""
while (($#)); do
  case $1 in
    --help | -h) usage "$0" && exit ;;
    --tag) tag=${2:?--tag needs a name} && shift ;;
    --compare) compare=yes ;;
    *) die "unknown option $1; see --help" ;;
  esac
  shift
done

# timed WHAT COMMAND...
timed() {
  local what=$1 started=$SECONDS
  shift
  "$@"
  took+=("$(printf '%-44s %4d s' "$what" $((SECONDS - started)))")
}

source_file=$root/src/main/java/vn/taivideonhanh/App.java
kept=""
# The stamp is taken back whatever happens, so that the sources stay as they were.
restore() {
  [[ -z $kept ]] || { cp -p "$kept" "$source_file" && rm "$kept"; }
  kept=""
}
trap restore EXIT

changed_line() {
  kept=$(mktemp)
  cp -p "$source_file" "$kept"
  sed -i "s|return version == null ? \"from sources\"|return version == null ? \"from sources, $(date +%s)\"|" "$source_file"
  cmp -s "$kept" "$source_file" && die "there is no such line in $source_file any more"
  build_image run "$tag-changed"
  restore
}

need_builder
took=()
timed "build" build_image run "$tag"
if [[ -n $compare ]]; then
  timed "again, nothing changed" build_image run "$tag"
  timed "after a change of one source line" changed_line
fi

say ""
say "context: $(context_kib) KiB"
printf '%s\n' "${took[@]}" >&2
if [[ $builder == docker ]]; then
  docker history --format '{{.Size}}\t{{.CreatedBy}}' --no-trunc "$tag" | grep -v '^0B' | cut -c1-100 >&2
  docker image inspect --format '{{.Size}}' "$tag" | awk '{ printf "in all: %.1f MB unpacked\n", $1 / 1e6 }' >&2
  docker image prune --force >/dev/null
else
  report_layers "$tag"
fi
