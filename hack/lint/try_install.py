"""Helm, RBAC, every sample, an upgrade and a removal in mid-canary, on the embedded API server; hack/try-install.sh says it in words."""
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import helm_python as helm
import yaml

import sources

PROGRAM = os.environ["PHYSICS_OPERATOR"]
NAMESPACE = "production"
# The embedded server has no NetworkPolicy; and an operator outside of the cluster reaches pods through the API server.
VALUES = {"networkPolicy": {"enabled": False}, "rbac": {"podProxy": True}}
# A rollout in a minute instead of half an hour. The simulated users come by Service, Ingress and the operator's own HTTPRoute: a canary on a
# route of the user's sees none of them, and goes on without.
QUICK = {
    "warmup": "2s", "bake": "5s", "drain": "2s",
    "analysis": {"interval": "10s", "window": "30s", "minimumRequests": 10, "onInsufficient": "Continue", "insufficientTimeout": "1m"},
}
folder = Path(tempfile.mkdtemp())


def run(*command, input=None):
    done = subprocess.run(command, capture_output=True, text=True, input=input)
    if done.returncode:
        sys.exit(f"FAILED: {' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def kubectl(*arguments, input=None):
    return run("kubectl", "--kubeconfig", str(folder / "admin"), "--namespace", NAMESPACE, *arguments, input=input)


@contextlib.contextmanager
def process(log, *command, environment=None):
    with (folder / log).open("w") as file:
        started = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})})
    try:
        yield started
    finally:
        started.terminate()
        started.wait(20)


def wait(what, condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.5)
    sys.exit(f"FAILED: not within {seconds} s: {what}\n{kubectl('get', 'physicsapi', '-o', 'wide') if 'physicsapi' in what else ''}")


def server(names):
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(folder / "key"))
    run("openssl", "req", "-x509", "-new", "-key", str(folder / "key"), "-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1",
        "-days", "2", "-out", str(folder / "certificate"))
    loads = [part for name in names for part in ("--load", f"{NAMESPACE}/{name}=80")]
    return process("server.log", PROGRAM, "serve", "--authorization", "RBAC", "--token", "admin", "--tls-cert", str(folder / "certificate"),
                   "--tls-key", str(folder / "key"), "--kubeconfig-out", str(folder / "admin"), "--pod-startup", "2s", *loads)


def operator():
    """The program with the token of the chart's ServiceAccount and nothing else."""
    token = kubectl("create", "token", "physics-operator", "--duration", "1h").strip()
    admin = yaml.safe_load((folder / "admin").read_text())
    admin["users"][0]["user"] = {"token": token}
    (folder / "operator").write_text(yaml.safe_dump(admin))
    return process("operator.log", PROGRAM, "run", "--kubeconfig", str(folder / "operator"), "--namespace", NAMESPACE, "--leader-elect",
                   "--listen", "127.0.0.1:0", environment={"POD_NAMESPACE": NAMESPACE, "POD_NAME": "try-install"})


def metrics():
    port = wait("the operator listens", lambda: re.search(r'"port":"(\d+)"', (folder / "operator.log").read_text()))[1]
    return urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()


def expect_nothing_denied():
    text = metrics()
    denied = re.findall(r'rest_client_requests_total\{code="40[13]".*', text)
    asked = sum(float(n) for n in re.findall(r"rest_client_requests_total\{.*\} (\S+)", text))
    if denied or not asked:
        sys.exit(f"FAILED: {denied or 'nothing was asked'}\n{(folder / 'operator.log').read_text()[-2000:]}")
    print(f"ok: {asked:.0f} requests of the operator under the chart's rights, none forbidden")


def services():
    return {o["metadata"]["name"]: o for o in json.loads(kubectl("get", "physicsapi", "-o", "json"))["items"]}


def phase(name):
    return services()[name].get("status", {}).get("phase")


def children():
    kinds = "deployments,services,horizontalpodautoscalers,poddisruptionbudgets,ingresses,httproutes,controllerrevisions,configmaps,pods,physicsapis"
    items = json.loads(kubectl("get", kinds, "-o", "json"))["items"]
    # What the cluster's own controllers count is not the operator's.
    return sorted(
        json.dumps([o["kind"], o["metadata"]["name"], o["metadata"]["uid"], o["metadata"].get("annotations"), o.get("spec")], sort_keys=True)
        for o in items if "fisica-lab.com/service" in o["metadata"].get("labels", {}) or o["kind"] == "PhysicsAPI"
    )


def expect_same(before, what):
    after = children()
    if before != after:
        sys.exit(f"FAILED: {what} changed children: {sorted(set(before) ^ set(after))}")
    print(f"ok: {what} left {len(after)} objects as they were")


