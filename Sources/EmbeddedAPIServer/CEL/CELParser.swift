/// Reads a CEL expression by recursive descent, expanding the macros that Kubernetes offers.
struct CELParser {
  /// Deeper expressions are refused; the server's own limit.
  private static let maximumDepth = 50
  /// Chains like `a + b + c` need no depth to read and as much as they are long to walk.
  private static let maximumHeight = 1_000

  private var lexer: CELLexer
  private var token = CELLexer.Token.end
  private var offset = 0
  private var depth = 0

  private init(_ source: String) throws(CELIssue) {
    lexer = CELLexer(source)
    try advance()
  }

  static func parse(_ source: String) throws(CELIssue) -> CELExpression {
    var parser = try CELParser(source)
    let expression = try parser.expression()
    guard parser.token == .end else { throw parser.unexpected() }
    return expression
  }

  private mutating func expression() throws(CELIssue) -> CELExpression {
    try goDeeper()
    defer { depth -= 1 }
    let condition = try disjunction()
    let place = offset
    guard try take("?") else { return condition }
    let yes = try disjunction()
    try expect(":")
    let no = try expression()
    return .init(.call("_?_:_", target: nil, arguments: [condition, yes, no]), at: place)
  }

  private mutating func disjunction() throws(CELIssue) -> CELExpression {
    var left = try conjunction()
    while token == .symbol("||") {
      left = try binary("_||_", left) { parser throws(CELIssue) in try parser.conjunction() }
    }
    return left
  }

  private mutating func conjunction() throws(CELIssue) -> CELExpression {
    var left = try relation()
    while token == .symbol("&&") {
      left = try binary("_&&_", left) { parser throws(CELIssue) in try parser.relation() }
    }
    return left
  }

  private mutating func relation() throws(CELIssue) -> CELExpression {
    var left = try sum()
    while let name = relationName {
      left = try binary(name, left) { parser throws(CELIssue) in try parser.sum() }
    }
    return left
  }

  private var relationName: String? {
    switch token {
    case .symbol("=="), .symbol("!="), .symbol("<"), .symbol("<="), .symbol(">"), .symbol(">="):
      operatorName
    case .identifier("in"): "@in"
    case .identifier, .integer, .unsigned, .double, .string, .symbol, .end: nil
    }
  }

  private mutating func sum() throws(CELIssue) -> CELExpression {
    var left = try product()
    while token == .symbol("+") || token == .symbol("-") {
      left = try binary(operatorName, left) { parser throws(CELIssue) in try parser.product() }
    }
    return left
  }

  private mutating func product() throws(CELIssue) -> CELExpression {
    var left = try unary()
    while token == .symbol("*") || token == .symbol("/") || token == .symbol("%") {
      left = try binary(operatorName, left) { parser throws(CELIssue) in try parser.unary() }
    }
    return left
  }

  private var operatorName: String {
    if case .symbol(let symbol) = token { "_\(symbol)_" } else { "" }
  }

  private mutating func binary(
    _ name: String,
    _ left: CELExpression,
    _ operand: (inout CELParser) throws(CELIssue) -> CELExpression
  ) throws(CELIssue) -> CELExpression {
    let place = offset
    try advance()
    let right = try operand(&self)
    return try walkable(.init(.call(name, target: nil, arguments: [left, right]), at: place))
  }

  private func walkable(_ expression: CELExpression) throws(CELIssue) -> CELExpression {
    guard expression.height <= Self.maximumHeight else {
      throw CELIssue(
        offset: expression.offset,
        message: "expression recursion limit exceeded: \(Self.maximumHeight)"
      )
    }
    return expression
  }

