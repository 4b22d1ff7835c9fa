import Testing
import Transport

@Suite("TransferError")
struct TransferErrorTests {
  @Test(
    "each error is one sentence with its cure where there is one",
    arguments: [
      (.unresolvedHost("a"), "the host name a does not resolve; check the server address"),
      (
        .unreachable("http://a: Connection refused"),
        "no connection: http://a: Connection refused; "
          + "check that the server is up and the address and port are right"
      ),
      (.tls("https://a: expired; renew it"), "TLS failed: https://a: expired; renew it"),
      (.timedOut("no byte for 5 s"), "timed out: no byte for 5 s"),
      (.interrupted("reset"), "the connection broke: reset"),
      (
        .bodyTooLarge(limit: 7),
        "the response is larger than the limit of 7 bytes; ask for less, such as one namespace"
      ),
      (.overflow(limit: 7), "more than 7 bytes waited unread; the stream was dropped"),
      (
        .malformed("no head"),
        "the answer is not HTTP: no head; check the server address and its port"
      ),
      (.invalidRequest("no port"), "the request cannot be sent: no port"),
      (.cancelled, "the request was cancelled"),
      (.withdrawn, "the permit to send the request ended before it was sent"),
    ] as [(TransferError, String)]
  )
  func sentences(error: TransferError, sentence: String) {
    #expect("\(error)" == sentence)
  }
}
