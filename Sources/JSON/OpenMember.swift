/// A member of an object that is still being read.
struct OpenMember {
  /// Up to so many members are put in order one by one, which beats a sort; objects of the API rarely have more.
  static let fewCount = 32

  /// Where the key stands in the text.
  let key: Range<Int>
  /// Whether the key's bytes in the text are not those of the key.
  let hasEscapes: Bool
  let member: JSONObject.Member
}
