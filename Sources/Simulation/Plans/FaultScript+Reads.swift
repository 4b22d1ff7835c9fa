package import EmbeddedAPIServer

extension FaultScript {
  /// Whether a fault strikes what a process reads, rather than only its death.
  package var isAboutReads: Bool {
    rules.contains { rule in
      switch rule.fault {
      case .crash: false
      case .watch, .serveLate: true
      case .answer, .resetBeforeAnswering, .resetAfterCommitting, .cutAnswer, .hang, .delay:
        !rule.scope.noun.isWrite
      }
    }
  }

  /// How long after it has begun, or after its last request, it may still make itself felt.
  package var aftermath: Duration {
    rules.map { max($0.until ?? .zero, $0.fault.length) }.max() ?? .zero
  }
}

extension FaultScope.Noun {
  fileprivate var isWrite: Bool {
    switch self {
    case .write, .create, .update, .patch, .delete: true
    case .request, .read, .get, .list, .watch: false
    }
  }
}

extension Fault {
  fileprivate var length: Duration {
    switch self {
    case .hang(let length), .delay(let length), .watch(.delay(let length)): length
    case .answer(_, let retryAfter): retryAfter ?? .zero
    case .resetBeforeAnswering, .resetAfterCommitting, .cutAnswer, .serveLate, .crash, .watch: .zero
    }
  }
}
