import APIMachinery
import ArgumentParser
import JSON
import Logging
import Operator
import PhysicsResources
import Planning

/// A live tree of one service.
struct GetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Shows a service: what serves, what is judged, and what is waited for."
  )

  enum Output: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The name of the PhysicsAPI; default: the only one, or a line for each.")
  var name: String?

  @OptionGroup var place: ServicePlace

  @Flag(name: [.short, .long], help: "Follow it until interrupted.")
  var watch = false

  @Option(name: [.customShort("o"), .long], help: "text or json.")
  var output = Output.text

  @Option(help: "auto, always or never; NO_COLOR and TERM=dumb count for auto.")
  var color = Terminal.Colour.auto

  func run() async throws {
    try await place.withConnection { connection in
      let reader = ServiceReader(client: connection.client)
      let names = try await names(reader, in: place.namespace(of: connection))
      guard names.count == 1, let key = names.first else {
        return try await list(names, reader)
      }
      // Says at once, and in a sentence, what would make a watch wait for ever.
      let report = try await reader.report(of: key, at: SystemClock().timestamp)
      guard watch else { return StandardOutput.line(text(of: report)) }
      try await follow(key, connection, from: report)
    }
  }

  private func names(_ reader: ServiceReader, in namespace: String) async throws -> [ObjectKey] {
    if let name { return [ObjectKey(namespace: namespace, name: name)] }
    let keys = try await reader.services(in: namespace).map(\.key)
    guard !keys.isEmpty else {
      throw CommandFailure("namespace \(namespace) has no physicsapi; name another one with -n")
    }
    guard keys.count == 1 || !watch else {
      throw CommandFailure(
        "namespace \(namespace) has \(keys.count) physicsapis; name the one to watch"
      )
    }
    return keys
  }

  private func list(_ keys: [ObjectKey], _ reader: ServiceReader) async throws {
    var reports: [ServiceReport] = []
    for key in keys {
      reports.append(try await reader.report(of: key, at: SystemClock().timestamp))
    }
    switch output {
    case .json:
      let documents = reports.map { ServiceDocument($0).json }
      StandardOutput.line(JSONValue.array(documents).prettyJSONText)
    case .text:
      let lines = reports.flatMap { ServiceTree($0).lines.prefix(1) }
      StandardOutput.line(Terminal(color).painter.paint(lines))
    }
  }

  private func text(of report: ServiceReport) -> String {
    switch output {
    case .json: ServiceDocument(report).json.prettyJSONText
    case .text: Terminal(color).painter.paint(ServiceTree(report).lines)
    }
  }

  /// Shows what is there at once, and then what becomes of it.
  private func follow(
    _ key: ObjectKey,
    _ connection: ClusterConnection,
    from report: ServiceReport
  ) async throws {
    let picture = LivePicture(output: output, terminal: Terminal(color))
    picture.show(report)
    let watch = ServiceWatch(
      key,
      client: connection.client,
      clock: SystemClock(),
      seed: UInt64.random(in: .min ... .max),
      logger: LoggingSetup.logger(.text, level: .error)
    )
    try await watch.run { report in
      guard let report else { throw CommandFailure("physicsapi \(key) is gone") }
      picture.show(report)
    }
  }
}
