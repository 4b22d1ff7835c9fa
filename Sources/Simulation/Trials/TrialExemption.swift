package import APIMachinery
import JSON

/// What two pictures are not compared by: an object, all of a kind, or one field of them.
///
/// `Secret`, `ConfigMap/cache`, `ConfigMap/cache-*` and `Deployment/web:/spec/replicas`.
package struct TrialExemption: Hashable, Sendable {
  private let kind: String
  /// May end in `*`; `nil` for every one.
  private let name: String?
  /// `nil` for the whole object.
  private let field: JSONPointer?

  /// Reads the text form; `nil` for anything else.
  package init?(parsing text: String) {
    let (what, address) = text.parted(at: ":")
    let (kind, name) = what.parted(at: "/")
    guard !kind.isEmpty, name?.isEmpty != true else { return nil }
    guard let address else {
      (self.kind, self.name, field) = (kind, name, nil)
      return
    }
    guard let pointer = JSONPointer(parsing: address), !pointer.tokens.isEmpty else { return nil }
    (self.kind, self.name, field) = (kind, name, pointer)
  }

  /// The object without the exempted field, or none.
  package func applied(to object: APIObject) -> APIObject? {
    guard isAbout(object) else { return object }
    guard let field else { return nil }
    var object = object
    _ = object.json.remove(at: field)
    return object
  }

  private func isAbout(_ object: APIObject) -> Bool {
    guard object.kind == kind else { return false }
    guard let name else { return true }
    return name.hasSuffix("*") ? object.name.hasPrefix(name.dropLast()) : object.name == name
  }
}

extension String {
  /// What stands before and after the first of these characters.
  fileprivate func parted(at character: Character) -> (String, String?) {
    let parts = split(separator: character, maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.first.map(String.init) ?? "", parts.dropFirst().first.map(String.init))
  }
}
