/// Why a file could not be read.
package enum FileError: Error, Hashable, Sendable {
  /// Nothing lies at the path: a list of kubeconfigs may name files that do not exist yet.
  case missing
  case unreadable(cause: String)
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing: "no such file"
    case .unreadable(let cause): cause
    }
  }
}
