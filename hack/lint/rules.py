"""Which rules there are, which checks answer them, and what is accepted with its reason.

The names are those of the tools; the checks are ours, for the tools themselves are not to be had everywhere.
"""

RBAC = [
    ("no wildcard", "no_wildcards"),
    ("no Secret but by name", "no_secrets_without_names secrets_read_only"),
    ("no exec, attach or port-forward", "no_exec no_port_forward"),
    ("no escalate, bind, impersonate", "no_escalation"),
    ("no roles and bindings are written", "no_rbac_writes"),
    ("no definitions or webhooks are written", "no_definitions"),
    ("the lease by name", "leases_by_name"),
    ("Roles, not ClusterRoles", "namespaced_roles"),
    ("pods/proxy only by a value", "no_pods_proxy"),
    ("roles are bound to the operator's account alone", "bindings_of_own_account"),
    ("no webhook", "no_webhooks"),
]

POD_SECURITY = [
    ("allowPrivilegeEscalation", "privilege_escalation_off"),
    ("appArmorProfile", "apparmor_confined"),
    ("capabilities_restricted", "capabilities_dropped"),
    ("hostNamespaces", "host_namespaces_off"),
    ("hostPathVolumes", "no_host_paths"),
    ("hostPorts", "host_ports_off"),
    ("hostProbesAndHostLifecycle", "probes_without_host"),
    ("privileged", "not_privileged"),
    ("procMount", "proc_mount_default"),
    ("restrictedVolumes", "restricted_volumes"),
    ("runAsNonRoot, runAsUser", "runs_as_non_root"),
    ("seccompProfile_restricted", "seccomp_runtime_default"),
    ("seLinuxOptions", "selinux_type_default"),
    ("sysctls", "safe_sysctls"),
    ("windowsHostProcess", "host_process_off"),
]

OWN = [
    ("read-only root file system", "read_only_root"),
    ("user id of 10000 or above", "high_user_id"),
    ("limits and requests", "resources_set"),
    ("probes", "liveness_probe readiness_probe"),
    ("spread over nodes", "anti_affinity_or_spread"),
    ("PodDisruptionBudget", "disruption_budget"),
    ("NetworkPolicy, egress limited", "network_policy egress_limited"),
    ("bound token of an hour, mounted only where it is used", "token_bound_for_an_hour token_not_mounted_by_default account_without_automount"),
]

KUBE_LINTER = [
    ("access-to-create-pods", "no_creating_pods no_creating_workloads"),
    ("access-to-secrets", "no_secrets"),
    ("cluster-admin-role-binding", "no_admin_bindings"),
    ("dangling-horizontalpodautoscaler", "hpa_target_exists"),
    ("dangling-ingress", "ingress_leads_somewhere"),
    ("dangling-service", "services_lead_somewhere"),
    ("default-service-account", "own_service_account"),
    ("deprecated-service-account-field", "no_deprecated_account_field"),
    ("docker-sock", "no_docker_socket"),
    ("drop-net-raw-capability", "capabilities_dropped"),
    ("duplicate-env-var", "unique_environment"),
    ("env-var-secret", "no_secret_values"),
    ("host-ipc, host-network, host-pid", "host_namespaces_off"),
    ("hpa-minimum-three-replicas", "hpa_three_replicas"),
    ("invalid-target-ports", "service_ports_exist"),
    ("job-ttl-seconds-after-finished", "job_ends"),
    ("latest-tag", "image_tag"),
    ("liveness-port, readiness-port, startup-port", "probe_ports_exist"),
    ("minimum-three-replicas", "three_replicas"),
    ("mismatching-selector", "selectors_match"),
    ("no-anti-affinity", "anti_affinity"),
    ("no-extensions-v1beta", "stable_apis"),
    ("no-liveness-probe", "liveness_probe"),
    ("no-read-only-root-fs", "read_only_root"),
    ("no-readiness-probe", "readiness_probe"),
    ("no-rolling-update-strategy", "rolling_update"),
    ("non-existent-service-account", "account_exists"),
    ("non-isolated-pod", "network_policy"),
    ("pdb-max-unavailable, pdb-min-available", "budget_leaves_room"),
    ("pdb-unhealthy-pod-eviction-policy", "budget_evicts_unhealthy"),
    ("priority-class-name", "priority_class"),
    ("privilege-escalation-container", "privilege_escalation_off"),
    ("privileged-container", "not_privileged"),
    ("read-secret-from-env-var", "secrets_not_in_environment"),
    ("run-as-non-root", "runs_as_non_root"),
    ("sensitive-host-mounts", "no_host_paths"),
    ("ssh-port", "no_ssh_port"),
    ("unsafe-sysctls", "safe_sysctls"),
    ("unset-cpu-requirements, unset-memory-requirements", "resources_set"),
    ("wildcard-in-rules", "no_wildcards"),
]

