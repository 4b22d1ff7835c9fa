#!/usr/bin/env python3
"""What the binary is made of, as SPDX 2.3 JSON on stdout: what SwiftPM resolved for this build, and the libraries that it is linked with.

hack/sbom.py [BINARY]: with a binary, the Debian packages of the shared libraries that it loads are listed as well. The same build gives the same
document: its time is that of the commit, or SOURCE_DATE_EPOCH.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def package(name, version, purl, location="NOASSERTION", license="NOASSERTION", comment=None):
    entry = {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]", "-", name),
        "name": name,
        "versionInfo": version,
        "downloadLocation": location,
        "filesAnalyzed": False,
        "licenseConcluded": license,
        "licenseDeclared": license,
        "copyrightText": "NOASSERTION",
    }
    if purl:
        entry["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]
    if comment:
        entry["comment"] = comment
    return entry


def resolved():
    """The pins of Package.resolved, which `swift build` writes."""
    file = ROOT / "Package.resolved"
    if not file.exists():
        sys.exit("there is no Package.resolved; resolve the packages first: swift package resolve")
    for pin in sorted(json.loads(file.read_text())["pins"], key=lambda p: p["identity"]):
        location = pin["location"].removesuffix(".git")
        version = pin["state"].get("version", pin["state"]["revision"])
        path = location.removeprefix("https://")
        yield package(
            pin["identity"], version, f"pkg:swift/{path}@{version}", f"git+{location}@{pin['state']['revision']}", comment="linked statically"
        )


def swift():
    found = re.search(r"Swift version (\S+)", output("swift", "--version"))
    version = found.group(1) if found else "unknown"
    return package("swift-runtime", version, f"pkg:github/swiftlang/swift@swift-{version}-RELEASE", license="Apache-2.0", comment="the standard library, FoundationEssentials and Dispatch")


def shared(binary):
    """The Debian packages of the libraries that the loader finds for a binary; Swift's own are not from Debian."""
    names = set()
    for line in output("ldd", binary).splitlines():
        found = re.search(r"=> (/\S+)|^\s*(/\S+)", line)
        path = found and (found.group(1) or found.group(2))
        if not path or "/swift/" in path:
            continue
        for candidate in (path, os.path.realpath(path), "/usr" + path, path.removeprefix("/usr")):
            owner = output("dpkg-query", "-S", candidate)
            if owner:
                names.add(owner.split(":")[0])
                break
    for name in sorted(names):
        version = output("dpkg-query", "-W", "-f", "${Version}", name)
        yield package(name, version, f"pkg:deb/debian/{quote(name)}@{quote(version)}", comment="linked dynamically")


def main():
    version = re.search(r'current = "(.+)"', (ROOT / "Sources/PhysicsOperator/Version.swift").read_text()).group(1)
    main_package = package(
        "physics-operator", version, f"pkg:github/fisica-lab/physics-operator@{version}", "git+https://github.com/fisica-lab/physics-operator", "MIT"
    )
    parts = [*resolved(), swift(), *(shared(sys.argv[1]) if len(sys.argv) > 1 else [])]
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or output("git", "log", "-1", "--format=%ct") or 0)
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"physics-operator-{version}",
        "documentNamespace": f"https://github.com/fisica-lab/physics-operator/sbom/{version}-{digest}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: hack/sbom.py"]},
        "packages": [main_package, *parts],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": main_package["SPDXID"]},
            *(
                {"spdxElementId": main_package["SPDXID"], "relationshipType": "DEPENDS_ON", "relatedSpdxElement": part["SPDXID"]}
                for part in parts
            ),
        ],
    }
    print(json.dumps(document, indent=1))


main()
