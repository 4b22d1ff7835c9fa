import JSON
import Time

/// A `Table` of meta.k8s.io/v1: what `kubectl get` prints.
struct Table {
  private let columns: PrinterColumns
  private let includeObject: ResponseForm.TableObject
  private let now: Timestamp

  init(
    _ columns: PrinterColumns,
    including includeObject: ResponseForm.TableObject,
    at now: Timestamp
  ) {
    self.columns = columns
    self.includeObject = includeObject
    self.now = now
  }

  func json(_ objects: [JSONValue], metadata: JSONValue, withColumns: Bool = true) -> JSONValue {
    let rows = objects.map(row)
    let definitions = columns.columns.map(\.definition)
    return [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
      "columnDefinitions": .array(withColumns ? definitions : []), "rows": .array(rows),
    ]
  }

  private func row(_ object: JSONValue) -> JSONValue {
    var row: JSONValue = ["cells": .array(columns.columns.map { $0.cell(object, now) })]
    if object["kind"] == "Pod", let conditions = PodColumns.conditions(of: object) {
      row["conditions"] = conditions
    }
    switch includeObject {
    case .none: break
    case .metadata: row["object"] = PartialMetadata.json(of: object)
    case .object: row["object"] = object
    }
    return row
  }
}
