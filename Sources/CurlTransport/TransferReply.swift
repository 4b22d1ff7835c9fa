import Transport

/// The task that waits for an answer, and whether it wants all of it or the beginning.
enum TransferReply: Sendable {
  typealias Waiting<Answer: Sendable> = CheckedContinuation<Result<Answer, TransferError>, Never>

  case whole(Waiting<HTTPResponse>)
  case streamed(Waiting<StreamedResponse>)

  func fail(_ error: TransferError) {
    switch self {
    case .whole(let waiting): waiting.resume(returning: .failure(error))
    case .streamed(let waiting): waiting.resume(returning: .failure(error))
    }
  }
}