POLARIS = [
    ("automountServiceAccountToken", "token_not_mounted_by_default"),
    ("clusterrolePodExecAttach, rolePodExecAttach and their bindings", "no_exec"),
    ("clusterrolebindingClusterAdmin, rolebindingClusterAdmin…", "no_admin_bindings no_wildcards"),
    ("cpu and memory Requests/LimitsMissing", "resources_set"),
    ("dangerousCapabilities, insecureCapabilities", "capabilities_dropped"),
    ("deploymentMissingReplicas", "two_replicas"),
    ("hostIPCSet, hostNetworkSet, hostPIDSet", "host_namespaces_off"),
    ("hostPathSet", "no_host_paths"),
    ("hostPortSet", "host_ports_off"),
    ("hostProcess", "host_process_off"),
    ("hpaMaxAvailability, hpaMinAvailability", "hpa_maximum"),
    ("linuxHardening", "seccomp_runtime_default"),
    ("livenessProbeMissing, readinessProbeMissing", "liveness_probe readiness_probe"),
    ("metadataAndInstanceMismatched", "recommended_labels"),
    ("missingNetworkPolicy", "network_policy"),
    ("missingPodDisruptionBudget", "disruption_budget"),
    ("notReadOnlyRootFilesystem", "read_only_root"),
    ("pdbDisruptionsIsZero, pdbMinAvailableGreaterThanHPAMinReplicas", "budget_leaves_room"),
    ("priorityClassNotSet", "priority_class"),
    ("privilegeEscalationAllowed", "privilege_escalation_off"),
    ("procMount", "proc_mount_default"),
    ("pullPolicyNotAlways", "pull_policy_always"),
    ("runAsPrivileged", "not_privileged"),
    ("runAsRootAllowed", "runs_as_non_root"),
    ("sensitiveConfigmapContent", "no_secrets_in_config_maps"),
    ("sensitiveContainerEnvVar", "no_secret_values"),
    ("tagNotSpecified", "image_tag"),
    ("tlsSettingsMissing", "ingress_tls"),
    ("topologySpreadConstraint", "topology_spread"),
]

KUBESCAPE = [
    ("C-0002 exec into container", "no_exec"),
    ("C-0007 roles with delete capabilities", "no_deleting"),
    ("C-0012 credentials in configuration", "no_secret_values no_secrets_in_config_maps"),
    ("C-0013 non-root containers", "runs_as_non_root"),
    ("C-0015, C-0255 list Secrets", "no_secrets"),
    ("C-0016 allow privilege escalation", "privilege_escalation_off"),
    ("C-0017 immutable container file system", "read_only_root"),
    ("C-0030, C-0260 ingress and egress blocked, network policy", "network_policy"),
    ("C-0034 automatic mapping of service account", "token_not_mounted_by_default account_without_automount"),
    ("C-0035, C-0272 administrative roles", "no_admin_bindings no_wildcards"),
    ("C-0038, C-0041 host PID, IPC, network", "host_namespaces_off"),
    ("C-0044 container host port", "host_ports_off"),
    ("C-0045, C-0048 host path mounts", "no_host_paths"),
    ("C-0046 insecure capabilities", "capabilities_dropped"),
    ("C-0053 access container service account", "no_token_at_all"),
    ("C-0055 Linux hardening", "seccomp_runtime_default capabilities_dropped"),
    ("C-0057 privileged container", "not_privileged"),
    ("C-0063 port-forwarding", "no_port_forward"),
    ("C-0065 impersonation", "no_escalation"),
    ("C-0074 runtime socket", "no_docker_socket"),
    ("C-0078 images from allowed registry", "image_registry"),
    ("C-0187 wildcards in roles", "no_wildcards"),
    ("C-0188 access to create pods", "no_creating_pods no_creating_workloads"),
    ("C-0207 Secrets as files, not variables", "secrets_not_in_environment"),
    ("C-0211 security context", "privilege_escalation_off runs_as_non_root read_only_root"),
    ("C-0258 write access to ConfigMaps", "no_config_map_writes"),
    ("C-0259 access to workload credentials", "no_secret_values"),
    ("C-0261 service account token mounted", "no_token_at_all"),
    ("C-0267 workload with cluster takeover roles", "no_wildcards no_escalation no_rbac_writes no_secrets_without_names"),
    ("C-0270, C-0271 CPU and memory limits", "resources_set"),
    ("C-0306 image pinned by digest", "image_digest"),
]

