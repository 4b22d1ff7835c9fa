"""Checks over a list of objects: each yields what is wrong, as `kind/name: what`.

A check has the name of the thing that it looks at; rules.py says which rules of which tools it answers to.
"""
import re

WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "Pod")
CHECKS = {}


def check(function):
    CHECKS[function.__name__] = function
    return function


def where(o):
    return f"{o['kind']}/{o['metadata'].get('name', '')}"


def of(objects, *kinds):
    return [o for o in objects if o.get("kind") in kinds]


def pods(objects):
    """Workloads with their pod template."""
    for o in of(objects, *WORKLOADS):
        yield o, (o if o["kind"] == "Pod" else o["spec"]["template"])


def specs(objects):
    for o, template in pods(objects):
        yield o, template["spec"]


def containers(objects):
    for o, spec in specs(objects):
        for c in spec.get("initContainers", []) + spec.get("containers", []):
            yield o, spec, c


def long_running(objects):
    """Containers of workloads that serve."""
    for o, spec in specs(objects):
        if o["kind"] == "Deployment":
            for c in spec["containers"]:
                yield o, spec, c


def rules(objects):
    for o in of(objects, "Role", "ClusterRole"):
        for rule in o["rules"]:
            yield o, rule


def selects(selector, labels):
    return selector and all(labels.get(k) == v for k, v in selector.items())


def templates(objects):
    return [(o, t["metadata"].get("labels", {})) for o, t in pods(objects)]


def context(spec, container, key):
    return container.get("securityContext", {}).get(key, spec.get("securityContext", {}).get(key))


# Pods


@check
def privilege_escalation_off(objects):
    for o, _, c in containers(objects):
        if c.get("securityContext", {}).get("allowPrivilegeEscalation") is not False:
            yield f"{where(o)}: {c['name']} may gain privileges"


@check
def not_privileged(objects):
    for o, _, c in containers(objects):
        if c.get("securityContext", {}).get("privileged"):
            yield f"{where(o)}: {c['name']} is privileged"


@check
def capabilities_dropped(objects):
    for o, _, c in containers(objects):
        found = c.get("securityContext", {}).get("capabilities", {})
        if "ALL" not in found.get("drop", []) or set(found.get("add", [])) - {"NET_BIND_SERVICE"}:
            yield f"{where(o)}: {c['name']} does not drop ALL, or adds more than NET_BIND_SERVICE"


@check
def runs_as_non_root(objects):
    for o, spec, c in containers(objects):
        if context(spec, c, "runAsNonRoot") is not True or context(spec, c, "runAsUser") == 0:
            yield f"{where(o)}: {c['name']} may run as root"


@check
def high_user_id(objects):
    for o, spec, c in containers(objects):
        if (context(spec, c, "runAsUser") or 0) < 10000:
            yield f"{where(o)}: {c['name']} has no user id of 10000 or above"


@check
def seccomp_runtime_default(objects):
    for o, spec, c in containers(objects):
        if (context(spec, c, "seccompProfile") or {}).get("type") not in ("RuntimeDefault", "Localhost"):
            yield f"{where(o)}: {c['name']} has no seccomp profile"


@check
def read_only_root(objects):
    for o, _, c in containers(objects):
        if c.get("securityContext", {}).get("readOnlyRootFilesystem") is not True:
            yield f"{where(o)}: {c['name']} may write to its root file system"


@check
def host_namespaces_off(objects):
    for o, spec in specs(objects):
        for key in ("hostNetwork", "hostPID", "hostIPC"):
            if spec.get(key):
                yield f"{where(o)}: {key}"


@check
def host_process_off(objects):
    for o, spec, c in containers(objects):
        if (context(spec, c, "windowsOptions") or {}).get("hostProcess"):
            yield f"{where(o)}: hostProcess"


@check
def host_ports_off(objects):
    for o, _, c in containers(objects):
        if any(p.get("hostPort") for p in c.get("ports", [])):
            yield f"{where(o)}: {c['name']} has a host port"


