import APIMachinery
import JSON

/// The lines of one change, encoded once for all watches that want the same.
///
/// Fifty watches of a kind would otherwise encode each of its writes fifty times; they share one array of bytes.
struct SharedLines {
  /// How a watch wants an object: nothing else about it shows in the bytes.
  struct Form: Hashable {
    let type: ResourceType
    let form: ResponseForm
    let withColumns: Bool
  }

  private struct Entry {
    let form: Form
    let line: WatchLine
  }

  private var entries: [Entry] = []

  mutating func line(
    of kind: WatchEventKind,
    in form: Form,
    object: () -> JSONValue
  ) -> WatchLine {
    if let entry = entries.first(where: { $0.line.kind == kind && $0.form == form }) {
      return entry.line
    }
    let line = WatchLine(kind, object())
    entries.append(Entry(form: form, line: line))
    return line
  }
}
