/// How many columns of a terminal text takes: not its characters, and not its bytes.
extension Character {
  var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    let isPicture =
      first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
    return isPicture || Self.wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// East Asian Wide and Fullwidth (UAX #11), in blocks.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// As much of the beginning as fits, without anything that says so.
  func prefix(columns: Int) -> String {
    var left = columns
    return String(
      prefix { character in
        left -= character.displayWidth
        return left >= 0
      }
    )
  }

  /// The text itself, or its beginning and `…`.
  func cut(to columns: Int) -> String {
    guard displayWidth > columns else { return String(self) }
    return columns > 0 ? prefix(columns: columns - 1) + "…" : ""
  }

  /// The text itself, or its beginning, `…` and its end.
  func shortened(to columns: Int) -> String {
    guard displayWidth > columns else { return String(self) }
    guard columns > 2 else { return cut(to: columns) }
    let tail = (columns - 1) / 2
    let end = String(reversed()).prefix(columns: tail).reversed()
    return prefix(columns: columns - 1 - tail) + "…" + String(end)
  }

  func padded(to columns: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, columns - displayWidth))
  }
}
