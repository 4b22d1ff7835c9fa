{{/* Settings that contradict each other: what is wrong, and what to write instead. */}}
{{- define "physics-operator.checks" -}}
{{- $v := .Values -}}
{{- if and (gt (int $v.replicas) 1) (not $v.leaderElection.enabled) -}}
{{- fail (printf "replicas is %d and leaderElection.enabled is false: two operators would write over each other; set leaderElection.enabled=true or replicas=1" (int $v.replicas)) -}}
{{- end -}}
{{- if and (eq $v.scope "Cluster") $v.watchNamespace -}}
{{- fail (printf "scope is Cluster and watchNamespace is %s: with scope Cluster every namespace is watched; clear watchNamespace or set scope=Namespace" $v.watchNamespace) -}}
{{- end -}}
{{- if and (not $v.serviceAccount.create) (not $v.serviceAccount.name) -}}
{{- fail "serviceAccount.create is false and serviceAccount.name is empty: the operator must not run as the namespace's default account; name an existing ServiceAccount or set serviceAccount.create=true" -}}
{{- end -}}
{{- if eq $v.serviceAccount.name "default" -}}
{{- fail "serviceAccount.name is default: the operator must not share its rights with every pod that names no account; choose another name" -}}
{{- end -}}
{{- if regexMatch "[:@]" (base $v.image.repository) -}}
{{- fail (printf "image.repository is %s: a tag belongs into image.tag, a digest into image.digest" $v.image.repository) -}}
{{- end -}}
{{- range $key := list "app.kubernetes.io/name" "app.kubernetes.io/instance" -}}
{{- if hasKey $v.podLabels $key -}}
{{- fail (printf "podLabels has %s, by which the Deployment finds its pods; use nameOverride, or another label" $key) -}}
{{- end -}}
{{- end -}}
{{- if and $v.podDisruptionBudget.enabled (gt (int $v.replicas) 1) (ge (int $v.podDisruptionBudget.minAvailable) (int $v.replicas)) -}}
{{- fail (printf "podDisruptionBudget.minAvailable is %d of %d replicas: no node could be drained; set it below replicas" (int $v.podDisruptionBudget.minAvailable) (int $v.replicas)) -}}
{{- end -}}
{{- if and $v.serviceMonitor.enabled (not $v.service.enabled) -}}
{{- fail "serviceMonitor.enabled is true and service.enabled is false: a ServiceMonitor finds its targets through the Service; set service.enabled=true" -}}
{{- end -}}
{{- $least := add (trimSuffix "s" $v.shutdownTimeout | int) 10 -}}
{{- if lt (int $v.terminationGracePeriodSeconds) (int $least) -}}
{{- fail (printf "terminationGracePeriodSeconds is %d and shutdownTimeout %s: passes would be killed before they end and the lease would not be given back; set at least %d" (int $v.terminationGracePeriodSeconds) $v.shutdownTimeout (int $least)) -}}
{{- end -}}
{{- range $i, $entry := $v.rbac.secrets -}}
{{- if not (or $entry.prometheusCredentials $entry.tracked) -}}
{{- fail (printf "rbac.secrets[%d] names no Secret; list names under prometheusCredentials or tracked, or remove the entry" $i) -}}
{{- end -}}
{{- if and (eq $v.scope "Cluster") (not $entry.namespace) -}}
{{- fail (printf "rbac.secrets[%d] has no namespace, and with scope Cluster there is no single one to take; set its namespace" $i) -}}
{{- end -}}
{{- if and (eq $v.scope "Namespace") $entry.namespace (ne $entry.namespace (include "physics-operator.watched" $)) -}}
{{- fail (printf "rbac.secrets[%d].namespace is %s, but only namespace %s is watched; clear it or change watchNamespace" $i $entry.namespace (include "physics-operator.watched" $)) -}}
{{- end -}}
{{- end -}}
{{- if and $v.rbac.secrets (not $v.rbac.create) -}}
{{- fail "rbac.secrets is set and rbac.create is false: no Role would be made for them; set rbac.create=true or clear rbac.secrets" -}}
{{- end -}}
{{- if and $v.rbac.podProxy (not $v.rbac.create) -}}
{{- fail "rbac.podProxy is true and rbac.create is false: no Role would be made for it; set rbac.create=true or clear rbac.podProxy" -}}
{{- end -}}
{{- range $argument := $v.extraArgs -}}
{{- if regexMatch "^(--listen|--namespace|-n|--all-namespaces|-A|--workers|--log-level|--log-format|--shutdown-timeout|--leader-elect|--no-leader-elect|--leader-elect-resource-name)(=|$)" $argument -}}
{{- fail (printf "extraArgs has %s, which a value of its own sets; see values.yaml" $argument) -}}
{{- end -}}
{{- end -}}
{{- $names := list -}}
{{- range $variable := $v.extraEnv -}}
{{- if has $variable.name $names -}}
{{- fail (printf "extraEnv sets %s twice; remove one of them" $variable.name) -}}
{{- end -}}
{{- $names = append $names $variable.name -}}
{{- if and (hasKey $variable "value") (hasKey $variable "valueFrom") -}}
{{- fail (printf "extraEnv gives %s both a value and a valueFrom; remove one of them" $variable.name) -}}
{{- end -}}
{{- if has $variable.name (list "POD_NAME" "POD_NAMESPACE" "MALLOC_ARENA_MAX") -}}
{{- fail (printf "extraEnv sets %s, which the chart sets; remove it" $variable.name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
