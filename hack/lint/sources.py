"""What is linted, as named sets of objects."""
import contextlib
import json
import os
import subprocess
from pathlib import Path

import helm_python as helm
import yaml

CHART = "charts/physics-operator"

# Values that an installation might have.
VALUES = {
    "default": {},
    "cluster-wide": {"scope": "Cluster", "rbac": {"podProxy": True, "secrets": [{"namespace": "production", "tracked": ["api-secrets"]}]}},
    "one replica": {"replicas": 1, "leaderElection": {"enabled": False}, "logLevel": "debug", "logFormat": "text"},
    "other namespace": {
        "replicas": 3,
        "watchNamespace": "production",
        "image": {"digest": "sha256:" + "0" * 64},
        "priorityClassName": "system-cluster-critical",
        "rbac": {"secrets": [{"prometheusCredentials": ["prometheus-credentials"]}]},
        "networkPolicy": {"apiServer": {"cidrs": ["10.0.0.1/32"], "ports": [6443]}},
    },
    "monitoring": {
        "serviceMonitor": {"enabled": True},
        "prometheusRule": {"enabled": True},
        "dashboard": {"enabled": True},
        "extraEnv": [{"name": "OTEL_EXPORTER_OTLP_ENDPOINT", "value": "http://collector:4318"}],
    },
}

# Values that must be refused, and a part of the sentence.
REFUSED = [
    ({"replicas": "two"}, "/replicas"),
    ({"replicas": 0}, "/replicas"),
    ({"replicsa": 3}, "replicsa"),
    ({"image": {"digest": "latest"}}, "/image/digest"),
    ({"logLevel": "loud"}, "/logLevel"),
    ({"resources": {"limits": {"gpus": 1}}}, "gpus"),
    ({"networkPolicy": {"apiServer": {"ports": []}}}, "/networkPolicy/apiServer/ports"),
    ({"leaderElection": {"enabled": False}}, "two operators would write over each other"),
    ({"scope": "Cluster", "watchNamespace": "a"}, "every namespace is watched"),
    ({"serviceAccount": {"create": False}}, "must not run as the namespace's default account"),
    ({"podDisruptionBudget": {"minAvailable": 2}}, "no node could be drained"),
    ({"serviceMonitor": {"enabled": True}, "service": {"enabled": False}}, "through the Service"),
    ({"terminationGracePeriodSeconds": 20}, "set at least 25"),
    ({"rbac": {"secrets": [{"namespace": "default"}]}}, "names no Secret"),
    ({"rbac": {"secrets": [{"namespace": "a", "tracked": ["b"]}]}}, "is watched"),
    ({"scope": "Cluster", "rbac": {"secrets": [{"tracked": ["b"]}]}}, "set its namespace"),
    ({"rbac": {"create": False, "podProxy": True}}, "no Role would be made"),
    ({"extraArgs": ["--workers=2"]}, "which a value of its own sets"),
    ({"extraEnv": [{"name": "POD_NAME", "value": "x"}]}, "which the chart sets"),
    ({"extraEnv": [{"name": "A", "value": "x"}, {"name": "A", "value": "y"}]}, "sets A twice"),
    ({"extraEnv": [{"name": "A", "value": "x", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}}]}, "both a value and a valueFrom"),
    ({"serviceAccount": {"name": "default"}}, "choose another name"),
    ({"image": {"repository": "ghcr.io/fisica-lab/physics-operator:0.1.0"}}, "belongs into image.tag"),
    ({"podLabels": {"app.kubernetes.io/name": "mine"}}, "by which the Deployment finds its pods"),
    ({"rbac": {"create": False, "secrets": [{"tracked": ["b"]}]}}, "no Role would be made"),
]


def misfits(schema, path=()):
    """For each key that the schema knows: another type, null where there is a default, an unknown key, and where the complaint must point."""
    def nested(value):
        for key in reversed(path):
            value = {key: value} if isinstance(key, str) else [value]
        return value

    pointer = "/" + "/".join(str(key) for key in path)
    if path:
        yield nested({"string": 7, "integer": "7", "boolean": "yes"}.get(str(schema.get("type")), True)), pointer
    if schema.get("additionalProperties") is False:
        path = (*path, "surprise")
        yield nested(1), "surprise"
        path = path[:-1]
    if isinstance(schema.get("additionalProperties"), dict):
        yield from misfits(schema["additionalProperties"], (*path, "any"))
    if "items" in schema:
        yield from misfits(schema["items"], (*path, 0))
    for key in schema.get("required", []) if 0 not in path else []:  # Helm takes no null out of a list
        path = (*path, key)
        yield nested(None), f"missing property '{key}'"
        path = path[:-1]
    for key, part in schema.get("properties", {}).items():
        yield from misfits(part, (*path, key))


# libyaml where there is one: the definition is long, and Python's own reader takes seconds for it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def documents(text):
    return [document for document in yaml.load_all(text, Loader=LOADER) if document]


def rendered(values, namespace="physics-system"):
    with helm.Chart.load(CHART) as chart:
        chart.validate_schema(values)
        files = chart.render(values, name="physics-operator", namespace=namespace)
    return [o for name in sorted(files) if name.endswith(".yaml") for o in documents(files[name])]


def schema_refusal(values):
    """The same before anything is rendered, without Helm's own words on stderr."""
    with helm.Chart.load(CHART) as chart, silence():
        try:
            chart.validate_schema(values)
        except helm.HelmError as error:
            return str(error)
    return ""


@contextlib.contextmanager
def silence():
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def refusal(values):
    """The sentence by which the chart refuses values, or nothing."""
    try:
        rendered(values)
    except helm.HelmError as error:
        return str(error)
    return ""


def kustomized(folder):
    return documents(subprocess.run(["kubectl", "kustomize", folder], check=True, capture_output=True, text=True).stdout)


def manifests():
    found = {"manifests/base": kustomized("manifests/base")}
    for kind in ("overlays", "services"):
        for folder in sorted(Path("manifests", kind).iterdir()):
            found[str(folder)] = kustomized(str(folder))
    return found


def charts():
    return {f"chart, {name}": rendered(values) for name, values in VALUES.items()}


def samples():
    return {str(path): documents(path.read_text()) for path in sorted(Path("manifests/samples").glob("*.yaml"))}


def children(path):
    """The objects that the operator would create for the resources in a file."""
    program = os.environ["PHYSICS_OPERATOR"]
    done = subprocess.run([program, "plan", "-f", path, "-o", "json"], capture_output=True, text=True)
    if done.returncode not in (0, 2):
        raise SystemExit(f"{path}: {done.stderr.strip()}")
    actions = json.loads(done.stdout)["actions"]
    return [{change["path"]: change["to"] for change in action["fieldChanges"]} for action in actions if action["verb"] == "create"]
