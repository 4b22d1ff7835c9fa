import ChildProcess
import FoundationEssentials
import KubernetesClient
import Time

/// What is wrong with an operator that cannot be put on trial, in a sentence.
extension TrialStage {
  /// `nil` while all is well.
  var complaint: CommandFailure? {
    if let ending = process.ending { return complaint(about: ending) }
    guard isLate else { return nil }
    return CommandFailure(
      "the operator \(settings.command) has sent no request to \(server) within "
        + "\(settings.connectWithin.goDuration); check that it reads the kubeconfig that "
        + "{kubeconfig} in --operator and the variable KUBECONFIG name; \(lastWord)"
    )
  }

  private func complaint(
    about ending: Result<LoggedProgram.Ending, CommandError>
  ) -> CommandFailure {
    switch ending {
    case .success(let ending):
      let time =
        isConnected ? "by itself while nothing disturbed it" : "before it had sent a request"
      return CommandFailure(
        "the operator \(settings.command) ended \(time), with \(ending); \(lastWord)"
      )
    case .failure(.notFound): return notExecutable
    case .failure(.notStarted(let cause)):
      return CommandFailure(
        "the operator \(settings.command) cannot be started: \(cause); "
          + "check that --operator names a program for this machine"
      )
    case .failure(let error):
      return CommandFailure("the operator \(settings.command) was not heard of again: \(error)")
    }
  }

  private var notExecutable: CommandFailure {
    let program = settings.words.first ?? ""
    if program.contains("/"), FileManager.default.fileExists(atPath: program) {
      return CommandFailure(
        "the operator \(program) may not be executed; give --operator a program, or chmod +x it"
      )
    }
    let place = program.contains("/") ? "is not there" : "is in no folder of PATH"
    return CommandFailure("the operator \(program) \(place); check the path given with --operator")
  }

  private static let lastWordMax = 300

  /// What the process has said last, and where the rest is.
  var lastWord: String {
    let text = (try? Files.read(log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let line = text.split(whereSeparator: \.isNewline).last else {
      return "it has said nothing (its log is \(log))"
    }
    return "it has said last '\(line.prefix(Self.lastWordMax))' (its log is \(log))"
  }
}
