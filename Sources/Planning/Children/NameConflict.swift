/// An object under a name that a child needs, which is not ours to change.
struct NameConflict: Hashable {
  /// Whose it is, and the cure.
  let sentence: String
  /// It belonged to a resource of the same name that is gone: the garbage collector takes it away by itself.
  let isOfEarlierIncarnation: Bool
}
