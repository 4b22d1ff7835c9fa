"""A minimal operator on `kopf`: sizes become ConfigMaps, a timer counts, a finalizer holds until the cleaning is done."""

import kopf
from kubernetes import client, config


@kopf.on.startup()
def configure(settings, **_):
    config.load_kube_config()
    settings.posting.enabled = False
    settings.persistence.finalizer = "example.com/cleaning"


@kopf.on.create("example.com", "v1", "widgets")
def create(spec, name, namespace, body, **_):
    made = {"metadata": {"name": f"{name}-made"}, "data": {"size": str(spec["size"])}}
    kopf.append_owner_reference(made, owner=body)
    client.CoreV1Api().create_namespaced_config_map(namespace, made)
    return {"made": made["metadata"]["name"]}


@kopf.on.update("example.com", "v1", "widgets", field="spec.size")
def update(old, new, name, namespace, patch, **_):
    body = {"data": {"size": str(new)}}
    client.CoreV1Api().patch_namespaced_config_map(f"{name}-made", namespace, body)
    patch.status["phase"] = f"from {old} to {new}"


@kopf.on.delete("example.com", "v1", "widgets")
def delete(name, namespace, **_):
    farewell = {"metadata": {"name": f"{name}-farewell"}}
    client.CoreV1Api().create_namespaced_config_map(namespace, farewell)


@kopf.timer("example.com", "v1", "widgets", interval=1, initial_delay=1)
def count(patch, status, **_):
    patch.status["ticks"] = min(status.get("ticks", 0) + 1, 2)
