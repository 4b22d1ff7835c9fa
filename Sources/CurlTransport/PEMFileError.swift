/// Why a file of certificates or a key is of no use; says the cure as well.
enum PEMFileError: Error {
  case unreadable(path: String, cause: String)
  case notPEM(path: String)
}

extension PEMFileError: CustomStringConvertible {
  var description: String {
    switch self {
    case .unreadable(let path, let cause):
      "cannot read \(path): \(cause); restore the file or correct its path"
    case .notPEM(let path):
      "\(path) holds nothing in PEM form; put a certificate or key with its BEGIN and END lines there"
    }
  }
}