@check
def probes_without_host(objects):
    for o, _, c in containers(objects):
        for kind in ("livenessProbe", "readinessProbe", "startupProbe"):
            probe = c.get(kind, {})
            if (probe.get("httpGet") or probe.get("tcpSocket") or {}).get("host"):
                yield f"{where(o)}: {kind} names a host"


@check
def no_host_paths(objects):
    for o, spec in specs(objects):
        for v in spec.get("volumes", []):
            if "hostPath" in v:
                yield f"{where(o)}: volume {v['name']} is a host path ({v['hostPath'].get('path')})"


@check
def restricted_volumes(objects):
    allowed = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
    for o, spec in specs(objects):
        for v in spec.get("volumes", []):
            if set(v) - {"name"} - allowed:
                yield f"{where(o)}: volume {v['name']} is of a forbidden type"


@check
def proc_mount_default(objects):
    for o, _, c in containers(objects):
        if c.get("securityContext", {}).get("procMount", "Default") != "Default":
            yield f"{where(o)}: {c['name']} unmasks /proc"


@check
def safe_sysctls(objects):
    safe = {"net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_port_range", "net.ipv4.ping_group_range", "net.ipv4.tcp_syncookies", "kernel.shm_rmid_forced"}
    for o, spec in specs(objects):
        for s in spec.get("securityContext", {}).get("sysctls", []):
            if s["name"] not in safe:
                yield f"{where(o)}: sysctl {s['name']}"


@check
def apparmor_confined(objects):
    for o, spec, c in containers(objects):
        if (context(spec, c, "appArmorProfile") or {}).get("type") == "Unconfined":
            yield f"{where(o)}: {c['name']} is unconfined"


@check
def selinux_type_default(objects):
    for o, spec, c in containers(objects):
        options = context(spec, c, "seLinuxOptions") or {}
        if options.get("user") or options.get("role"):
            yield f"{where(o)}: {c['name']} chooses an SELinux user or role"


@check
def token_not_mounted_by_default(objects):
    for o, spec in specs(objects):
        if spec.get("automountServiceAccountToken") is not False:
            yield f"{where(o)}: mounts the token of its account by itself"


@check
def account_without_automount(objects):
    for o in of(objects, "ServiceAccount"):
        if o.get("automountServiceAccountToken") is not False:
            yield f"{where(o)}: its token is mounted wherever it is used"


@check
def token_bound_for_an_hour(objects):
    """Only where the pod talks to the API at all."""
    for o, spec in specs(objects):
        for v in spec.get("volumes", []):
            for source in v.get("projected", {}).get("sources", []):
                if source.get("serviceAccountToken", {"expirationSeconds": 0}).get("expirationSeconds", 86400) > 3600:
                    yield f"{where(o)}: the token in {v['name']} lives for more than an hour"


@check
def no_token_at_all(objects):
    for o, spec in specs(objects):
        for v in spec.get("volumes", []):
            if any("serviceAccountToken" in s for s in v.get("projected", {}).get("sources", [])):
                yield f"{where(o)}: has a token for the API server"


@check
def own_service_account(objects):
    known = {o["metadata"]["name"] for o in of(objects, "ServiceAccount")}
    for o, spec in specs(objects):
        name = spec.get("serviceAccountName")
        if name in (None, "default"):
            yield f"{where(o)}: runs as the default account"
        elif known and name not in known:
            yield f"{where(o)}: its account {name} is not among the objects"


@check
def account_exists(objects):
    known = {o["metadata"]["name"] for o in of(objects, "ServiceAccount")} | {"default"}
    for o, spec in specs(objects):
        if spec.get("serviceAccountName", "default") not in known:
            yield f"{where(o)}: its account {spec['serviceAccountName']} is not among the objects"


@check
def no_deprecated_account_field(objects):
    for o, spec in specs(objects):
        if "serviceAccount" in spec:
            yield f"{where(o)}: serviceAccount instead of serviceAccountName"


@check
def resources_set(objects):
    for o, _, c in containers(objects):
        for kind in ("requests", "limits"):
            for name in ("cpu", "memory"):
                if not c.get("resources", {}).get(kind, {}).get(name):
                    yield f"{where(o)}: {c['name']} has no {kind}.{name}"


