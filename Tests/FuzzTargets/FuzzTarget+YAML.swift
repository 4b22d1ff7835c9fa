import JSON
import YAML

extension FuzzTarget {
  /// Documents that were read come back from the text that we write of them.
  static let yaml = FuzzTarget("yaml") { input throws(BrokenLaw) in
    guard let documents = try? YAML.parse(input.text) else { return }
    let text = YAML.write(documents: documents)
    let again: [JSONValue]
    do throws(YAMLError) {
      again = try YAML.parse(text)
    } catch {
      throw BrokenLaw("its own text is refused: \(error)\n\(text)")
    }
    try require(
      again.map(\.jsonBytes) == documents.map(\.jsonBytes),
      "its own text is read otherwise:\n\(text)"
    )
  }
}
