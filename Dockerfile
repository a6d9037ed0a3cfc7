# replay-storage with its own Java runtime and rclone. Everything is in /opt/replay-storage: another image copies that
# folder with COPY --from and uses /opt/replay-storage/bin/runpod_entrypoint.sh as its entrypoint.

FROM rclone/rclone:1.75.2 AS rclone

FROM debian:bookworm-slim AS build
# Debian keeps only one version of each package: a pinned version disappears with the next security update.
# hadolint ignore=DL3008
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends binutils maven openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
# Without Java's class data archive: the archive created below contains Java's classes too.
RUN jlink --add-modules java.base,jdk.unsupported --output /opt/replay-storage/jre \
      --strip-debug --no-header-files --no-man-pages --compress=2
WORKDIR /build
COPY . .
RUN mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Dexec.skip=true package
RUN install -D -t /opt/replay-storage/lib -m 644 target/replay-storage.jar \
 && install -D -t /opt/replay-storage/lib src/build/archive-classes \
 && install -D -t /opt/replay-storage/bin scripts/*
COPY --from=rclone /usr/local/bin/rclone /opt/replay-storage/bin/rclone

FROM debian:bookworm-slim
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="replay-storage" \
      org.opencontainers.image.description="Downloads replays to a cloud GPU pod and uploads its checkpoints, with rclone." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"
# hadolint ignore=DL3008
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends ca-certificates tini \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8 \
    PATH=/opt/replay-storage/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY --from=build /opt/replay-storage /opt/replay-storage
# In this stage, because the archive fits only the jar with this path and time.
RUN REPLAY_STORAGE_RCLONE=/opt/replay-storage/bin/rclone \
    /opt/replay-storage/lib/archive-classes /opt/replay-storage/jre/bin/java /opt/replay-storage/lib \
 && test -s /opt/replay-storage/lib/replay-storage.jsa
# A first start installs the helper commands, which needs root, and caches rclone's version, which each new container
# would otherwise determine again.
RUN mkdir -p /tmp/pod/artifacts /tmp/pod/replays \
 && HOME=/tmp/pod WORKSPACE=/tmp/pod LOCAL_STORAGE=/tmp/pod REPLAY_STORAGE_STRICT=true replay-storage entrypoint >/dev/null \
 && mv /tmp/pod/.cache/replay-storage/rclone-versions /opt/replay-storage/bin/ \
 && rm -r /tmp/pod
# Works for any user, even if only the workspace is writable; user 1000 has a home. Links the scripts to the folder that
# existing guides use.
RUN useradd --uid 1000 --create-home pod \
 && install -d -m 1777 /app /workspace \
 && install -d /app/scripts \
 && ln -s /opt/replay-storage/bin/*.sh /app/scripts/ \
 && for name in checkpoints logs cache; do ln -s "/workspace/$name" /app/ && chown -h pod:pod "/app/$name"; done
WORKDIR /workspace
ENTRYPOINT ["/usr/bin/tini", "--", "/opt/replay-storage/bin/runpod_entrypoint.sh"]