@check
def liveness_probe(objects):
    for o, _, c in long_running(objects):
        if "livenessProbe" not in c:
            yield f"{where(o)}: {c['name']} has no livenessProbe"


@check
def readiness_probe(objects):
    for o, _, c in long_running(objects):
        if "readinessProbe" not in c:
            yield f"{where(o)}: {c['name']} has no readinessProbe"


@check
def probe_ports_exist(objects):
    for o, _, c in containers(objects):
        ports = {p["containerPort"] for p in c.get("ports", [])} | {p.get("name") for p in c.get("ports", [])}
        for kind in ("livenessProbe", "readinessProbe", "startupProbe"):
            target = (c.get(kind, {}).get("httpGet") or c.get(kind, {}).get("tcpSocket") or {}).get("port")
            if target is not None and target not in ports:
                yield f"{where(o)}: {kind} of {c['name']} asks port {target}, which it does not have"


@check
def image_tag(objects):
    for o, _, c in containers(objects):
        name = c["image"].split("@")[0].rsplit("/", 1)[-1]
        if "@" not in c["image"] and (":" not in name or name.endswith(":latest")):
            yield f"{where(o)}: image {c['image']} has no tag, or :latest"


@check
def image_registry(objects):
    for o, _, c in containers(objects):
        if "." not in c["image"].split("/")[0]:
            yield f"{where(o)}: image {c['image']} names no registry"


@check
def image_digest(objects):
    for o, _, c in containers(objects):
        if "@sha256:" not in c["image"]:
            yield f"{where(o)}: image {c['image']} is not pinned by digest"


@check
def pull_policy_always(objects):
    for o, _, c in containers(objects):
        if c.get("imagePullPolicy") != "Always":
            yield f"{where(o)}: {c['name']} may run an image of the same tag that the node kept"


@check
def unique_environment(objects):
    for o, _, c in containers(objects):
        names = [e["name"] for e in c.get("env", [])]
        if len(names) != len(set(names)):
            yield f"{where(o)}: {c['name']} sets a variable twice"


SECRET_NAME = re.compile(r"secret|password|passwd|token|api_?key|credential|private_?key", re.I)


@check
def no_secret_values(objects):
    for o, _, c in containers(objects):
        for e in c.get("env", []):
            if SECRET_NAME.search(e["name"]) and e.get("value"):
                yield f"{where(o)}: {e['name']} has its value in the template"


@check
def secrets_not_in_environment(objects):
    for o, _, c in containers(objects):
        for e in c.get("env", []):
            if "secretKeyRef" in e.get("valueFrom", {}):
                yield f"{where(o)}: {e['name']} is read from a Secret into the environment"


@check
def no_secrets_in_config_maps(objects):
    for o in of(objects, "ConfigMap"):
        for key, value in o.get("data", {}).items():
            if re.search(r"(?im)^\s*[\w.-]*(password|secret|api_?key|private_?key)\s*[:=]\s*\S+|BEGIN [A-Z ]*PRIVATE KEY", value):
                yield f"{where(o)}: {key} looks like a secret"


@check
def no_docker_socket(objects):
    for o, spec in specs(objects):
        for v in spec.get("volumes", []):
            if re.search(r"(docker|containerd|crio)\.sock", v.get("hostPath", {}).get("path", "")):
                yield f"{where(o)}: mounts the runtime's socket"


@check
def no_ssh_port(objects):
    for o, _, c in containers(objects):
        if any(p["containerPort"] == 22 for p in c.get("ports", [])):
            yield f"{where(o)}: {c['name']} has port 22"


# Availability


@check
def two_replicas(objects):
    scaled = {o["spec"]["scaleTargetRef"]["name"] for o in of(objects, "HorizontalPodAutoscaler")}
    for o in of(objects, "Deployment"):
        if o["metadata"]["name"] not in scaled and o["spec"].get("replicas", 1) < 2:
            yield f"{where(o)}: one replica"


