"""Lists, watches, creates, patches, replaces, applies and deletes with the package `kubernetes` of PyPI."""

import threading
import time

from kubernetes import client, config, dynamic, watch
from kubernetes.client.exceptions import ApiException

config.load_kube_config()
core, apps = client.CoreV1Api(), client.AppsV1Api()


def settings(**data):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name="settings"), data=data)


print("nodes", [node.metadata.name for node in core.list_node().items])
made = core.create_namespaced_config_map("default", settings(mode="slow"))
print("created", made.metadata.name, made.data)
try:
    core.create_namespaced_config_map("default", settings())
except ApiException as refusal:
    print(refusal.status, refusal.reason)

# A watch from the list's version sees exactly what follows.
version = core.list_namespaced_config_map("default").metadata.resource_version
events = []


def follow():
    stream = watch.Watch().stream(
        core.list_namespaced_config_map, "default", resource_version=version, timeout_seconds=3
    )
    events.extend((event["type"], event["object"].data) for event in stream)


follower = threading.Thread(target=follow)
follower.start()
time.sleep(0.5)
core.patch_namespaced_config_map("settings", "default", {"data": {"mode": "fast"}})
core.patch_namespaced_config_map(
    "settings", "default", [{"op": "add", "path": "/data/size", "value": "3"}]
)
made = core.read_namespaced_config_map("settings", "default")
made.data = {"mode": "medium"}
core.replace_namespaced_config_map("settings", "default", made)
core.delete_namespaced_config_map("settings", "default")
follower.join()
for event in events:
    print(*event)

made.metadata.resource_version = "1"
core.create_namespaced_config_map("default", settings())
made.metadata.uid = None
try:
    core.replace_namespaced_config_map("settings", "default", made)
except ApiException as refusal:
    print(refusal.status, refusal.reason)

# Deployments come with their defaults, and scale.
container = client.V1Container(name="web", image="web:1")
template = client.V1PodTemplateSpec(
    metadata=client.V1ObjectMeta(labels={"app": "web"}),
    spec=client.V1PodSpec(containers=[container]),
)
deployment = client.V1Deployment(
    metadata=client.V1ObjectMeta(name="web"),
    spec=client.V1DeploymentSpec(
        selector=client.V1LabelSelector(match_labels={"app": "web"}), template=template
    ),
)
made = apps.create_namespaced_deployment("default", deployment)
print("strategy", made.spec.strategy.type, made.spec.strategy.rolling_update.max_surge)
scale = apps.patch_namespaced_deployment_scale("web", "default", {"spec": {"replicas": 2}})
print("scale", scale.spec.replicas)
for event in watch.Watch().stream(apps.list_namespaced_deployment, "default", timeout_seconds=20):
    if event["object"].status.available_replicas == 2:
        print("available", event["object"].status.available_replicas)
        break
page = core.list_namespaced_pod("default", limit=1, label_selector="app=web")
print("page", len(page.items), page.metadata.remaining_item_count, bool(page.metadata._continue))
rest = core.list_namespaced_pod(
    "default", limit=1, label_selector="app=web", _continue=page.metadata._continue
)
print("rest", len(rest.items), rest.metadata._continue)

# The dynamic client finds kinds by discovery, and applies on the server's side.
finder = dynamic.DynamicClient(client.ApiClient())
maps = finder.resources.get(api_version="v1", kind="ConfigMap")
body = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "applied"},
    "data": {"a": "1"},
}
applied = maps.server_side_apply(namespace="default", body=body, field_manager="python")
print("applied", applied.data.a, [entry.operation for entry in applied.metadata.managedFields])
body["data"]["a"] = "2"
try:
    maps.server_side_apply(namespace="default", body=body, field_manager="other")
except ApiException as refusal:
    print(refusal.status, refusal.reason)
forced = maps.server_side_apply(
    namespace="default", body=body, field_manager="other", force_conflicts=True
)
print("forced", forced.data.a)
gone = apps.delete_namespaced_deployment("web", "default", propagation_policy="Foreground")
print("deleting", gone["kind"] if isinstance(gone, dict) else gone.kind)