def traefik():
    """As much of Traefik's definitions as the API server needs."""
    for plural, kind in (("traefikservices", "TraefikService"), ("ingressroutes", "IngressRoute")):
        schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
        yield {
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": f"{plural}.traefik.io"},
            "spec": {
                "group": "traefik.io", "scope": "Namespaced", "names": {"plural": plural, "singular": kind.lower(), "kind": kind, "listKind": kind + "List"},
                "versions": [{"name": "v1alpha1", "served": True, "storage": True, "schema": schema}],
            },
        }


def sample(objects):
    for o in objects:
        if o["kind"] == "PhysicsAPI":
            rollout = o["spec"].setdefault("rollout", {})
            rollout.update(QUICK)
            if rollout.get("strategy", "Canary") == "Canary":
                rollout["steps"] = [{"weight": 50, "hold": "5s"}]
            if "blueGreen" in rollout:
                rollout["blueGreen"]["previewHold"] = "2s"
            o["spec"]["scaling"] = {"minReplicas": 2}
            o["spec"].get("workload", {}).setdefault("probes", {})["readiness"] = {"initialDelay": "0s", "period": "1s"}
    return yaml.safe_dump_all(objects)


def main():
    # A sample whose answers come from a Prometheus that is not here waits for it, as it should: it is applied, not upgraded.
    samples = sources.samples()
    names = {o["metadata"]["name"]: path for path, objects in samples.items() for o in objects if o["kind"] == "PhysicsAPI"}
    upgraded = [name for name, path in names.items() if "prometheus" not in path]
    with server(upgraded):
        wait("the server serves", lambda: (folder / "admin").exists())
        kubectl("create", "namespace", NAMESPACE)
        kubectl("apply", "-f", "-", input=yaml.safe_dump_all(traefik()))
        config = helm.Config(kubeconfig_path=str(folder / "admin"), namespace=NAMESPACE)
        config.install(sources.CHART, "physics-operator", VALUES, timeout=60)
        print("ok: Helm installed the chart")
        with operator():
            for objects in samples.values():
                kubectl("apply", "-f", "-", input=sample(objects))
            wait("every physicsapi is Steady", lambda: all(phase(name) == "Steady" for name in names))
            print(f"ok: {len(names)} samples are Steady")
            for name in upgraded:
                kubectl("patch", "physicsapi", name, "--type=merge", "-p", '{"spec":{"workload":{"image":"ghcr.io/myorg/fisica-api:v1.1.0"}}}')
            done = lambda: [n for n, o in services().items() if n in upgraded
                            and o["status"]["phase"] == "Steady" and o["status"]["stable"]["image"].endswith(":v1.1.0")]
            wait("every physicsapi runs v1.1.0", lambda: len(done()) == len(upgraded), 240)
            print(f"ok: {len(upgraded)} samples were upgraded, by every router and strategy")
            kubectl("patch", "physicsapi", "fisica-api", "--type=merge", "-p",
                    '{"spec":{"workload":{"image":"ghcr.io/myorg/fisica-api:v1.2.0"},"rollout":{"steps":[{"weight":50,"hold":"Manual"}]}}}')
            wait("a canary has half the traffic", lambda: services()["fisica-api"]["status"].get("traffic", {}).get("canaryWeight") == 50)
            expect_nothing_denied()
        before = children()
        config.upgrade(sources.CHART, "physics-operator", {**VALUES, "logLevel": "debug", "replicas": 3}, timeout=60)
        time.sleep(3)
        expect_same(before, "an upgrade of the release in mid-canary")
        config.uninstall("physics-operator")
        time.sleep(10)
        expect_same(before, "an uninstall in mid-canary")
        kubectl("get", "crd", "physicsapis.fisica-lab.com")
        config.install(sources.CHART, "physics-operator", VALUES, timeout=60)
        with operator():
            run(PROGRAM, "promote", "fisica-api", "--namespace", NAMESPACE, "--kubeconfig", str(folder / "admin"))
            wait("physicsapi fisica-api runs v1.2.0", lambda: phase("fisica-api") == "Steady"
                 and services()["fisica-api"]["status"]["stable"]["image"].endswith(":v1.2.0"))
            print("ok: the release is back, and the canary went on where it was")
            expect_nothing_denied()
            for name in names:
                kubectl("delete", "physicsapi", name, "--timeout=60s")
            wait("no child is left", lambda: not children(), 60)
            print("ok: deleted services took their children with them")
        config.uninstall("physics-operator")
        config.close()
    shutil.rmtree(folder)


main()
