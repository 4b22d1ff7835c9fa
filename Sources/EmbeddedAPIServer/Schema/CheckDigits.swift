/// The formats of schemas that carry a check digit.
enum CheckDigits {
  @Sendable static func isISBN10(_ text: String) -> Bool {
    let characters = Array(text.filter { $0 != "-" && $0 != " " })
    guard characters.count == 10, let digits = digits(characters.dropLast()) else { return false }
    let last = characters[9] == "X" ? 10 : digit(characters[9])
    guard let last else { return false }
    let sum = (digits + [last]).enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    return sum % 11 == 0
  }

  @Sendable static func isISBN13(_ text: String) -> Bool {
    let characters = Array(text.filter { $0 != "-" && $0 != " " })
    guard characters.count == 13, let digits = digits(characters[...]) else { return false }
    let sum = digits.enumerated().reduce(0) { $0 + ($1.offset % 2 == 0 ? 1 : 3) * $1.element }
    return sum % 10 == 0
  }

  @Sendable static func isCreditCard(_ text: String) -> Bool {
    let characters = Array(text.filter { $0 != "-" && $0 != " " })
    guard (13...19).contains(characters.count), let digits = digits(characters[...]) else {
      return false
    }
    let sum = digits.reversed().enumerated().reduce(0) { total, entry in
      let doubled = entry.element * 2
      return total + (entry.offset % 2 == 0 ? entry.element : doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }

  private static func digits(_ characters: ArraySlice<Character>) -> [Int]? {
    let digits = characters.compactMap(digit)
    return digits.count == characters.count ? digits : nil
  }

  private static func digit(_ character: Character) -> Int? {
    character.isASCII ? character.wholeNumberValue : nil
  }
}
