# syntax=docker/dockerfile:1
# One image with all that the server needs: Java, yt-dlp, ffmpeg, a private Redis (Valkey), QuickJS.
# docs/DOCKER-BUILD-OPTIMIZATION.md says why each stage is as it is, and what it weighs.
ARG BASE=debian:trixie-slim

# ---- Java and Maven to build with; changes when Debian does
FROM ${BASE} AS tools
ARG DEBIAN_FRONTEND=noninteractive
# The slim base has no folder for manual pages, and Java's package links into it.
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && apt-get install -y --no-install-recommends openjdk-25-jdk-headless maven binutils \
 && rm -rf /var/lib/apt/lists/*

# ---- a Java of the modules in use; scripts/image-test shows when one is missing
FROM tools AS java
ARG MODULES=java.base,java.compiler,java.logging,java.management,java.naming,java.scripting,java.sql,jdk.jfr,jdk.management,jdk.net,jdk.unsupported
RUN jlink --add-modules "$MODULES" --strip-debug --no-man-pages --no-header-files --compress zip-6 --output /opt/java

# ---- libraries, which change with pom.xml; only those of this platform, and no Redis beside Valkey
FROM tools AS libraries
WORKDIR /src
COPY pom.xml ./
COPY image/SlimJars.java image/
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q -Pimage dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/out/lib \
 && rm -f /out/lib/embedded-redis-* /out/lib/jedis-* /out/lib/commons-pool2-* \
 && case $(dpkg --print-architecture) in \
      amd64) rm -f /out/lib/*linux-aarch_64.jar /out/lib/native-linux-aarch64-*.jar ;; \
      arm64) rm -f /out/lib/*linux-x86_64.jar /out/lib/native-linux-x86_64-*.jar ;; \
    esac \
 && java image/SlimJars.java /out/lib

# ---- the program, which changes with src
FROM libraries AS build
COPY conf conf
COPY webroot webroot
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q -Pimage,-format -Dmaven.test.skip=true package \
 && mv target/taivideonhanh.jar /out/taivideonhanh.jar

# ---- the parts of ffmpeg in use
FROM ${BASE} AS ffmpeg
ARG DEBIAN_FRONTEND=noninteractive
COPY image/ffmpeg.sh /ffmpeg.sh
RUN sh /ffmpeg.sh

# ---- the encoder of Opus, less what only calls need
FROM ${BASE} AS opus
ARG DEBIAN_FRONTEND=noninteractive
COPY image/opus.sh /opus.sh
RUN sh /opus.sh

# ---- yt-dlp, Python, Valkey and the programs of the cage, and nothing else of Debian
FROM ${BASE} AS rootfs
ARG DEBIAN_FRONTEND=noninteractive
RUN sed -i 's/^Suites: trixie trixie-updates$/& trixie-backports/' /etc/apt/sources.list.d/debian.sources \
 && apt-get update \
 && apt-get install -y --no-install-recommends bubblewrap ca-certificates libmp3lame0 libopus0 libssl3t64 quickjs valkey-server yt-dlp/trixie-backports zlib1g \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin app
COPY image/rootfs.sh image/compile.py /
RUN bash /rootfs.sh /rootfs base-files netbase ca-certificates dash libc6 libstdc++6 libgcc-s1 libmp3lame0 libopus0 libssl3t64 zlib1g yt-dlp/trixie-backports \
      /usr/bin/bwrap /usr/bin/cat /usr/bin/grep /usr/bin/ls /usr/bin/prlimit /usr/bin/qjs /usr/bin/setpriv /usr/bin/setsid /usr/bin/sleep /usr/bin/true /usr/bin/valkey-server

# ---- what runs, without the AOT cache: quicker to build, slower to start
FROM scratch AS plain
COPY --from=rootfs /rootfs /
COPY --from=ffmpeg /out /
COPY --from=opus /out /
COPY --from=java /opt/java /opt/java
COPY --from=libraries /out/lib /opt/app/lib
COPY image/java.options image/health.py /opt/app/
COPY --from=build /out/taivideonhanh.jar /opt/app/taivideonhanh.jar
ENV PATH=/opt/java/bin:/usr/local/bin:/usr/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 TVN_HTTP_HOST=0.0.0.0 TVN_DATA_DIR=/data
USER 10001:10001
WORKDIR /opt/app
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["python3", "-SEs", "/opt/app/health.py"]
# A cache that is not there, or does not fit, is passed over.
ENTRYPOINT ["java", "@/opt/app/java.options", "-XX:AOTCache=/opt/app/taivideonhanh.aot", "-jar", "/opt/app/taivideonhanh.jar"]

# ---- the same with what a JVM has learnt in one short run of the program (last, so it is the default)
FROM plain AS run
USER 0:0
# What the extractor has to know of yt-dlp's sites; otherwise each new container finds it out at its first start.
RUN ["python3", "-I", "-c", "import sys; sys.path.insert(0, '/opt/app/taivideonhanh.jar/python'); import warm; warm.prepare('/usr/lib/python3')"]
# Without profiles, by which a start compiles methods that it hardly needs.
RUN ["java", "@/opt/app/java.options", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining", "-XX:AOTCacheOutput=/opt/app/taivideonhanh.aot", "-jar", "/opt/app/taivideonhanh.jar", "--rehearse"]
USER 10001:10001
