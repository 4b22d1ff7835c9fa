import JSON

extension TopologyNode {
  static let podTemplate = structure(
    ["metadata": objectMetadata, "spec": podSpec],
    isByValue: true
  )

  static let podSpec = structure(
    [
      "containers": containers,
      "initContainers": containers,
      "ephemeralContainers": containers,
      "volumes": list(by: "name", of: volume, patch: .mergeListRetainingKeys(key: "name")),
      "imagePullSecrets": list(by: "name", of: TopologyNode(.atomic, patch: .mergeMap)),
      "hostAliases": list(by: "ip", of: structure(["hostnames": atomic])),
      "topologySpreadConstraints": list(
        by: "topologyKey",
        "whenUnsatisfiable",
        of: structure(["labelSelector": labelSelector]),
        patch: .mergeList(key: "topologyKey")
      ),
      "schedulingGates": list(by: "name"),
      "resourceClaims": list(by: "name", patch: .mergeListRetainingKeys(key: "name")),
      "nodeSelector": atomicMap,
      "tolerations": atomic,
      "readinessGates": atomic,
      "overhead": texts,
      "affinity": affinity,
    ],
    isByValue: true
  )

  private static let containers = list(by: "name", of: container)

  private static let container = structure([
    "env": list(by: "name", of: environmentVariable),
    "ports": list(
      by: "containerPort",
      "protocol",
      defaults: ["protocol": "TCP"],
      patch: .mergeList(key: "containerPort")
    ),
    "volumeMounts": list(by: "mountPath"),
    "volumeDevices": list(by: "devicePath"),
    "resources": structure(
      ["requests": texts, "limits": texts, "claims": list(by: "name")],
      isByValue: true
    ),
  ])

  private static let environmentVariable = structure([
    "valueFrom": structure([
      "fieldRef": objectReference, "resourceFieldRef": objectReference,
      "configMapKeyRef": objectReference, "secretKeyRef": objectReference,
    ])
  ])

  private static let volume = structure([
    "downwardAPI": structure(["items": atomic]),
    "ephemeral": structure(["volumeClaimTemplate": structure(["metadata": objectMetadata])]),
  ])

  private static let affinity = structure([
    "nodeAffinity": structure([
      "requiredDuringSchedulingIgnoredDuringExecution": TopologyNode(.atomic, patch: .mergeMap)
    ])
  ])

  static let podStatus = structure(
    [
      "conditions": conditions, "podIPs": list(by: "ip"), "hostIPs": atomic,
      "resourceClaimStatuses": list(by: "name"),
    ],
    isByValue: true
  )
}
