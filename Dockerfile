# syntax=docker/dockerfile:1
# docker build --build-arg VERSION=0.1.0 --build-arg REVISION=$(git rev-parse HEAD) --build-arg CREATED=$(date -u +%FT%TZ) .
# A release gives both bases by digest: --build-arg SWIFT=swift:6.3-bookworm@sha256:… --build-arg BASE=debian:bookworm-slim@sha256:…
ARG SWIFT=swift:6.3-bookworm
ARG BASE=debian:bookworm-slim

# Compiles, with Swift's own libraries linked in.
FROM ${SWIFT} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4-openssl-dev libyaml-dev pkg-config python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# What was resolved stays in the cache until Package.swift changes.
COPY Package.swift ./
RUN --mount=type=cache,target=/var/cache/swiftpm swift package --cache-path /var/cache/swiftpm resolve
COPY Sources ./Sources
COPY Tests ./Tests
COPY hack ./hack
COPY LICENSE ./
# The time in the bill of materials; the same gives the same bytes.
ARG SOURCE_DATE_EPOCH=0
RUN --mount=type=cache,target=/var/cache/swiftpm \
    swift build --cache-path /var/cache/swiftpm -c release --product physics-operator --static-swift-stdlib \
 && install -D .build/release/physics-operator /out/usr/local/bin/physics-operator \
 && strip /out/usr/local/bin/physics-operator \
 && if nm -D /out/usr/local/bin/physics-operator | grep -q icudt; then echo "Foundation's ICU data is linked in" >&2; exit 1; fi \
 && install hack/image/check-health /out/usr/local/bin/check-health \
 && install -D -m 644 LICENSE /out/usr/share/doc/physics-operator/LICENSE \
 && hack/sbom.py >/out/usr/share/doc/physics-operator/sbom.spdx.json

# Runs: glibc, libcurl, libyaml, the authorities of the web, and one binary.
FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libcurl4 libyaml-0-2 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/ /
ARG VERSION=0.1.0
ARG REVISION=""
ARG CREATED=""
LABEL org.opencontainers.image.title="physics-operator" \
      org.opencontainers.image.description="Rolls out, rolls back and scales HTTP services on Kubernetes ahead of their load." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="https://github.com/fisica-lab/physics-operator" \
      org.opencontainers.image.documentation="https://github.com/fisica-lab/physics-operator/tree/main/docs" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
# Nobody: no home, no shell of its own, no file that it owns.
USER 65532:65532
# One heap for all threads: heaps of their own are a third of the memory.
ENV MALLOC_ARENA_MAX=1
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=5s --retries=3 \
  CMD ["/usr/local/bin/check-health", "127.0.0.1", "8080", "/healthz"]
ENTRYPOINT ["/usr/local/bin/physics-operator"]
CMD ["run"]
