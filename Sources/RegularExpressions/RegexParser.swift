/// Reads RE2 syntax: everything that does not need captures, back references or look-around (RE2 has none of those two).
struct RegexParser {
  /// RE2 refuses larger counts.
  private static let maximumRepeat = 1_000
  /// Nor does it take deeper groups.
  private static let maximumDepth = 1_000

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var ignoresCase = false
  private var dotMatchesNewline = false
  private var isMultiline = false

  init(_ source: String) {
    scalars = Array(source.unicodeScalars)
  }

  mutating func parse() throws(RegexSyntaxError) -> RegexNode {
    let node = try choice()
    guard position == scalars.count else { throw error("unexpected )", excerpt(0)) }
    return node
  }

  private mutating func choice() throws(RegexSyntaxError) -> RegexNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(RegexSyntaxError) -> RegexNode {
    var nodes: [RegexNode] = []
    while let next = peek, next != "|", next != ")" {
      nodes.append(try repeated())
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repeated() throws(RegexSyntaxError) -> RegexNode {
    if let next = peek, "*+?".unicodeScalars.contains(next) {
      throw error("missing argument to repetition operator", String(next))
    }
    var node = try atom()
    let start = position
    var isRepeated = false
    while let (minimum, maximum) = try quantifier() {
      guard !isRepeated else {
        throw error("invalid nested repetition operator", excerpt(start, to: position))
      }
      isRepeated = true
      _ = take("?")
      node = .repetition(node, minimum: minimum, maximum: maximum)
      guard node.repeats(atMost: Self.maximumRepeat) else {
        throw error("invalid repeat count", excerpt(start, to: position))
      }
    }
    return node
  }

  private mutating func quantifier() throws(RegexSyntaxError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    return try count()
  }

  /// `{2}`, `{2,}`, `{2,5}`; anything else in braces is text.
  private mutating func count() throws(RegexSyntaxError) -> (Int, Int?)? {
    let start = position
    guard take("{"), let minimum = number() else {
      position = start
      return nil
    }
    var maximum: Int? = minimum
    if take(",") { maximum = number() }
    guard take("}") else {
      position = start
      return nil
    }
    guard max(minimum, maximum ?? 0) <= Self.maximumRepeat, maximum.map({ $0 >= minimum }) ?? true
    else { throw error("invalid repeat count", excerpt(start, to: position)) }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    let digits = scalars[position...].prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty, digits.count <= 6 else { return nil }
    position += digits.count
    return Int(text(digits))
  }

  private mutating func atom() throws(RegexSyntaxError) -> RegexNode {
    guard let next = peek else { return .nothing }
    position += 1
    switch next {
    case "(": return try group()
    case "[": return .character(folded(try bracketClass()))
    case ".": return .character(dotMatchesNewline ? .anything : .anythingButNewline)
    case "^": return .place(isMultiline ? .lineStart : .textStart)
    case "$": return .place(isMultiline ? .lineEnd : .textEnd)
    case "\\": return try escape()
    default: return .character(folded(ScalarSet(next)))
    }
  }

  private mutating func group() throws(RegexSyntaxError) -> RegexNode {
    let start = position - 1
    let flags = (ignoresCase, dotMatchesNewline, isMultiline)
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw error("expression nests too deeply", excerpt(0))
    }
    if take("?"), try groupFlags(from: start) { return .nothing }
    let node = try choice()
    guard take(")") else { throw error("missing closing )", excerpt(0)) }
    (ignoresCase, dotMatchesNewline, isMultiline) = flags
    return node
  }

  /// Reads what follows `(?`; true when the group ends at once, as in `(?i)`, so that its flags hold for the rest.
  private mutating func groupFlags(from start: Int) throws(RegexSyntaxError) -> Bool {
    if take("P") || peek == "<" { return try groupName(from: start) }
    var isOn = true
    while let flag = peek {
      position += 1
      switch flag {
      case "i": ignoresCase = isOn
      case "s": dotMatchesNewline = isOn
      case "m": isMultiline = isOn
      case "U": break
      case "-" where isOn: isOn = false
      case ":": return false
      case ")": return true
      default:
        throw error("invalid or unsupported Perl syntax", excerpt(start, to: position))
      }
    }
    throw error("missing closing )", excerpt(0))
  }

  private mutating func groupName(from start: Int) throws(RegexSyntaxError) -> Bool {
    guard take("<"), let end = scalars[position...].firstIndex(of: ">"), end > position else {
      throw error("invalid named capture", excerpt(start))
    }
    position = end + 1
    return false
  }

  private mutating func escape() throws(RegexSyntaxError) -> RegexNode {
    switch peek {
    case "A": return place(.textStart)
    case "z": return place(.textEnd)
    case "b": return place(.wordBoundary)
    case "B": return place(.noWordBoundary)
    default: return .character(folded(try escapedSet()))
    }
  }

  private mutating func place(_ place: RegexNode.Place) -> RegexNode {
    position += 1
    return .place(place)
  }

  /// The class or character after a backslash.
  private mutating func escapedSet() throws(RegexSyntaxError) -> ScalarSet {
    guard let next = peek else {
      throw error("trailing backslash at end of expression", "")
    }
    position += 1
    if let set = Self.perlClass(next) { return set }
    switch next {
    case "n": return ScalarSet("\n")
    case "t": return ScalarSet("\t")
    case "r": return ScalarSet("\r")
    case "f": return ScalarSet("\u{c}")
    case "v": return ScalarSet("\u{b}")
    case "a": return ScalarSet("\u{7}")
    case "x": return ScalarSet(try hexadecimal())
    default:
      guard next.isASCII, !next.properties.isAlphabetic, !("0"..."9").contains(next) else {
        throw error("invalid escape sequence", "\\\(next)")
      }
      return ScalarSet(next)
    }
  }

  private static func perlClass(_ letter: Unicode.Scalar) -> ScalarSet? {
    var set: ScalarSet
    switch letter {
    case "d", "D": set = .digits
    case "w", "W": set = .wordCharacters
    case "s", "S": set = .spaces
    default: return nil
    }
    set.isNegated = ("A"..."Z").contains(letter)
    return set
  }

  private mutating func hexadecimal() throws(RegexSyntaxError) -> Unicode.Scalar {
    let start = position - 2
    let isBraced = take("{")
    let digits = scalars[position...].prefix { isBraced ? $0 != "}" : true }
    let used = isBraced ? digits : digits.prefix(2)
    position += used.count
    guard !isBraced || take("}"), let code = UInt32(text(used), radix: 16),
      let scalar = Unicode.Scalar(code)
    else { throw error("invalid escape sequence", excerpt(start, to: position)) }
    return scalar
  }

  private mutating func bracketClass() throws(RegexSyntaxError) -> ScalarSet {
    let start = position - 1
    var set = ScalarSet([])
    set.isNegated = take("^")
    var isFirst = true
    while let next = peek, next != "]" || isFirst {
      isFirst = false
      if let named = try namedClass() {
        set.formUnion(named)
      } else {
        set.formUnion(try classRange(from: start))
      }
    }
    guard take("]") else { throw error("missing closing ]", excerpt(start)) }
    return set
  }

  private mutating func classRange(from start: Int) throws(RegexSyntaxError) -> ScalarSet {
    let rangeStart = position
    let low = try classAtom(from: start)
    guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]",
      let lower = low.ranges.first?.lowerBound, !low.isNegated, low.ranges.count == 1
    else { return low }
    position += 1
    guard let upper = try classAtom(from: start).ranges.first?.upperBound, lower <= upper else {
      throw error("invalid character class range", excerpt(rangeStart, to: position))
    }
    return ScalarSet([lower...upper])
  }

