"""Packs folders, one a layer, into an OCI image layout in a tar: the same folders give the same bytes."""
import argparse
import gzip
import hashlib
import io
import json
import platform
import subprocess
import tarfile
from pathlib import Path


def layer(folder):
    """A tar of a folder, without owners and times of this machine."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(Path(folder).rglob("*")):
            info = tar.gettarinfo(path, str(path.relative_to(folder)))
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            info.mtime = 0
            if path.is_dir():
                info.mode = 0o755
                tar.addfile(info)
            else:
                info.mode = 0o755 if info.mode & 0o100 else 0o644
                with path.open("rb") as file:
                    tar.addfile(info, file)
    return buffer.getvalue()


class Layout:
    def __init__(self):
        self.blobs = {}

    def add(self, data, kind):
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        self.blobs[digest] = data
        return {"mediaType": kind, "digest": digest, "size": len(data)}

    def write(self, output, index):
        with tarfile.open(output, "w") as tar:
            files = {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}', "index.json": json.dumps(index).encode()}
            files |= {f"blobs/{digest.replace(':', '/')}": data for digest, data in sorted(self.blobs.items())}
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--revision", default="")
    parser.add_argument("folders", nargs="+")
    arguments = parser.parse_args()
    layout = Layout()
    tars = [layer(folder) for folder in arguments.folders]
    layers = [layout.add(gzip.compress(tar, mtime=0), "application/vnd.oci.image.layer.v1.tar+gzip") for tar in tars]
    created = subprocess.run(["git", "log", "-1", "--format=%cI"], capture_output=True, text=True).stdout.strip() or "1970-01-01T00:00:00Z"
    labels = {
        "org.opencontainers.image.title": "physics-operator",
        "org.opencontainers.image.description": "For trying: the libraries are those of the machine that packed it.",
        "org.opencontainers.image.licenses": "MIT",
        "org.opencontainers.image.source": "https://github.com/fisica-lab/physics-operator",
        "org.opencontainers.image.version": arguments.version,
        "org.opencontainers.image.revision": arguments.revision,
        "org.opencontainers.image.created": created,
    }
    config = layout.add(
        json.dumps(
            {
                "created": created,
                "architecture": {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine()),
                "os": "linux",
                "config": {
                    "User": "65532:65532",
                    "ExposedPorts": {"8080/tcp": {}},
                    "Env": ["PATH=/usr/local/bin", "MALLOC_ARENA_MAX=1"],
                    "Entrypoint": ["/usr/local/bin/physics-operator"],
                    "Cmd": ["run"],
                    "Labels": labels,
                },
                "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(tar).hexdigest() for tar in tars]},
            }
        ).encode(),
        "application/vnd.oci.image.config.v1+json",
    )
    kind = "application/vnd.oci.image.manifest.v1+json"
    manifest = layout.add(json.dumps({"schemaVersion": 2, "mediaType": kind, "config": config, "layers": layers}).encode(), kind)
    manifest["annotations"] = {"org.opencontainers.image.ref.name": arguments.version}
    layout.write(arguments.output, {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [manifest]})
    for folder, tar, packed in zip(arguments.folders, tars, layers):
        print(f"layer {Path(folder).name}: {len(tar) / 1e6:.1f} MB, {packed['size'] / 1e6:.1f} MB packed")
    print(f"{arguments.output}: {manifest['digest']}")


main()
