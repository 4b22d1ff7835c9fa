/// Gathers findings while a document is read, each at the place where the reader stands.
package struct FindingCollector: Sendable {
  package private(set) var findings: [Finding] = []
  private var path: [String]

  package init(at root: String) {
    path = [root]
  }

  package mutating func report(_ message: String) {
    findings.append(Finding(path: path.joined(), message: message))
  }

  mutating func member<Result>(_ name: String, _ read: (inout Self) -> Result) -> Result {
    step(path.last == "" ? name : ".\(name)", read)
  }

  mutating func element<Result>(_ index: Int, _ read: (inout Self) -> Result) -> Result {
    step("[\(index)]", read)
  }

  private mutating func step<Result>(_ part: String, _ read: (inout Self) -> Result) -> Result {
    path.append(part)
    defer { path.removeLast() }
    return read(&self)
  }
}
