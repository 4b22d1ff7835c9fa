"""How long a start takes until the operator is ready, and what it holds in memory at rest: footprint.py PROGRAM"""
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PROGRAM = sys.argv[1]
STARTS = 20
REST_SECONDS = 60
folder = Path(tempfile.mkdtemp())


@contextlib.contextmanager
def process(log, *command):
    """As the image runs it: one heap for all threads."""
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    with (folder / log).open("w") as file:
        started = subprocess.Popen([PROGRAM, *command], stdout=file, stderr=subprocess.STDOUT, env=environment)
    try:
        yield started
    finally:
        started.terminate()
        started.wait(20)


def wait(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.002)
    sys.exit(f"not within {seconds} s; see {folder}")


def written(log, pattern):
    found = re.search(pattern, (folder / log).read_text())
    return found and found[1]


def apply(server, path, file):
    request = urllib.request.Request(f"{server}{path}?fieldManager=footprint", method="PATCH", data=Path(file).read_bytes())
    request.add_header("Content-Type", "application/apply-patch+yaml")
    urllib.request.urlopen(request).read()


def is_ready(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").status == 200
    except urllib.error.HTTPError:
        return False


@contextlib.contextmanager
def operator():
    """Yields the process, once it is ready, and the milliseconds that this took."""
    begun = time.monotonic()
    with process("run.log", "run", "--kubeconfig", str(folder / "k"), "--listen", "127.0.0.1:0") as started:
        port = wait(lambda: written("run.log", r'"port":"(\d+)"'))
        wait(lambda: is_ready(port))
        yield started, (time.monotonic() - begun) * 1000


def memory(started):
    text = Path(f"/proc/{started.pid}/status").read_text()
    return {key: int(re.search(rf"{key}:\s+(\d+)", text)[1]) / 1000 for key in ("VmRSS", "RssAnon")}


def main():
    with process("serve.log", "serve", "--kubeconfig-out", str(folder / "k")):
        server = wait(lambda: written("serve.log", r"serving (\S+)"))
        apply(server, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/physicsapis.fisica-lab.com", "manifests/crd/physicsapis.fisica-lab.com.yaml")
        apply(server, "/apis/fisica-lab.com/v1alpha1/namespaces/default/physicsapis/fisica-immediate", "manifests/samples/immediate.yaml")
        times = []
        for _ in range(STARTS):
            with operator() as (_, milliseconds):
                times.append(milliseconds)
        with operator() as (started, _):
            time.sleep(REST_SECONDS)
            rest = memory(started)
    print(f"start to ready: {min(times):.0f}, {statistics.median(times):.0f}, {max(times):.0f} ms (least, median, most of {STARTS})")
    print(f"memory at rest: {rest['VmRSS']:.1f} MB, of which {rest['RssAnon']:.1f} MB are the program's own pages")


main()
