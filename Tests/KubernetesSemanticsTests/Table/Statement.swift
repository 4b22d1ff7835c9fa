/// One numbered statement about the Kubernetes API, in a few words of our own.
struct Statement: Hashable {
  /// A test of another target that proves it as well, or instead.
  struct Proof: Hashable {
    let target: String
    let test: String
  }

  /// `K12`, as test names carry it.
  let number: String
  let words: String
  var proofs: [Proof] = []
  /// What no test here asks, and why.
  var caveat: String?

  init(_ number: String, _ words: String, provenBy proofs: [Proof] = [], caveat: String? = nil) {
    self.number = number
    self.words = words
    self.proofs = proofs
    self.caveat = caveat
  }
}