@check
def three_replicas(objects):
    scaled = {o["spec"]["scaleTargetRef"]["name"] for o in of(objects, "HorizontalPodAutoscaler")}
    for o in of(objects, "Deployment"):
        if o["metadata"]["name"] not in scaled and o["spec"].get("replicas", 1) < 3:
            yield f"{where(o)}: fewer than three replicas"


@check
def hpa_three_replicas(objects):
    for o in of(objects, "HorizontalPodAutoscaler"):
        if o["spec"].get("minReplicas", 1) < 3:
            yield f"{where(o)}: minReplicas is {o['spec'].get('minReplicas', 1)}"


@check
def hpa_maximum(objects):
    for o in of(objects, "HorizontalPodAutoscaler"):
        if o["spec"]["maxReplicas"] <= o["spec"].get("minReplicas", 1):
            yield f"{where(o)}: nothing between minReplicas and maxReplicas"


@check
def hpa_target_exists(objects):
    names = {o["metadata"]["name"] for o in of(objects, "Deployment")}
    for o in of(objects, "HorizontalPodAutoscaler"):
        if o["spec"]["scaleTargetRef"]["name"] not in names:
            yield f"{where(o)}: its target does not exist"


@check
def anti_affinity_or_spread(objects):
    for o, spec in specs(objects):
        if o["kind"] == "Deployment" and not (spec.get("affinity", {}).get("podAntiAffinity") or spec.get("topologySpreadConstraints")):
            yield f"{where(o)}: its pods may all be on one node"


@check
def anti_affinity(objects):
    for o, spec in specs(objects):
        if o["kind"] == "Deployment" and not spec.get("affinity", {}).get("podAntiAffinity"):
            yield f"{where(o)}: no podAntiAffinity"


@check
def topology_spread(objects):
    for o, spec in specs(objects):
        if o["kind"] == "Deployment" and not spec.get("topologySpreadConstraints"):
            yield f"{where(o)}: no topologySpreadConstraints"


@check
def rolling_update(objects):
    for o in of(objects, "Deployment"):
        if o["spec"].get("strategy", {}).get("type", "RollingUpdate") != "RollingUpdate":
            yield f"{where(o)}: is replaced at once"


@check
def priority_class(objects):
    for o, spec in specs(objects):
        if not spec.get("priorityClassName"):
            yield f"{where(o)}: no priorityClassName"


@check
def disruption_budget(objects):
    budgets = [o["spec"]["selector"].get("matchLabels", {}) for o in of(objects, "PodDisruptionBudget")]
    for o, labels in templates(objects):
        if o["kind"] == "Deployment" and not any(selects(b, labels) for b in budgets):
            yield f"{where(o)}: no PodDisruptionBudget"


@check
def budget_leaves_room(objects):
    for o in of(objects, "PodDisruptionBudget"):
        spec = o["spec"]
        if spec.get("maxUnavailable") in (0, "0", "0%") or spec.get("minAvailable") == "100%":
            yield f"{where(o)}: no pod may ever be evicted"
        for d, labels in templates(objects):
            if d["kind"] != "Deployment" or not selects(spec["selector"].get("matchLabels", {}), labels):
                continue
            least = d["spec"].get("replicas", 1)
            for h in of(objects, "HorizontalPodAutoscaler"):
                if h["spec"]["scaleTargetRef"]["name"] == d["metadata"]["name"]:
                    least = h["spec"].get("minReplicas", 1)
            if isinstance(spec.get("minAvailable"), int) and spec["minAvailable"] >= least:
                yield f"{where(o)}: minAvailable is not below the {least} pods there are"


@check
def budget_evicts_unhealthy(objects):
    for o in of(objects, "PodDisruptionBudget"):
        if o["spec"].get("unhealthyPodEvictionPolicy") != "AlwaysAllow":
            yield f"{where(o)}: broken pods keep a node from being drained"


@check
def job_ends(objects):
    for o in of(objects, "Job"):
        if "ttlSecondsAfterFinished" not in o["spec"]:
            yield f"{where(o)}: stays when it has finished"


# Wiring


