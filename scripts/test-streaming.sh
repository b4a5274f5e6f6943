#!/usr/bin/env bash
# Tests a running server from end to end, as a client would: analysis, events, links, whole files,
# parts, resumption, revocation, errors. Ends with 0 when all of it worked.
#
# usage: scripts/test-streaming.sh [--server URL] [--second URL] [--url ADDRESS]... [--header LINE]
#
#   --server URL    the server (default: http://127.0.0.1:8080)
#   --second URL    another node of the same cluster: links of the first must work there
#   --url ADDRESS   a page with a video, as often as you like; without it a sample of its own, at
#                   127.0.0.1:18099, is started (and TVN_EGRESS_ALLOW of the server must name it)
#   --header LINE   sent with each request, such as 'Host: tai.example'
#
# Needs curl and python3.

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

server=http://127.0.0.1:8080
second=""
pages=()
headers=()
while (($#)); do
  case $1 in
    --help | -h) usage "$0" && exit ;;
    --server) server=${2:?--server needs an address} && shift ;;
    --second) second=${2:?--second needs an address} && shift ;;
    --url) pages+=("${2:?--url needs an address}") && shift ;;
    --header) headers+=(-H "${2:?--header needs a line}") && shift ;;
    *) die "unknown option $1; see --help" ;;
  esac
  shift
done
need_commands curl=curl python3=python3

work=$(mktemp -d)
site=""
# shellcheck disable=SC2317 # the trap calls it
end() {
  [[ -z $site ]] || kill "$site" 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT

well=0
bad=0
# check WHAT COMMAND...: one line for each, and a count.
check() {
  local what=$1
  shift
  if "$@"; then
    well=$((well + 1))
    say "  ok    $what"
  else
    bad=$((bad + 1))
    say "  FAIL  $what"
  fi
}

ask() { curl --silent --show-error --noproxy '*' --max-time 300 ${headers[@]+"${headers[@]}"} "$@"; }
status() { ask -o "$work/body" -w '%{http_code}' "$@"; }
is() { [[ $1 == "$2" ]] || { say "        got $1, expected $2" && return 1; }; }

# json FILE EXPRESSION: what Python makes of it, with the document as d; nothing where it has none.
json() {
  python3 - "$1" "$2" <<'PYTHON'
import json, sys
try:
    with open(sys.argv[1]) as file:
        d = json.load(file)
    found = eval(sys.argv[2])
    print("" if found is None else found)
except (KeyError, IndexError, ValueError, StopIteration):
    print("")
PYTHON
}

post() { status -X POST -H 'Content-Type: application/json' --data "$2" "$1"; }

analyse() {
  local body
  body=$(python3 -c 'import json, sys; print(json.dumps({"url": sys.argv[1]}))' "$1")
  check "an analysis is taken" is "$(post "$server/api/streaming/analyze" "$body")" 202
  id=$(json "$work/body" 'd["requestId"]')
  [[ -n $id ]] || { cat "$work/body" >&2 && return 1; }
  # The events end by themselves after the last one.
  ask -N "$server/api/streaming/analyze/$id/events" >"$work/events" || true
  check "its events tell of the end" grep -qE '"state":"(completed|failed)"' "$work/events"
  check "it can be looked at" is "$(status "$server/api/streaming/analyze/$id")" 200
  cp "$work/body" "$work/analysis"
  check "it is completed" is "$(json "$work/analysis" 'd["state"]')" completed ||
    return 1
  [[ $(json "$work/analysis" 'd["state"]') == completed ]] || { cat "$work/analysis" >&2 && return 1; }
}

# The first preset of each lane and kind.
presets() {
  json "$work/analysis" '"\n".join({(p["lane"], p["kind"]): p["id"] for p in reversed(d["result"]["presets"])}.values())'
}

link() {
  post "$server/api/streaming/token" "{\"requestId\":\"$id\",\"preset\":\"$1\",\"bind\":\"none\"}"
}

download() {
  local preset=$1 lane size resumable stream
  check "$preset: a link" is "$(link "$preset")" 201
  cp "$work/body" "$work/token"
  lane=$(json "$work/token" 'd["lane"]')
  stream=$(json "$work/token" 'd["streamUrl"]')
  size=$(json "$work/token" 'd["size"]["bytes"] if d["size"]["kind"] == "exact" else ""')
  resumable=$(json "$work/token" 'd["resumable"]')
  rm -f "$work/file" "$work/part"
  check "$preset: the whole of it comes ($lane)" ask --fail -o "$work/file" "$server$stream"
  check "$preset: it is not empty" test -s "$work/file"
  [[ -z $size ]] || check "$preset: it is as long as was promised" is "$(stat -c %s "$work/file")" "$size"
  if [[ $resumable == True ]]; then
    local length half
    length=$(stat -c %s "$work/file")
    half=$((length / 2))
    check "$preset: a part of it" is "$(ask -o "$work/part" -w '%{http_code}' -r "$half-$((half + 999))" "$server$stream")" 206
    check "$preset: the part is right" cmp -s <(tail -c "+$((half + 1))" "$work/file" | head -c 1000) "$work/part"
    head -c "$half" "$work/file" >"$work/resumed"
    check "$preset: it can be resumed" ask --fail -C - -o "$work/resumed" "$server$stream"
    check "$preset: what was resumed is the same" cmp -s "$work/file" "$work/resumed"
  fi
  if [[ -n $second ]]; then
    check "$preset: it comes from the other node" ask --fail -o "$work/other" "$second$stream"
    [[ -z $size ]] || check "$preset: and is the same" cmp -s "$work/file" "$work/other"
  fi
  check "$preset: the link can be taken back" is "$(status -X DELETE "$server/api/streaming/token/${stream##*/}")" 204
  check "$preset: it is gone then" is "$(status "$server$stream")" 410
}

if ((${#pages[@]} == 0)); then
  coproc SAMPLE { exec "$root/scripts/sample-site"; }
  site=$SAMPLE_PID
  read -r -t 60 address <&"${SAMPLE[0]}" || die "the sample site did not start"
  pages=("$address/watch/file")
  say "the server must be allowed to visit the sample: TVN_EGRESS_ALLOW=${address#http://}"
fi

say "$server"
check "it is alive" is "$(status "$server/api/monitoring/health/live")" 200
check "it is ready" is "$(status "$server/api/monitoring/health/ready")" 200
check "the page is there" is "$(status "$server/")" 200
check "the contract is there" is "$(status "$server/openapi.json")" 200
check "what is no address is refused" is "$(post "$server/api/streaming/analyze" '{"url":"--version"}')" 400
check "with a code" is "$(json "$work/body" 'd["code"]')" invalid-url
check "an address inside is refused" is "$(post "$server/api/streaming/analyze" '{"url":"http://169.254.169.254/"}')" 400
check "a link that is none is refused" is "$(status "$server/api/streaming/stream/nothing")" 404

for page in "${pages[@]}"; do
  say "$page"
  if analyse "$page"; then
    while read -r preset; do
      [[ -z $preset ]] || download "$preset"
    done < <(presets)
  fi
done

say ""
say "$well passed, $bad failed"
((bad == 0))
