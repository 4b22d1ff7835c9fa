/// One weight of the canary, and how long it is held.
package struct StepSpec: SchemaDescribed {
  /// Percent; must be given.
  package var weight = 1
  package var hold = Hold.lasting(.seconds(300))

  package init() {}

  package init(weight: Int, hold: Hold) {
    self.weight = weight
    self.hold = hold
  }

  package static let fields: [Field<StepSpec>] = [
    Field(
      "weight",
      \.weight,
      .integer(1...100),
      required: true,
      "Share of the traffic that the canary gets, in percent."
    ),
    Field(
      "hold",
      \.hold,
      .hold(.zero...(.seconds(604_800))),
      "How long the weight is held before the next step; Manual waits for the verb promote."
    ),
  ]

  /// Most steps of a rollout; each is a row of `status` and of the plan.
  static let maximumCount = 20

  /// Weight that goes down in a rollout is a rollback, and nothing in `steps` may look like one.
  ///
  /// CEL before Kubernetes 1.33 has no comprehension with an index, and the cost of `isSorted` on a mapped list is unbounded to the API
  /// server's estimate: a literal list of indices says the same at a known cost.
  static var weightsNeverDecrease: Rule<[StepSpec]> {
    let indices = (1..<maximumCount).map(String.init).joined(separator: ", ")
    return Rule(
      "[\(indices)].all(i, i >= size(self) || self[i - 1].weight <= self[i].weight)",
      message: "step weights must never decrease; put the steps in rising order of weight"
    ) { steps in
      zip(steps, steps.dropFirst()).allSatisfy { $0.weight <= $1.weight }
    }
  }
}
