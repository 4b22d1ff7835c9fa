import JSON
import Time

/// The columns in which a resource is printed.
struct PrinterColumns: Sendable {
  let columns: [PrinterColumn]

  static let nameAndAge = PrinterColumns(columns: [.name, .age()])

  /// Those of a definition: the name, then its own, or its age when it names none.
  static func custom(_ definitions: [JSONValue]) -> PrinterColumns {
    let own = definitions.map(PrinterColumn.init(custom:))
    return PrinterColumns(columns: [.name] + (own.isEmpty ? [.age()] : own))
  }
}

extension PrinterColumn {
  static let name = PrinterColumn(
    name: "Name",
    format: "name",
    help:
      "Name must be unique within a namespace. Is required when creating resources, although some "
      + "resources may allow a client to request the generation of an appropriate name automatically."
  ) { object, _ in object["metadata"]?["name"] ?? "" }

  static let ageHelp =
    "CreationTimestamp is a timestamp representing the server time when this object was created."

  /// The time since creation.
  static func age() -> PrinterColumn {
    PrinterColumn(name: "Age", help: ageHelp) { object, now in
      let text = object["metadata"]?["creationTimestamp"]?.stringValue ?? ""
      return .string(HumanDuration.age(since: text, now: now))
    }
  }

  /// A column of `additionalPrinterColumns`.
  fileprivate init(custom definition: JSONValue) {
    let type = definition["type"]?.stringValue ?? "string"
    let path = JSONPath(definition["jsonPath"]?.stringValue ?? "")
    self.init(
      name: definition["name"]?.stringValue ?? "",
      type: type,
      format: definition["format"]?.stringValue ?? "",
      help: definition["description"]?.stringValue ?? "",
      priority: definition["priority"]?.intValue ?? 0
    ) { object, now in
      CustomCell.cell(path.values(in: object), type: type, now)
    }
  }
}
