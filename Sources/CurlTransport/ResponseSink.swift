import Transport

/// Where an answer goes as it arrives; told once of its end, and nothing after that.
protocol ResponseSink {
  /// Throws when the head announces more than is wanted, which ends the transfer.
  mutating func take(_ head: HTTPResponseHead) throws(TransferError)
  /// Throws when the piece is one too many, which ends the transfer.
  mutating func take(_ piece: [UInt8]) throws(TransferError)
  mutating func end(_ error: TransferError?)
}
