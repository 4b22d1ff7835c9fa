import JSON
import Time

/// One column of a table: its heading and how its cell is read from an object.
struct PrinterColumn: Sendable {
  let name: String
  var type = "string"
  var format = ""
  var help = ""
  /// 0 is always shown; others only with `-o wide`.
  var priority = 0
  let cell: @Sendable (_ object: JSONValue, _ now: Timestamp) -> JSONValue

  var definition: JSONValue {
    [
      "name": .string(name), "type": .string(type), "format": .string(format),
      "description": .string(help), "priority": .integer(Int64(priority)),
    ]
  }
}
