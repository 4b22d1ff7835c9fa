/// Labels, annotations and names that are ours; children and users meet on these words.
package enum Keys {
  /// Label: the PhysicsAPI that an object belongs to; with `revision`, all that pod selectors consist of.
  package static let service = "fisica-lab.com/service"
  /// Label: the hash of the revision that an object belongs to.
  package static let revision = "fisica-lab.com/revision"
  /// Annotation on children: the hash of our last apply configuration.
  package static let applied = "fisica-lab.com/applied"
  /// Annotation on a revision's record: why it was rejected.
  package static let rejected = "fisica-lab.com/rejected"
  /// Annotation by users: `<verb>@<nonce>`.
  package static let request = "fisica-lab.com/request"
  /// Annotation by users: `<nonce>`; always wins over `request`.
  package static let abort = "fisica-lab.com/abort"
  /// Annotation on a ConfigMap: `false` keeps its content out of revisions.
  package static let track = "fisica-lab.com/track"
  /// Finalizer while a user's route carries our weights.
  package static let routeFinalizer = "fisica-lab.com/route"

  package static let applicationName = "app.kubernetes.io/name"
  package static let applicationInstance = "app.kubernetes.io/instance"
  package static let managedBy = "app.kubernetes.io/managed-by"
  /// The value of `managedBy`, and the field manager of updates.
  package static let manager = "physics-operator"
  /// The field manager of creations.
  package static let creator = "physics-operator-create"

  /// Prefixes of label keys that pod templates of users must not set.
  static let reservedPrefixes = ["fisica-lab.com/", "app.kubernetes.io/"]
}
