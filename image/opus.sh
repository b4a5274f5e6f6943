#!/bin/sh
# Builds Debian's libopus without the neural networks that conceal what a call has lost: they are seven eighths
# of it, and nothing here calls anybody. Into /out, where ffmpeg looks first.
set -eu
sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/debian.sources
apt-get update -qq
apt-get install -y -qq --no-install-recommends gcc libc6-dev make dpkg-dev >/dev/null
mkdir -p /src /build
cd /src
apt-get source -qq opus >/dev/null
cd /build
/src/opus-*/configure --prefix=/usr/local --libdir=/usr/local/lib --disable-static --disable-doc --disable-extra-programs \
  --disable-deep-plc --disable-dred --disable-osce >configure.log 2>&1 || { tail -n 20 configure.log; exit 1; }
make -j"$(nproc)" >make.log 2>&1 || { tail -n 30 make.log; exit 1; }
make install DESTDIR=/out >/dev/null
rm -rf /out/usr/local/include /out/usr/local/share /out/usr/local/lib/pkgconfig /out/usr/local/lib/*.la /out/usr/local/lib/libopus.so
strip --strip-unneeded /out/usr/local/lib/libopus.so.0
