"""Helm, RBAC, every sample, upgrades and a removal in mid-canary, on the embedded API server; hack/try-install.sh says it in words."""
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
# The definition belongs to the release that brought it, even after that one is gone.
CLUSTER_WIDE = {**VALUES, "scope": "Cluster", "crds": {"install": False}}
SYSTEM = "physics-system"
# A rollout in a minute instead of half an hour. The simulated users come by Service, Ingress and the operator's own HTTPRoute: a canary on a
# route of the user's sees none of them, and goes on without.
QUICK = {
    "revisionHistoryLimit": 1, "warmup": "2s", "bake": "5s", "drain": "2s",
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
    # A server that asks for every right that some server asks for: it has no streaming lists, and minds who may own what.
    return process("server.log", PROGRAM, "serve", "--authorization", "RBAC", "--access-audit", str(folder / "audit"),
                   "--feature-gates", "WatchList=false", "--enable-admission-plugins", "OwnerReferencesPermissionEnforcement",
                   "--token", "admin", "--tls-cert", str(folder / "certificate"), "--tls-key", str(folder / "key"),
                   "--kubeconfig-out", str(folder / "admin"), "--pod-startup", "2s", *loads)


@contextlib.contextmanager
def operators(namespace, *scope):
    """Two programs with the token of the chart's ServiceAccount and nothing else, as its two pods."""
    token = kubectl("--namespace", namespace, "create", "token", "physics-operator", "--duration", "1h").strip()
    admin = yaml.safe_load((folder / "admin").read_text())
    admin["users"][0]["user"] = {"token": token}
    (folder / "operator").write_text(yaml.safe_dump(admin))
    with contextlib.ExitStack() as stack:
        for name in ("a", "b"):
            stack.enter_context(process(
                f"operator-{name}.log", PROGRAM, "run", "--kubeconfig", str(folder / "operator"), *scope, "--leader-elect",
                "--listen", "127.0.0.1:0", environment={"POD_NAMESPACE": namespace, "POD_NAME": f"physics-operator-{name}"}))
            wait("the operator listens", lambda: listens(name))
        yield
        for name in ("a", "b"):
            expect_nothing_denied(name)


def listens(name):
    return re.search(r'"port":"(\d+)"', (folder / f"operator-{name}.log").read_text())


def expect_nothing_denied(name):
    text = urllib.request.urlopen(f"http://127.0.0.1:{listens(name)[1]}/metrics").read().decode()
    denied = re.findall(r'rest_client_requests_total\{code="40[13]".*', text)
    asked = sum(float(n) for n in re.findall(r"rest_client_requests_total\{.*\} (\S+)", text))
    if denied or not asked:
        sys.exit(f"FAILED: {denied or 'nothing was asked'}\n{(folder / f'operator-{name}.log').read_text()[-2000:]}")
    print(f"ok: {asked:.0f} requests of operator {name}, none forbidden")


def expect_least_privilege(values, namespace):
    """The rights that the chart gives, held against the server's audit: nothing was refused, and nothing is there in vain."""
    records = [json.loads(line) for line in (folder / "audit").read_text().splitlines()]
    records = [r for r in records if r["user"] == f"system:serviceaccount:{namespace}:physics-operator"]
    denied = [r for r in records if r["decision"] == "denied"]
    used = {(r["role"]["kind"], r["role"]["name"], r["apiGroup"], r["resource"], r["verb"]) for r in records if "role" in r and "path" not in r}
    granted = {
        (role["kind"], role["metadata"]["name"], group, resource, verb)
        for role in sources.rendered(values, namespace) if role["kind"].endswith("Role")
        for rule in role["rules"] for group in rule["apiGroups"] for resource in rule["resources"] for verb in rule["verbs"]
    }
    if denied or granted - used or not granted:
        sys.exit(f"FAILED: denied {denied}, never used {sorted(granted - used)}")
    print(f"ok: each of the {len(granted)} permissions of the chart was used, nothing else was asked for")


def services():
    return {o["metadata"]["name"]: o for o in json.loads(kubectl("get", "physicsapi", "-o", "json"))["items"]}


def phase(name):
    return services()[name].get("status", {}).get("phase")


def owned():
    """The services, and all that belongs to one."""
    kinds = "deployments,services,horizontalpodautoscalers,poddisruptionbudgets,ingresses,httproutes,controllerrevisions,configmaps,pods,physicsapis"
    items = json.loads(kubectl("get", kinds, "-o", "json"))["items"]
    return [o for o in items if "fisica-lab.com/service" in o["metadata"].get("labels", {}) or o["kind"] == "PhysicsAPI"]


def children():
    # What the cluster's own controllers count or end is not the operator's, and what a forecast has learned is its memory.
    return sorted(
        json.dumps([o["kind"], o["metadata"]["name"], o["metadata"]["uid"], o["metadata"].get("annotations"), o.get("spec")], sort_keys=True)
        for o in owned() if not o["metadata"]["name"].endswith("-forecast") and "deletionTimestamp" not in o["metadata"]
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


def image(tag):
    return json.dumps({"spec": {"workload": {"image": f"ghcr.io/myorg/fisica-api:{tag}"}}})


def upgrade(names, tag):
    """Gives the services a new version, and waits until it serves."""
    for name in names:
        kubectl("patch", "physicsapi", name, "--type=merge", "-p", image(tag))

    def done():
        found = services()
        return all(found[n]["status"]["phase"] == "Steady" and found[n]["status"]["stable"]["image"].endswith(f":{tag}") for n in names)
    wait(f"every physicsapi runs {tag}", done, 240)
    print(f"ok: {len(names)} services run {tag}, by every router and strategy")


def strangers():
    """Somebody edits what is not theirs, and asks for what does not apply: whatever the rights to mend are for."""
    for kind in ("deployments", "services", "horizontalpodautoscalers", "poddisruptionbudgets", "ingresses", "httproutes", "controllerrevisions", "configmaps"):
        kubectl("label", kind, "--all", "fisica-lab.com/service-")
    time.sleep(15)
    expect_labels()
    for name in json.loads(kubectl("get", "services", "--selector", "fisica-lab.com/service", "-o", "json"))["items"]:
        kubectl("patch", "service", name["metadata"]["name"], "--type=json", "-p", '[{"op": "replace", "path": "/spec/ports/0/port", "value": 8123}]')
    port = "/spec/template/spec/containers/0/ports/0/containerPort"
    for deployment in kubectl("get", "deployments", "--selector", "fisica-lab.com/service", "-o", "name").split():
        kubectl("patch", deployment, "--type=json", "-p", json.dumps([{"op": "replace", "path": port, "value": 8123}]))
    wait("nobody listens at 8123", lambda: "8123" not in kubectl("get", "deployments,services", "-o", "yaml"))
    for nonce in ("a", "b"):
        kubectl("annotate", "--overwrite", "physicsapi", "fisica-api", f"fisica-lab.com/request=promote@{nonce}")
        wait("the physicsapi has answered", lambda: services()["fisica-api"]["status"].get("lastHandledRequest", "").endswith(f"@{nonce}"))
    print("ok: what strangers edited is mended")


def expect_labels():
    items = json.loads(kubectl("get", "deployments,services,horizontalpodautoscalers", "-o", "json"))["items"]
    owned = [o for o in items if any(r["kind"] == "PhysicsAPI" for r in o["metadata"].get("ownerReferences", []))]
    # A revision at rest comes back when somebody asks for it.
    wanted = [o for o in owned if o["spec"].get("replicas", 1) > 0]
    bare = [o["metadata"]["name"] for o in wanted if "fisica-lab.com/service" not in o["metadata"].get("labels", {})]
    if bare or not wanted:
        sys.exit(f"FAILED: without their labels for 15 s: {bare or 'nothing is wanted'}")


def reroute():
    """A service leaves its own HTTPRoute for an Ingress and comes back: each way the other one goes."""
    for routing, kind in (('{"router":"None","gatewayAPI":null}', "httproute"), ('{"router":"GatewayAPI","gatewayAPI":{"parentRefs":[{"name":"public"}]}}', "ingress")):
        kubectl("patch", "physicsapi", "fisica-gateway", "--type=merge", "-p", f'{{"spec":{{"routing":{routing}}}}}')
        wait(f"no {kind} is left", lambda: "/fisica-gateway" not in kubectl("get", kind, "-o", "name"))
    print("ok: a service changed its router twice")


def delete(names):
    for name in names:
        kubectl("delete", "physicsapi", name, "--timeout=60s")
    wait("no child is left", lambda: not owned(), 90)
    print("ok: deleted services took their children with them")


class Stage:
    """A release of the chart, seen by Helm."""

    def __init__(self, namespace, values):
        self.namespace, self.values = namespace, values
        self.config = helm.Config(kubeconfig_path=str(folder / "admin"), namespace=namespace)

    def install(self):
        self.config.install(sources.CHART, "physics-operator", self.values, timeout=60)
        print(f"ok: Helm installed the chart into {self.namespace}")

    def close(self):
        self.config.uninstall("physics-operator")
        self.config.close()


def apply(samples, names):
    for objects in samples.values():
        kubectl("apply", "-f", "-", input=sample(objects))
    wait("every physicsapi is Steady", lambda: all(phase(name) == "Steady" for name in names))
    print(f"ok: {len(names)} samples are Steady")


def namespaced(samples, names, upgraded):
    """One namespace by Roles; the release is upgraded, removed and installed again while a canary is in flight."""
    stage = Stage(NAMESPACE, VALUES)
    stage.install()
    with operators(NAMESPACE, "--namespace", NAMESPACE):
        apply(samples, names)
        upgrade(upgraded, "v1.1.0")
        kubectl("patch", "physicsapi", "fisica-api", "--type=merge", "-p",
                '{"spec":{"workload":{"image":"ghcr.io/myorg/fisica-api:v1.2.0"},"rollout":{"steps":[{"weight":50,"hold":"Manual"}]}}}')
        wait("a canary has half the traffic", lambda: services()["fisica-api"]["status"].get("traffic", {}).get("canaryWeight") == 50)
        before = children()
        stage.config.upgrade(sources.CHART, "physics-operator", {**VALUES, "logLevel": "debug", "replicas": 3}, timeout=60)
    with operators(NAMESPACE, "--namespace", NAMESPACE):
        time.sleep(15)
        expect_same(before, "an upgrade of the release in mid-canary, and the new operators,")
    stage.config.uninstall("physics-operator")
    time.sleep(10)
    expect_same(before, "an uninstall in mid-canary")
    expect_service()
    kubectl("get", "crd", "physicsapis.fisica-lab.com")
    stage.install()
    with operators(NAMESPACE, "--namespace", NAMESPACE):
        run(PROGRAM, "promote", "fisica-api", "--namespace", NAMESPACE, "--kubeconfig", str(folder / "admin"))
        wait("physicsapi fisica-api runs v1.2.0", lambda: phase("fisica-api") == "Steady"
             and services()["fisica-api"]["status"]["stable"]["image"].endswith(":v1.2.0"))
        print("ok: the release is back, and the canary went on where it was")
        kubectl("patch", "physicsapi", "fisica-api", "--type=merge", "-p", '{"spec":{"rollout":{"steps":[{"weight":50,"hold":"5s"}]}}}')
        live(upgraded)
        delete(names)
    expect_least_privilege(VALUES, NAMESPACE)
    stage.close()


def cluster_wide(samples, names, upgraded):
    """Every namespace by a ClusterRole, the operators in one of their own."""
    kubectl("create", "namespace", SYSTEM)
    stage = Stage(SYSTEM, CLUSTER_WIDE)
    stage.install()
    with operators(SYSTEM, "--all-namespaces"):
        apply(samples, names)
        upgrade(upgraded, "v1.1.0")
        live(upgraded)
        delete(names)
    expect_least_privilege(CLUSTER_WIDE, SYSTEM)
    stage.close()


def live(upgraded):
    strangers()
    reroute()
    # The third version: the first one's revision goes.
    upgrade(upgraded, "v1.3.0")
    upgrade(["fisica-api"], "v1.4.0")
    wait("the oldest revision of a physicsapi is gone", lambda: revisions("fisica-api") <= 2)


def revisions(name):
    return len(json.loads(kubectl("get", "controllerrevisions", "--selector", f"fisica-lab.com/service={name}", "-o", "json"))["items"])


def expect_service():
    """Ready pods of both revisions stand behind the Service, although nobody looks after them."""
    slices = json.loads(kubectl("get", "endpointslices", "--selector", "kubernetes.io/service-name=fisica-api", "-o", "json"))["items"]
    ready = [e for s in slices for e in s["endpoints"] or [] if e["conditions"]["ready"]]
    if len(ready) < 2:
        sys.exit(f"FAILED: {len(ready)} ready endpoints behind fisica-api without an operator")
    print(f"ok: {len(ready)} ready endpoints behind fisica-api without an operator")


def main():
    # A sample whose answers come from a Prometheus that is not here waits for it, as it should: it is applied, not upgraded.
    samples = sources.samples()
    names = {o["metadata"]["name"]: path for path, objects in samples.items() for o in objects if o["kind"] == "PhysicsAPI"}
    upgraded = [name for name, path in names.items() if "prometheus" not in path]
    with server(upgraded):
        wait("the server serves", lambda: (folder / "admin").exists())
        kubectl("create", "namespace", NAMESPACE)
        kubectl("apply", "-f", "-", input=yaml.safe_dump_all(traefik()))
        for stage in (namespaced, cluster_wide):
            stage(samples, names, upgraded)
    shutil.rmtree(folder)


main()
