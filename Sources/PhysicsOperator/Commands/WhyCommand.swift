import ArgumentParser
import Operator
import Planning

/// The one reason that a service is not advancing.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Names the one thing that keeps a service from advancing, its end and its cure."
  )

  @OptionGroup var service: ServiceReference

  func run() async throws {
    try await service.place.withConnection { connection in
      let reader = ServiceReader(client: connection.client)
      // The status says it all: a reader who may see nothing else gets the same answer.
      let object = try await reader.resource(service.key(in: connection))
      let report = ServiceReport(object, children: ObservedChildren(), at: SystemClock().timestamp)
      StandardOutput.line(Why(report).sentence)
    }
  }
}