  private mutating func goDeeper() throws(CELIssue) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw CELIssue(
        offset: offset,
        message: "expression recursion limit exceeded: \(Self.maximumDepth)"
      )
    }
  }

  private mutating func unary() throws(CELIssue) -> CELExpression {
    let place = offset
    guard token == .symbol("!") || token == .symbol("-") else { return try member() }
    try goDeeper()
    defer { depth -= 1 }
    if try take("!") {
      return .init(.call("!_", target: nil, arguments: [try unary()]), at: place)
    }
    try expect("-")
    switch token {
    case .integer(let magnitude):
      // The smallest integer has no positive counterpart.
      guard let value = Int64(exactly: -Int128(magnitude)) else { throw invalidInteger(place) }
      try advance()
      return try suffixes(of: .init(.literal(.integer(value)), at: place))
    case .double(let value):
      try advance()
      return try suffixes(of: .init(.literal(.double(-value)), at: place))
    case .identifier, .unsigned, .string, .symbol, .end:
      return .init(.call("-_", target: nil, arguments: [try unary()]), at: place)
    }
  }

  private mutating func member() throws(CELIssue) -> CELExpression {
    try suffixes(of: try primary())
  }

  private mutating func suffixes(of base: CELExpression) throws(CELIssue) -> CELExpression {
    var base = base
    while true {
      let place = offset
      if try take(".") {
        base = try walkable(try selection(from: base, at: place))
      } else if try take("[") {
        let name = try take("?") ? "_[?_]" : "_[_]"
        let index = try expression()
        try expect("]")
        base = try walkable(.init(.call(name, target: nil, arguments: [base, index]), at: place))
      } else {
        return base
      }
    }
  }

  private mutating func selection(
    from base: CELExpression,
    at dot: Int
  ) throws(CELIssue) -> CELExpression {
    let isOptional = try take("?")
    guard case .identifier(let name) = token else { throw unexpected() }
    try advance()
    if isOptional { return .init(.optionalSelect(base, field: name), at: dot) }
    let place = offset
    guard try take("(") else { return .init(.select(base, field: name), at: dot) }
    let arguments = try list(until: ")")
    if case .identifier(let space) = base.shape,
      CELSignature.namespaced.contains("\(space).\(name)")
    {
      return .init(.call("\(space).\(name)", target: nil, arguments: arguments), at: place)
    }
    if let macro = CELExpression.Macro(rawValue: name),
      let shape = try comprehension(macro, over: base, arguments)
    {
      return .init(shape, at: place)
    }
    return .init(.call(name, target: base, arguments: arguments), at: place)
  }

  private func comprehension(
    _ macro: CELExpression.Macro,
    over range: CELExpression,
    _ arguments: [CELExpression]
  ) throws(CELIssue) -> CELExpression.Shape? {
    guard let form = macro.form(argumentCount: arguments.count), let body = arguments.last else {
      return nil
    }
    let names = arguments.prefix(form.variables).map { argument in
      if case .identifier(let name) = argument.shape { name } else { "" }
    }
    if let wrong = names.firstIndex(of: "") {
      throw CELIssue(offset: arguments[wrong].offset, message: "argument must be a simple name")
    }
    let parts = CELExpression.Comprehension(
      range: range,
      variable: names[0],
      second: form.variables == 2 ? names[1] : nil,
      filter: form.hasFilter ? arguments[form.variables] : nil,
      body: body
    )
    return .comprehension(macro, parts)
  }

  private mutating func primary() throws(CELIssue) -> CELExpression {
    let place = offset
    switch token {
    case .integer(let magnitude):
      guard let value = Int64(exactly: magnitude) else { throw invalidInteger(place) }
      return try literal(.integer(value), at: place)
    case .unsigned(let value): return try literal(.unsigned(value), at: place)
    case .double(let value): return try literal(.double(value), at: place)
    case .string(let value): return try literal(.string(value), at: place)
    case .identifier("true"): return try literal(.bool(true), at: place)
    case .identifier("false"): return try literal(.bool(false), at: place)
    case .identifier("null"): return try literal(.null, at: place)
    case .identifier(let name): return try identifierOrCall(name, at: place)
    case .symbol("("):
      try advance()
      let inner = try expression()
      try expect(")")
      return inner
    case .symbol("["):
      try advance()
      return .init(.list(try list(until: "]")), at: place)
    case .symbol("{"):
      try advance()
      return .init(.map(try entries()), at: place)
    case .symbol, .end: throw unexpected()
    }
  }

  private func invalidInteger(_ place: Int) -> CELIssue {
    CELIssue(offset: place, message: "invalid int literal")
  }

  private mutating func literal(
    _ value: CELValue,
    at place: Int
  ) throws(CELIssue) -> CELExpression {
    try advance()
    return .init(.literal(value), at: place)
  }

  private mutating func identifierOrCall(
    _ name: String,
    at place: Int
  ) throws(CELIssue) -> CELExpression {
    try advance()
    let parenthesis = offset
    guard try take("(") else { return .init(.identifier(name), at: place) }
    let arguments = try list(until: ")")
    guard name == "has", arguments.count == 1 else {
      return .init(.call(name, target: nil, arguments: arguments), at: parenthesis)
    }
    guard case .select(let operand, let field) = arguments[0].shape else {
      throw CELIssue(offset: arguments[0].offset, message: "invalid argument to has() macro")
    }
    return .init(.presence(operand, field: field), at: parenthesis)
  }

  private mutating func list(until end: String) throws(CELIssue) -> [CELExpression] {
    var elements: [CELExpression] = []
    while token != .symbol(end) {
      elements.append(try expression())
      guard try take(",") else { break }
    }
    try expect(end)
    return elements
  }

  private mutating func entries() throws(CELIssue) -> [(
    key: CELExpression, value: CELExpression
  )] {
    var entries: [(key: CELExpression, value: CELExpression)] = []
    while token != .symbol("}") {
      let key = try expression()
      try expect(":")
      entries.append((key, try expression()))
      guard try take(",") else { break }
    }
    try expect("}")
    return entries
  }

  private mutating func advance() throws(CELIssue) {
    (token, offset) = try lexer.next()
  }

  private mutating func take(_ symbol: String) throws(CELIssue) -> Bool {
    guard token == .symbol(symbol) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ symbol: String) throws(CELIssue) {
    guard try take(symbol) else { throw unexpected() }
  }

  private func unexpected() -> CELIssue {
    let found =
      switch token {
      case .identifier(let name): name
      case .integer(let value): String(value)
      case .unsigned(let value): "\(value)u"
      case .double(let value): GoText.plain(value)
      case .string(let value): GoText.quoted(value)
      case .symbol(let symbol): symbol
      case .end: "<EOF>"
      }
    return CELIssue(offset: offset, message: "Syntax error: unexpected '\(found)'")
  }
}

extension CELExpression.Macro {
  /// How many names come first and whether a filter follows; `nil` when this is no call of the macro.
  fileprivate func form(argumentCount: Int) -> (variables: Int, hasFilter: Bool)? {
    switch (self, argumentCount) {
    case (.all, 2), (.exists, 2), (.existsOne, 2), (.map, 2), (.filter, 2), (.optMap, 2),
      (.optFlatMap, 2):
      (1, false)
    case (.map, 3): (1, true)
    case (.all, 3), (.exists, 3), (.existsOne, 3), (.existsOnePair, 3), (.transformList, 3),
      (.transformMap, 3), (.transformMapEntry, 3):
      (2, false)
    case (.transformList, 4), (.transformMap, 4), (.transformMapEntry, 4): (2, true)
    case (_, _): nil
    }
  }
}
