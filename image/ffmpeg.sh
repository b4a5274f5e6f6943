#!/bin/sh
# Builds the parts of ffmpeg that the server and yt-dlp use (copies between containers, conversion of
# sound, subtitles, HLS) from Debian's own source with its security fixes, into /out. LGPL.
set -eu
sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/debian.sources
apt-get update -qq
apt-get install -y -qq --no-install-recommends gcc libc6-dev make nasm pkgconf dpkg-dev libssl-dev zlib1g-dev libmp3lame-dev libopus-dev >/dev/null
mkdir -p /src /build
cd /src
apt-get source -qq ffmpeg >/dev/null
cd /build
# Decoders of pictures are there because the frame size of a transport stream is read with them.
/src/ffmpeg-*/configure --prefix=/usr/local --libdir=/usr/local/lib --enable-rpath \
  --disable-everything --disable-autodetect --disable-debug --disable-doc --disable-ffplay --disable-avdevice --disable-postproc --disable-swscale \
  --enable-version3 --enable-openssl --enable-zlib --enable-libmp3lame --enable-libopus --enable-shared --disable-static \
  --enable-protocol=file,pipe,fd,data,concat,crypto,http,httpproxy,https,tcp,tls \
  --enable-demuxer=aac,ac3,ass,concat,eac3,ffmetadata,flac,flv,hls,live_flv,matroska,mov,mp3,mpegps,mpegts,ogg,srt,wav,webvtt \
  --enable-muxer=adts,ass,ffmetadata,flac,flv,ipod,matroska,matroska_audio,mov,mp3,mp4,mpegts,null,oga,ogg,opus,segment,srt,wav,webm,webvtt \
  --enable-parser=aac,aac_latm,ac3,av1,flac,h263,h264,hevc,mpeg4video,mpegaudio,mpegvideo,opus,vorbis,vp8,vp9 \
  --enable-bsf=aac_adtstoasc,av1_metadata,dump_extradata,extract_extradata,h264_metadata,h264_mp4toannexb,hevc_metadata,hevc_mp4toannexb,mov2textsub,null,opus_metadata,remove_extradata,setts,text2movsub,vp9_superframe,vp9_superframe_split \
  --enable-encoder=aac,alac,ass,flac,libmp3lame,libopus,movtext,pcm_s16le,srt,ssa,subrip,text,webvtt \
  --enable-decoder=aac,aac_latm,ac3,alac,ass,eac3,flac,h264,hevc,movtext,mp3,mp3float,mpeg4,opus,pcm_f32le,pcm_s16be,pcm_s16le,pcm_s24le,srt,ssa,subrip,text,vorbis,vp8,vp9,webvtt \
  --enable-filter=aformat,anull,anullsrc,apad,aresample,asetpts,atempo,atrim,concat,copy,format,null,setpts,sine,trim,volume >configure.log 2>&1 ||
  { tail -n 20 configure.log ffbuild/config.log; exit 1; }
make -j"$(nproc)" >make.log 2>&1 || { tail -n 30 make.log; exit 1; }
make install DESTDIR=/out >/dev/null
rm -rf /out/usr/local/include /out/usr/local/share /out/usr/local/lib/pkgconfig
find /out -type f \( -name '*.so.*' -o -path '*/bin/*' \) -exec strip --strip-unneeded {} +
mkdir -p /out/usr/share/doc/ffmpeg
cp /src/ffmpeg-*/debian/copyright /out/usr/share/doc/ffmpeg/copyright
