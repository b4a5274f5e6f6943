# What the scripts share. Sourced, not run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$root/target/taivideonhanh.jar

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Prints the comment at the head of a script: its --help.
usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "$1"; }

has() { command -v "$1" >/dev/null 2>&1; }

is_jdk25() {
  [[ -x $1/bin/javac ]] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

# Sets JAVA_HOME to a JDK 25, or ends with the line to type.
need_java() {
  local home on_path=""
  has java && on_path=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/*/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [[ -n $home ]] && is_jdk25 "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done
  if has apt-cache && apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
    install_packages openjdk-25-jdk-headless
    need_java
    return
  fi
  die "Java 25 is needed and was not found. Install a JDK 25 (any vendor), then:
  JAVA_HOME=/path/to/jdk-25 $0"
}

# Installs Debian packages as root; otherwise ends with the line to type.
install_packages() {
  (($#)) || return 0
  local line="apt-get install -y --no-install-recommends $*"
  has apt-get || die "These are missing; install them by the names of your system: $*"
  [[ $(id -u) == 0 ]] || die "These are missing; type this, then start again:
  sudo $line"
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  local log
  log=$(mktemp)
  if ! { apt-get update && $line; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    die "apt-get could not install: $*"
  fi
  rm -f "$log"
}

# need_commands command=package...: installs the packages whose commands are missing.
need_commands() {
  local pair missing=()
  for pair in "$@"; do
    has "${pair%%=*}" || missing+=("${pair#*=}")
  done
  install_packages ${missing[@]+"${missing[@]}"}
}

# Builds the jar unless it is newer than everything it is made of.
need_jar() {
  local parts=(pom.xml src/main conf) newer=""
  [[ -d $root/webroot ]] && parts+=(webroot)
  [[ -f $jar ]] && newer=$(cd "$root" && find "${parts[@]}" -newer "$jar" -print -quit)
  [[ -f $jar && -z $newer ]] && return
  need_commands mvn=maven
  say "building the jar (the first time takes a minute or two)"
  (cd "$root" && mvn -B -q -DskipTests -Dspotless.check.skip=true package) ||
    die "the build failed"
  touch "$jar"
}
