import Operator
import ServiceLifecycle

/// Runs the operator until it has ended its work by itself, which it is asked to do when the process is asked to stop.
struct DrainingService: Service {
  let theOperator: ServiceOperator

  func run() async throws {
    await withGracefulShutdownHandler {
      await theOperator.run()
    } onGracefulShutdown: {
      theOperator.shutDown()
    }
  }
}
