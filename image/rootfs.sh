#!/bin/bash
# Gathers into $1 what the named packages and their dependencies put on this system, less what no
# program of the image reads; Python as compiled modules only. Arguments that begin with a slash are programs,
# which come with the libraries that they need and without the rest of their packages. The package
# database is kept for scanners.
set -euo pipefail
to=$1
shift
mkdir -p "$to"
packages=()
programs=()
for name; do
  case $name in
    /*) programs+=("$name") ;;
    *) packages+=("$name") ;;
  esac
done

# Every package that these need, from nothing, less those that only serve to install or to type at.
mapfile -t names < <(apt-get install -s --no-install-recommends -o Dir::State::status=/dev/null "${packages[@]}" |
  sed -n 's/^Inst \([^ ]*\) .*/\1/p' |
  grep -vxE 'dpkg|debconf|tar|mawk|perl.*|libdb5.*|libselinux1|libpcre2.*|libacl1|libmd0|openssl|openssl-provider-legacy|readline-common|libreadline8.*|libncursesw6|libtinfo6|gcc-14-base|python3-chardet|tzdata|libsqlite3-0')
# A package that brings one program, or a library of one.
mapfile -t partly < <(
  for program in "${programs[@]}"; do
    real=$(readlink -f "$program")
    printf '%s\n' "$program" "$real"
    ldd "$real" 2>/dev/null | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p'
  done | sort -u)
owners() {
  local file
  for file; do
    # Packages may know a file by its place from before /bin became a link.
    dpkg -S "$file" 2>/dev/null || dpkg -S "${file#/usr}" 2>/dev/null || dpkg -S "/usr$file" 2>/dev/null || true
  done | sed 's/:.*//; s/,.*//' | sort -u
}
mapfile -t owning < <(owners "${partly[@]}")

unused='^/(usr/share/(man|info|lintian|bug|zsh|fish|bash-completion|pixmaps|applications|gdb|gcc|doc-base|binfmts|zoneinfo/(posix|right))|usr/lib/(valgrind|binfmt.d)|etc/(apt|init.d|update-motd.d))(/|$)'
# Parts of the C library and of Python that serve measuring, debugging and their own tests.
unused+='|/lib(mvec|c_malloc_debug|thread_db|nsl|nss_compat|nss_hesiod|memusage|pcprofile|BrokenLocale)\.so'
unused+='|/lib-dynload/(_test|_xx|xx|_ctypes_test|_sqlite3)|/(pydoc|doctest|turtle|pdb|bdb|antigravity|this)\.py$'
# Of opus there is one of our own, and of elliptic curves OpenSSL has its own.
unused+='|/libopus\.so|/PublicKey/(_ec_ws|_ed25519|_ed448|_curve25519|_curve448)\.|/engines-3/'
# What stands in where Python's own C modules are not, servers, mail boxes, and tools that are typed at.
unused+='|/python3[^/]*/(_pyrepl|wsgiref|(_pydecimal|_pyio|_pydatetime|pickletools|mailbox|imaplib|poplib)\.py$)|/mutagen/_tools/|/bin/(run-parts|pygettext3[^/]*|ischroot)$'
unused+='|/(idlelib|tkinter|turtledemo|ensurepip|lib2to3|pydoc_data|unittest|test|tests|venv|config-3[^/]*|SelfTest|gconv)(/|$)|\.(egg|dist)-info/|\.h$|\.a$'
{
  for name in "${names[@]}"; do dpkg -L "$name"; done
  # Some packages share the licence of another one, by a link to its folder.
  for name in "${owning[@]}"; do
    real=$(readlink -f "/usr/share/doc/$name")
    printf '%s\n' "/usr/share/doc/$name" "$real" "$real/copyright"
  done
  for file in "${partly[@]}"; do
    printf '%s\n' "$file"
    # A library is asked for by its short name, a link beside it.
    if [[ -L $file ]]; then printf '%s\n' "$(readlink -f "$file")"; fi
  done
  # OpenSSL's default places, which the package openssl owns: without them no TLS peer is trusted.
  find /etc/ssl /usr/lib/ssl
  printf '%s\n' /etc/passwd /etc/group /etc/nsswitch.conf /etc/os-release /etc/ld.so.conf /etc/ld.so.conf.d
  find /usr/lib/locale/C.utf8
} | sort -u | grep -vE "$unused" |
  while IFS= read -r file; do if [[ -e $file || -L $file ]]; then printf '%s\n' "${file#/}"; fi; done |
  # Paths below /lib lead through a link of the new root.
  sed -E 's#^(bin|sbin|lib|lib64)/#usr/\1/#' | sort -u |
  tar -C / --no-recursion -T - -cf - | tar -C "$to" --keep-directory-symlink -xf -

find "$to"/usr/lib/python3* -name __pycache__ -prune -exec rm -rf {} +
# Errors are told by their lines, not by columns.
python3 -X no_debug_ranges "$(dirname "${BASH_SOURCE[0]}")/compile.py" "$to"
# Compressed, the modules take a third. Python looks for its own in this archive by itself, and for os in
# its folder, by which it knows where it is; yt-dlp is found by a line in a .pth file.
python3 - "$to" <<'PYTHON'
import pathlib, sys, zipfile

root = pathlib.Path(sys.argv[1], "usr/lib")
version = f"{sys.version_info.major}.{sys.version_info.minor}"


def pack(archive, folder, files):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for file in sorted(files):
            made.write(file, file.relative_to(folder))
            file.unlink()


own = root / f"python{version}"
kept = {"os.pyc", "site.pyc", "sitecustomize.pyc", "zipimport.pyc"}
modules = [
    file
    for file in own.rglob("*.pyc")
    if file.name not in kept and file.relative_to(own).parts[0] not in ("encodings", "lib-dynload")
]
pack(root / f"python{version.replace('.', '')}.zip", own, modules)
packages = root / "python3/dist-packages"
pure = [
    file for name in ("yt_dlp", "mutagen", "requests", "urllib3") for file in (packages / name).rglob("*.pyc")
]
pack(root / "python3/yt_dlp.zip", packages, pure)
(packages / "yt_dlp.pth").write_text("/usr/lib/python3/yt_dlp.zip\n")
PYTHON
find "$to"/usr/lib/python3* -type d -empty -delete
# One file holds all authorities; that each has one of its own is for programs that look them up by name.
rm -rf "$to/usr/share/ca-certificates"
find "$to/etc/ssl/certs" ! -name ca-certificates.crt ! -type d -delete
find "$to"/usr/share/doc -type f ! -name copyright -delete
mkdir -p "$to"/{tmp,proc,sys,dev,run,data,var/lib/dpkg}
chmod 1777 "$to/tmp"
chown app:app "$to/data"
chmod 700 "$to/data"
for name in "${names[@]}" "${owning[@]}"; do
  dpkg-query -s "$name"
  echo
done >"$to/var/lib/dpkg/status"
ldconfig -r "$to"