@check
def selectors_match(objects):
    for o, template in pods(objects):
        if o["kind"] != "Pod" and not selects(o["spec"]["selector"]["matchLabels"], template["metadata"]["labels"]):
            yield f"{where(o)}: its selector is not its template's labels"


@check
def services_lead_somewhere(objects):
    for o in of(objects, "Service"):
        if not any(selects(o["spec"].get("selector"), labels) for _, labels in templates(objects)):
            yield f"{where(o)}: selects no pod"


@check
def service_ports_exist(objects):
    for o in of(objects, "Service"):
        for w, template in pods(objects):
            if not selects(o["spec"].get("selector"), template["metadata"]["labels"]):
                continue
            ports = [p for c in template["spec"]["containers"] for p in c.get("ports", [])]
            known = {p["containerPort"] for p in ports} | {p.get("name") for p in ports}
            for port in o["spec"]["ports"]:
                if port.get("targetPort", port["port"]) not in known:
                    yield f"{where(o)}: port {port.get('targetPort', port['port'])} is none of {where(w)}'s"


@check
def ingress_leads_somewhere(objects):
    names = {o["metadata"]["name"] for o in of(objects, "Service")}
    for o in of(objects, "Ingress"):
        for rule in o["spec"].get("rules", []):
            for path in rule.get("http", {}).get("paths", []):
                if path["backend"]["service"]["name"] not in names:
                    yield f"{where(o)}: leads to no Service"


@check
def ingress_tls(objects):
    for o in of(objects, "Ingress"):
        if not o["spec"].get("tls"):
            yield f"{where(o)}: no TLS"


@check
def stable_apis(objects):
    for o in objects:
        if o["apiVersion"].startswith("extensions/") or re.fullmatch(r"(apps|policy|autoscaling|batch)/v\d+(beta|alpha)\d+", o["apiVersion"]):
            yield f"{where(o)}: {o['apiVersion']}"


@check
def recommended_labels(objects):
    for o in of(objects, "Deployment", "Service", "PodDisruptionBudget"):
        labels = o["metadata"].get("labels", {})
        if not labels.get("app.kubernetes.io/name") or not labels.get("app.kubernetes.io/instance"):
            yield f"{where(o)}: app.kubernetes.io/name and /instance are missing"


@check
def network_policy(objects):
    policies = [o for o in of(objects, "NetworkPolicy")]
    for o, labels in templates(objects):
        if o["kind"] == "Deployment" and not any(
            selects(p["spec"]["podSelector"].get("matchLabels"), labels) and "Ingress" in p["spec"]["policyTypes"] for p in policies
        ):
            yield f"{where(o)}: no NetworkPolicy"


@check
def egress_limited(objects):
    """No egress rule that names neither ports nor peers."""
    for o in of(objects, "NetworkPolicy"):
        if "Egress" not in o["spec"]["policyTypes"]:
            yield f"{where(o)}: egress is not limited"
        for rule in o["spec"].get("egress", []):
            if not rule.get("ports") and not rule.get("to"):
                yield f"{where(o)}: a rule allows all egress"


# Rights


@check
def no_wildcards(objects):
    for o, rule in rules(objects):
        if any("*" in value for key in ("apiGroups", "resources", "verbs") for value in rule.get(key, [])):
            yield f"{where(o)}: a wildcard"


@check
def no_admin_bindings(objects):
    for o in of(objects, "RoleBinding", "ClusterRoleBinding"):
        if o["roleRef"]["name"] in ("cluster-admin", "admin", "edit") or any(s["name"] == "system:masters" for s in o["subjects"]):
            yield f"{where(o)}: binds {o['roleRef']['name']}"


def forbidden(objects, resources, verbs=None, groups=None):
    for o, rule in rules(objects):
        hit = [r for r in rule.get("resources", []) if r in resources or r == "*"]
        if hit and (verbs is None or set(verbs) & set(rule["verbs"]) or "*" in rule["verbs"]) and (groups is None or set(groups) & set(rule["apiGroups"])):
            yield o, rule, hit


@check
def no_secrets_without_names(objects):
    for o, rule, _ in forbidden(objects, {"secrets"}):
        if not rule.get("resourceNames"):
            yield f"{where(o)}: every Secret"


