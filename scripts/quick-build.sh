#!/usr/bin/env bash
# Builds the image without its AOT cache, the quickest way to try a change in a container.
#
# usage: scripts/quick-build.sh [TAG]
#
#   TAG  what it is called (default: taivideonhanh:plain)
#
# Docker (BuildKit) is used where it answers, else buildah.

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=image-lib.sh
source "$root/scripts/image-lib.sh"

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage "$0" && exit; }
tag=${1:-taivideonhanh:plain}
need_builder
started=$SECONDS
build_image plain "$tag"
say "$tag is built, in $((SECONDS - started)) s"
