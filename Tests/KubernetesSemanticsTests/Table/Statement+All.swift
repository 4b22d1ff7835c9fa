/// All statements, in the order of the table.
extension Statement {
  static let all =
    reflector + queue + election + events + discovery + apply + conditions + ownership + dryRun

  private static let discovery = [
    Statement(
      "K1",
      "Discovery answers aggregated for those who ask, group by group for old clients; /version answers."
    ),
    Statement(
      "K2",
      "OpenAPI v3 has an index with hashes and, per group and version, schemas that name their kind and "
        + "patches that name their parameters."
    ),
    Statement(
      "K3",
      "Lists and watches are printed as Tables, columns once; definitions bring columns."
    ),
    Statement("K4", "A watch goes on exactly where a list ended, one JSON event per line."),
    Statement(
      "K5",
      "Who prefers protobuf gets JSON where there is no protobuf; describe finds events."
    ),
    Statement(
      "K6",
      "Client-side apply: strict creation, merge for custom kinds, strategic for built-in."
    ),
    Statement(
      "K7",
      "Server-side apply takes YAML, and takes over what kubectl applied client-side."
    ),
    Statement("K8", "Scale is a subresource with replicas and a selector as text."),
    Statement("K9", "A deletion answers with the uid; what waits can be listed and watched away."),
    Statement("K10", "What wait and rollout status ask is answered, initial events included."),
    Statement("K11", "Refusals are Status objects with code, reason, details and causes."),
    Statement("K12", "One counter of versions; reads at versions past, present and future."),
    Statement(
      "K13",
      "Definitions are established and served; schemas are structural, prune, default and validate.",
      caveat:
        "That a real server takes up to two seconds until it serves a definition is waited for, not "
        + "imitated."
    ),
    Statement(
      "K14",
      "CEL rules with messages, reasons, transitions and budgets.",
      caveat:
        "The libraries for addresses, URLs and semantic versions are not in the embedded server."
    ),
    Statement("K15", "Limits of bodies, annotations, names and labels; generated names."),
    Statement(
      "Endpoints",
      "The kinds that the operator, its children and their tests use are served."
    ),
    Statement("Trap", "sendInitialEvents is honoured to the end mark or refused, never ignored."),
  ]

  private static let apply = [
    Statement(
      "S1",
      "An apply names its manager, the URL's version and no managers; only it may force."
    ),
    Statement("S2", "An apply creates what is absent, but never under a uid that it was given."),
    Statement(
      "S3",
      "Another value of an owned field is a conflict; the same value is shared; force takes."
    ),
    Statement("S4", "What its only owner drops is removed; what others own stays."),
    Statement("S5", "A write that changes nothing keeps the version."),
    Statement("S6", "At most ten updaters are kept; an empty entry forgets all managers."),
    Statement("S7", "List types decide what merges; an applied list names no element twice."),
    Statement("S8", "Which patches and replaces a kind takes, and with which versions."),
    Statement("S9", "Status and the rest are written apart; generation counts what is wanted."),
  ]

  private static let conditions = [
    Statement(
      "C1",
      "Conditions have one form, and their time moves with the status only.",
      provenBy: [
        Proof(
          target: "APIMachineryTests",
          test: "the transition time stays while the status does, whatever the reason says"
        ),
        Proof(
          target: "PhysicsResourcesTests",
          test: "every reason is a CamelCase word that metav1.Condition accepts"
        ),
      ]
    ),
    Statement(
      "C2",
      "kubectl wait believes no condition of an older generation.",
      provenBy: [
        Proof(
          target: "PlanningTests",
          test: "a spec that waits is not Ready, so that nobody waiting for it returns early"
        )
      ]
    ),
    Statement(
      "C3",
      "A rollout is done when all numbers have arrived at the present generation.",
      provenBy: [
        Proof(
          target: "PhysicsResourcesTests",
          test: "a phase decides Available, Ready, Reconciling and Stalled"
        ),
        Proof(
          target: "PhysicsResourcesTests",
          test: "nothing is at work and stuck at once, and only a served service is ready"
        ),
      ]
    ),
    Statement(
      "C4",
      "Status is written apart from the spec, seldom, and not at all when it says the same.",
      provenBy: [
        Proof(
          target: "PlanningTests",
          test: "is not written again while nothing but time and the number of ready pods changes"
        ),
        Proof(
          target: "SimulationTests",
          test: "a service at rest causes no write, and neither does a restart of the operator"
        ),
      ]
    ),
  ]

  private static let ownership = [
    Statement(
      "G1",
      "Owner references are complete, and one owner at most is the controller.",
      caveat:
        "That blocking an owner's deletion needs a permission is asked where permissions are tested: "
        + "a real server checks it only with an admission plugin that is off by default."
    ),
    Statement(
      "G2",
      "Garbage is collected by uid: in the background, in the foreground or orphaned."
    ),
    Statement(
      "G3",
      "A held object only begins to be deleted; nobody holds it anew or takes it back."
    ),
    Statement(
      "G4",
      "Finalizers are added before the first effect and taken off by patch or apply.",
      caveat:
        "The operator holds its children by owner references and sets no finalizer of its own."
    ),
    Statement("G5", "Deletions can be tied to a uid and a version."),
  ]

  private static let dryRun = [
    Statement(
      "D1",
      "A dry run checks and answers in full, stores nothing and tells nobody."
    )
  ]
}
