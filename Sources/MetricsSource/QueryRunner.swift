package import Time

/// Asks a user's queries, all at once, so that a Prometheus that hangs costs one time limit however many there are.
package struct QueryRunner: Sendable {
  package struct Query: Hashable, Sendable {
    package let name: String
    package let promQL: String

    package init(name: String, promQL: String) {
      self.name = name
      self.promQL = promQL
    }
  }

  /// One number, or why there is none.
  package struct Reading: Hashable, Sendable {
    package let name: String
    package let value: Result<Double, PrometheusError>
  }

  private let client: PrometheusClient

  package init(client: PrometheusClient) {
    self.client = client
  }

  /// One reading per query, in their order.
  package func run(
    _ queries: [Query],
    with variables: QueryVariables,
    at now: Timestamp
  ) async -> [Reading] {
    await withTaskGroup(of: (index: Int, reading: Reading).self) { group in
      for (index, query) in queries.enumerated() {
        group.addTask { (index, await run(query, with: variables, at: now)) }
      }
      var readings: [(index: Int, reading: Reading)] = []
      for await reading in group { readings.append(reading) }
      return readings.sorted { $0.index < $1.index }.map(\.reading)
    }
  }

  private func run(
    _ query: Query,
    with variables: QueryVariables,
    at now: Timestamp
  ) async -> Reading {
    do throws(PrometheusError) {
      let promQL = try variables.filled(into: query.promQL)
      return Reading(
        name: query.name,
        value: .success(try await client.query(promQL, at: now).number())
      )
    } catch {
      return Reading(name: query.name, value: .failure(error))
    }
  }
}
