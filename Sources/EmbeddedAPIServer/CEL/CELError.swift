/// Why an expression could not be evaluated, in the words of the server's interpreter.
enum CELError: Error, Hashable, Sendable {
  case noSuchKey(String)
  case noSuchOverload(String)
  case indexOutOfBounds(Int64)
  case divisionByZero
  case modulusByZero
  case integerOverflow
  case invalid(String)
  case costLimitExceeded

  var message: String {
    switch self {
    case .noSuchKey(let key): "no such key: \(key)"
    case .noSuchOverload(let function): "no such overload: \(function)"
    case .indexOutOfBounds(let index): "index out of bounds: \(index)"
    case .divisionByZero: "division by zero"
    case .modulusByZero: "modulus by zero"
    case .integerOverflow: "integer overflow"
    case .invalid(let problem): problem
    case .costLimitExceeded: "operation cancelled: actual cost limit exceeded"
    }
  }
}
