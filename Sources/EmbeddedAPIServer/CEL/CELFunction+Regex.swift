import RegularExpressions

extension CELFunction {
  /// `find` and `findAll`: the leftmost matches, one after another.
  static func finding(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard name == "find" || name == "findAll", operands.count >= 2,
      case .string(let text) = operands[0], case .string(let pattern) = operands[1]
    else { return nil }
    let expression: RegularExpression
    do throws(RegexSyntaxError) {
      expression = try RegularExpression(pattern)
    } catch {
      throw .invalid("Illegal regex: \(error)")
    }
    var limit = Int.max
    if operands.count > 2, case .integer(let count) = operands[2], count >= 0 { limit = Int(count) }
    if name == "find" { return .string(expression.found(in: text, limit: 1).first ?? "") }
    return .list(expression.found(in: text, limit: limit).map(CELValue.string))
  }
}
