package import JSON

/// What runs in a pod: everything here belongs to the identity of a revision.
package struct WorkloadSpec: SchemaDescribed {
  /// Must be given.
  package var image = ""
  package var imagePullPolicy = ImagePullPolicy.ifNotPresent
  /// core/v1 LocalObjectReference each.
  package var imagePullSecrets: [JSONValue] = []
  package var command: [String] = []
  package var args: [String] = []
  /// core/v1 EnvVar each.
  package var env: [JSONValue] = []
  /// core/v1 EnvFromSource each.
  package var envFrom: [JSONValue] = []
  package var port = 8000
  package var scheme = URLScheme.http
  package var probes = ProbesSpec()
  /// core/v1 ResourceRequirements.
  package var resources: JSONValue = [
    "requests": ["cpu": "500m", "memory": "512Mi"], "limits": ["cpu": "1", "memory": "1Gi"],
  ]
  package var mounts: [MountSpec] = []
  package var trackSecrets: [String] = []
  package var terminationGracePeriod: Duration = .seconds(60)
  /// core/v1 PodTemplateSpec, to be merged under ours.
  package var podTemplate: JSONValue = [:]

  package init() {}

  package static let fields: [Field<WorkloadSpec>] = [
    Field(
      "image",
      \.image,
      .text(.image, max: 512),
      required: true,
      "The container image, with a tag or a digest."
    ),
    Field(
      "imagePullPolicy",
      \.imagePullPolicy,
      .oneOf(ImagePullPolicy.self),
      "When nodes pull the image."
    ),
    Field(
      "imagePullSecrets",
      \.imagePullSecrets,
      .list(of: .opaqueObject, max: 16),
      "core/v1 LocalObjectReferences to registry credentials."
    ),
    Field(
      "command",
      \.command,
      .list(of: .text(max: 32_768), max: 64),
      "Replaces the image's entry point."
    ),
    Field(
      "args",
      \.args,
      .list(of: .text(max: 32_768), max: 256),
      "Replaces the image's arguments."
    ),
    Field("env", \.env, .list(of: .opaqueObject, max: 512), "core/v1 EnvVars of the container."),
    Field(
      "envFrom",
      \.envFrom,
      .list(of: .opaqueObject, max: 64),
      "core/v1 EnvFromSources of the container."
    ),
    Field("port", \.port, .integer(1...65_535), "The port that the container serves on."),
    Field("scheme", \.scheme, .oneOf(URLScheme.self), "The scheme that the container serves."),
    Field("probes", \.probes, .object(ProbesSpec.self), "Liveness and readiness probes."),
    Field(
      "resources",
      \.resources,
      .opaqueObject,
      "core/v1 ResourceRequirements of the container; given as a whole."
    ),
    Field(
      "mounts",
      \.mounts,
      .list(of: .object(MountSpec.self), max: 32, unique: "path"),
      "Secrets and ConfigMaps mounted read-only. ConfigMaps are copied per revision, so that a rollback restores them."
    ),
    Field(
      "trackSecrets",
      \.trackSecrets,
      .list(of: .text(.objectName), max: 16),
      "Secrets whose content is part of the revision: a change rolls out, but cannot be rolled back."
    ),
    Field(
      "terminationGracePeriod",
      \.terminationGracePeriod,
      .duration(.seconds(1)...(.seconds(3_600))),
      "How long a pod may take to end, its pre-stop sleep included."
    ),
    Field(
      "podTemplate",
      \.podTemplate,
      .podTemplate,
      "A core/v1 PodTemplateSpec merged under ours: affinity, sidecars, init containers, volumes, further ports."
    ),
  ]
}
