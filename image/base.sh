#!/usr/bin/env bash
# Makes a stand-in for the image debian:trixie-slim out of Debian's packages, on a machine that reaches
# those and no image registry. Root only.
#
# usage: image/base.sh NAME
#
# The machine's own certificate authorities (/usr/local/share/ca-certificates) go along, for one whose
# way out is a proxy that signs for everyone: so never push what is built on it.
set -euo pipefail

name=${1:?the name that the image gets}
suite=trixie
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# shellcheck disable=SC2016 # apt fills the name in
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -nE 's|(.*/debian)/?$|\1|p' | head -n 1)
[[ -n $mirror ]] || { echo "no Debian mirror in apt's sources: apt-get update first" >&2 && exit 1; }

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
tree=$work/root
entry() { printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$1" "$2" "$keyring"; }
{
  entry "$mirror" "$suite $suite-updates"
  entry "$mirror-security" "$suite-security"
} >"$work/debian.sources"
# What the public slim image leaves out.
cat >"$work/slim" <<'SLIM'
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/groff/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/lintian/*
path-exclude=/usr/share/locale/*
path-include=/usr/share/locale/locale.alias
path-exclude=/usr/share/man/*
SLIM
mmdebstrap --quiet --mode=root --variant=minbase --format=directory \
  --dpkgopt="$work/slim" --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"' \
  "$suite" "$tree" "$work/debian.sources"

rm -rf "$tree"/etc/apt/sources.list "$tree"/etc/apt/sources.list.d/* "$tree"/etc/apt/apt.conf.d/99mmdebstrap \
  "$tree"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/*.bin \
  "$tree"/var/cache/apt/archives/*.deb "$tree"/etc/resolv.conf "${tree:?}"/tmp/* "${tree:?}"/dev/*
cp "$work/debian.sources" "$tree/etc/apt/sources.list.d/debian.sources"
cp "$work/slim" "$tree/etc/dpkg/dpkg.cfg.d/docker"
echo force-unsafe-io >"$tree/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"
echo 'Acquire::Languages "none";' >"$tree/etc/apt/apt.conf.d/docker-no-languages"
printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
chmod 755 "$tree/usr/sbin/policy-rc.d"
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
  mkdir -p "$tree/usr/local/share/ca-certificates"
  cp --no-preserve=ownership /usr/local/share/ca-certificates/*.crt "$tree/usr/local/share/ca-certificates/"
fi
container=$(buildah from scratch)
tar --create --file "$work/root.tar" --directory "$tree" --numeric-owner .
buildah add --quiet "$container" "$work/root.tar" / >/dev/null
buildah config --cmd bash "$container"
buildah commit --quiet --rm "$container" "$name" >/dev/null
