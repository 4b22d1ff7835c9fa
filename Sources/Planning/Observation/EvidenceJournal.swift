package import JSON

/// Counters as whoever keeps them wants to find them again after a restart; nobody else looks inside.
package struct EvidenceJournal: Hashable, Sendable {
  package let json: JSONValue

  package init(json: JSONValue) {
    self.json = json
  }
}
