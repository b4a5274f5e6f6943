# docker buildx bake              the image for this machine, as taivideonhanh:latest
# docker buildx bake release      amd64 and arm64, with all tags, to REGISTRY
# docker buildx bake plain        without the AOT cache: quicker to build, for trying
variable "REGISTRY" {
  default = ""
}

variable "VERSION" {
  default = "0.1.0"
}

variable "BASE" {
  default = "debian:trixie-slim"
}

group "default" {
  targets = ["image"]
}

target "_common" {
  context    = "."
  dockerfile = "Dockerfile"
  args = {
    BASE = BASE
  }
  labels = {
    "org.opencontainers.image.title"    = "TaiVideoNhanh"
    "org.opencontainers.image.version"  = VERSION
    "org.opencontainers.image.licenses" = "Apache-2.0"
  }
}

target "image" {
  inherits = ["_common"]
  target   = "run"
  tags     = ["${REGISTRY}taivideonhanh:latest", "${REGISTRY}taivideonhanh:${VERSION}"]
}

target "plain" {
  inherits = ["_common"]
  target   = "plain"
  tags     = ["${REGISTRY}taivideonhanh:plain"]
}

target "release" {
  inherits  = ["image"]
  platforms = ["linux/amd64", "linux/arm64"]
  output    = ["type=registry,compression=zstd,compression-level=9,oci-mediatypes=true,force-compression=true"]
  attest    = ["type=sbom", "type=provenance,mode=max"]
}