CIS = [
    ("5.1.1 cluster-admin only where required", "no_admin_bindings"),
    ("5.1.2 minimize access to Secrets", "no_secrets_without_names"),
    ("5.1.3 minimize wildcards", "no_wildcards"),
    ("5.1.4 minimize access to create pods", "no_creating_pods no_creating_workloads"),
    ("5.1.5 default accounts are not used", "own_service_account"),
    ("5.1.6 tokens only where necessary", "token_not_mounted_by_default"),
    ("5.1.7 no system:masters", "no_admin_bindings"),
    ("5.1.8 no bind, impersonate, escalate", "no_escalation"),
    ("5.2.x pod security", "privilege_escalation_off runs_as_non_root capabilities_dropped host_namespaces_off not_privileged"),
    ("5.3.2 NetworkPolicies", "network_policy"),
    ("5.7.x seccomp, security context, namespaces", "seccomp_runtime_default runs_as_non_root"),
]

TABLES = [
    ("Rights", RBAC),
    ("Pod Security, level restricted", POD_SECURITY),
    ("Beyond it", OWN),
    ("kube-linter", KUBE_LINTER),
    ("Polaris", POLARIS),
    ("Kubescape", KUBESCAPE),
    ("CIS Kubernetes Benchmark", CIS),
]

# What a finding is accepted for, by the check, in the operator's own manifests.
OPERATOR = {
    "namespaced_roles": "only with the value scope: Cluster",
    "no_creating_workloads": "making the Deployments of the services is its work",
    "no_secrets": "read by name only where a value names them",
    "no_pods_proxy": "only with the value rbac.podProxy",
    "no_deleting": "it removes children of its own: old revisions, the canary's HPA and budget, routes that the spec no longer wants",
    "no_config_map_writes": "a revision keeps copies of the ConfigMaps that it reads",
    "no_token_at_all": "an operator talks to the API server; its token is bound to the pod and lives for an hour",
    "two_replicas": "only in the overlay and the values of a single replica",
    "three_replicas": "one leads, one follows: a third adds nothing; by a value",
    "disruption_budget": "none over a single replica: it would only keep its node from being drained",
    "priority_class": "by a value, and in the production overlay: a class that does not exist keeps pods from being created",
    "image_digest": "by the value image.digest; the release notes name it",
    "rolling_update": "only with the value leaderElection.enabled: false: two operators without a lease would write over each other",
}

# The same for the children that it makes.
CHILDREN = {
    "own_service_account": "the workload's choice: podTemplate.spec.serviceAccountName",
    "hpa_three_replicas": "the user's number; 3 is the default. A canary begins with one pod",
    "secrets_not_in_environment": "the guide's service reads its Secrets so; `mounts` gives them as files",
    "priority_class": "the workload's choice: podTemplate.spec.priorityClassName",
    "image_digest": "the user's image; a digest works as well",
    "pull_policy_always": "workload.imagePullPolicy; Always in the sample of production",
    "network_policy": "a policy is the namespace's matter; manifests/services/production has one",
    "topology_spread": "podTemplate.spec; Kubernetes spreads over zones by itself",
}

# Samples whose children have to pass the rules of a pod as well; the others leave them to the user, whose image may need root.
HARDENED = ["manifests/samples/fisica-api.yaml"]

# Checks that say something about a user's container rather than about what the operator adds.
USERS_CONTAINER = {
    "privilege_escalation_off", "capabilities_dropped", "runs_as_non_root", "high_user_id", "seccomp_runtime_default", "read_only_root",
    "token_not_mounted_by_default",
}

# Checks of rights: children have none.
RIGHTS = set(" ".join(names for _, names in RBAC).split()) | {
    "no_secrets", "no_admin_bindings", "no_creating_pods", "no_creating_workloads", "no_deleting", "no_config_map_writes",
}
