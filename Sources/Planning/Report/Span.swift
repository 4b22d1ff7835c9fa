/// A piece of a line in one style.
package struct Span: Hashable, Sendable {
  package let text: String
  package let style: TextStyle
  /// Whether it is shortened in its middle before anything is cut off at the end: names, whose last characters tell them apart.
  package let shrinks: Bool

  package init(_ text: String, _ style: TextStyle = .plain, shrinks: Bool = false) {
    self.text = Self.printable(text)
    self.style = style
    self.shrinks = shrinks
  }

  package static func name(_ text: String, _ style: TextStyle = .plain) -> Span {
    Span(text, style, shrinks: true)
  }

  var width: Int { text.displayWidth }

  /// Text from a cluster may hold anything; an escape sequence in a message must not reach a terminal.
  private static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        result.append(scalar == "\u{1B}" ? "\u{FFFD}" : " ")
      case .format where scalar != "\u{200D}": break
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
