/// A token that the server was started with: a line of kube-apiserver's `--token-auth-file`.
package struct StaticToken: Hashable, Sendable {
  package let token: String
  package let user: UserInfo

  package init(token: String, user: UserInfo) {
    self.token = token
    var user = user
    user.groups.append(UserInfo.authenticatedGroup)
    self.user = user
  }

  /// Reads lines of `token,user,uid,"group1,group2"`; the groups may be left out.
  package static func table(
    csv text: String,
    path: String
  ) throws(StaticTokenError) -> [StaticToken] {
    var tokens: [StaticToken] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.hasSuffix("\r") ? line.dropLast() : line
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let fields = try fields(of: line, path: path, number: index + 1)
      let groups = fields.count > 3 ? fields[3].split(separator: ",").map { String($0) } : []
      tokens.append(
        StaticToken(
          token: fields[0],
          user: UserInfo(name: fields[1], uid: fields[2], groups: groups.map(\.withoutOuterSpaces))
        )
      )
    }
    return tokens
  }

  private static func fields(
    of line: Substring,
    path: String,
    number: Int
  ) throws(StaticTokenError) -> [String] {
    var fields: [String] = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      case _: fields[fields.count - 1].append(character)
      }
    }
    guard !isQuoted else { throw .unclosedQuote(path: path, line: number) }
    fields = fields.map(\.withoutOuterSpaces)
    guard fields.count >= 3 else {
      throw .tooFewColumns(path: path, line: number, count: fields.count)
    }
    guard !fields[0].isEmpty, !fields[1].isEmpty else {
      throw .emptyColumn(path: path, line: number)
    }
    return fields
  }
}

/// What is wrong with a file of tokens.
package enum StaticTokenError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooFewColumns(path: String, line: Int, count: Int)
  case emptyColumn(path: String, line: Int)
  case unclosedQuote(path: String, line: Int)

  package var description: String {
    switch self {
    case .tooFewColumns(let path, let line, let count):
      "\(path), line \(line): \(count) of at least 3 columns; write token,user,uid,\"group1,group2\""
    case .emptyColumn(let path, let line):
      "\(path), line \(line): the token or the user is empty; write token,user,uid,\"group1,group2\""
    case .unclosedQuote(let path, let line):
      "\(path), line \(line): a quote is not closed; write token,user,uid,\"group1,group2\""
    }
  }
}

extension String {
  fileprivate var withoutOuterSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
