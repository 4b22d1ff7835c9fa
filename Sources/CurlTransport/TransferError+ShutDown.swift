import Transport

extension TransferError {
  /// Ends the transfers of a transport that is given up while they run.
  static let shutDown = TransferError.interrupted("the transport was shut down")
}