@check
def no_secrets(objects):
    for o, _, _ in forbidden(objects, {"secrets"}):
        yield f"{where(o)}: Secrets"


@check
def secrets_read_only(objects):
    for o, rule, _ in forbidden(objects, {"secrets"}):
        if set(rule["verbs"]) - {"get", "list", "watch"}:
            yield f"{where(o)}: writes Secrets"


@check
def no_exec(objects):
    for o, _, hit in forbidden(objects, {"pods/exec", "pods/attach"}):
        yield f"{where(o)}: {hit[0]}"


@check
def no_port_forward(objects):
    for o, _, _ in forbidden(objects, {"pods/portforward"}):
        yield f"{where(o)}: pods/portforward"


@check
def no_pods_proxy(objects):
    for o, _, _ in forbidden(objects, {"pods/proxy", "nodes/proxy", "services/proxy"}):
        yield f"{where(o)}: proxy"


@check
def no_creating_pods(objects):
    for o, _, _ in forbidden(objects, {"pods"}, {"create", "update", "patch"}):
        yield f"{where(o)}: creates or changes pods"


@check
def no_creating_workloads(objects):
    kinds = {"deployments", "statefulsets", "daemonsets", "jobs", "cronjobs", "replicasets", "replicationcontrollers"}
    for o, _, hit in forbidden(objects, kinds, {"create", "update", "patch"}):
        yield f"{where(o)}: creates or changes {hit[0]}"


@check
def no_deleting(objects):
    for o, rule in rules(objects):
        if {"delete", "deletecollection"} & set(rule["verbs"]):
            yield f"{where(o)}: deletes {', '.join(rule['resources'])}"


@check
def no_mass_deletion(objects):
    for o, rule in rules(objects):
        if "deletecollection" in rule["verbs"] or ("delete" in rule["verbs"] and {"pods", "namespaces", "persistentvolumeclaims", "secrets"} & set(rule["resources"])):
            yield f"{where(o)}: deletes {', '.join(rule['resources'])}"


@check
def no_escalation(objects):
    for o, rule in rules(objects):
        if {"escalate", "bind", "impersonate"} & set(rule["verbs"]) or {"users", "groups", "serviceaccounts/token"} & set(rule.get("resources", [])):
            yield f"{where(o)}: escalates or impersonates"


@check
def no_rbac_writes(objects):
    for o, _, hit in forbidden(objects, {"roles", "rolebindings", "clusterroles", "clusterrolebindings"}):
        yield f"{where(o)}: {hit[0]}"


@check
def no_definitions(objects):
    names = {"customresourcedefinitions", "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "validatingadmissionpolicies"}
    for o, _, hit in forbidden(objects, names):
        yield f"{where(o)}: {hit[0]}"


@check
def no_certificates_or_nodes(objects):
    for o, _, hit in forbidden(objects, {"certificatesigningrequests", "certificatesigningrequests/approval", "nodes", "persistentvolumes"}):
        yield f"{where(o)}: {hit[0]}"


@check
def no_config_map_writes(objects):
    for o, _, _ in forbidden(objects, {"configmaps"}, {"create", "update", "patch", "delete"}):
        yield f"{where(o)}: writes ConfigMaps"


@check
def leases_by_name(objects):
    for o, rule, _ in forbidden(objects, {"leases"}):
        if set(rule["verbs"]) - {"create"} and not rule.get("resourceNames"):
            yield f"{where(o)}: every lease"


@check
def namespaced_roles(objects):
    for o in of(objects, "ClusterRole", "ClusterRoleBinding"):
        yield f"{where(o)}: for all namespaces"


@check
def bindings_of_own_account(objects):
    for o in of(objects, "RoleBinding", "ClusterRoleBinding"):
        for s in o["subjects"]:
            if s["kind"] != "ServiceAccount" or s["name"] == "default":
                yield f"{where(o)}: binds {s['kind']} {s['name']}"


@check
def no_webhooks(objects):
    for o in of(objects, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"):
        yield f"{where(o)}: a webhook"