  private mutating func classAtom(from start: Int) throws(RegexSyntaxError) -> ScalarSet {
    guard let next = peek else { throw error("missing closing ]", excerpt(start)) }
    position += 1
    return next == "\\" ? try escapedSet() : ScalarSet(next)
  }

  /// `[:alpha:]` and its kin inside brackets.
  private mutating func namedClass() throws(RegexSyntaxError) -> ScalarSet? {
    guard scalars[position...].starts(with: "[:".unicodeScalars),
      let end = scalars[(position + 2)...].firstIndex(of: ":"), end + 1 < scalars.count,
      scalars[end + 1] == "]"
    else { return nil }
    let name = text(scalars[(position + 2)..<end])
    guard let set = Self.namedClasses[name] else {
      throw error("invalid character class range", excerpt(position, to: end + 2))
    }
    position = end + 2
    return set
  }

  private static let namedClasses: [String: ScalarSet] = [
    "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A]), "digit": .digits,
    "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]), "word": .wordCharacters,
    "lower": ScalarSet([0x61...0x7A]), "upper": ScalarSet([0x41...0x5A]),
    "space": ScalarSet([0x09...0x0D, 0x20...0x20]),
    "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
    "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
  ]

  private func folded(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.foldingCase : set }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private func text(_ slice: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: slice)
    return String(view)
  }

  private func excerpt(_ start: Int, to end: Int? = nil) -> String {
    text(scalars[start..<(end ?? scalars.count)])
  }

  private func error(_ problem: String, _ excerpt: String) -> RegexSyntaxError {
    RegexSyntaxError(problem: problem, excerpt: excerpt)
  }
}
