import Glibc

/// How far a long run is, on a line of its own that is written over; nothing where nobody watches.
struct ProgressLine {
  private let what: String
  private let isShown: Bool
  private var shown = -1

  init(_ what: String) {
    self.what = what
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Takes a share from 0 to 1; writes when the percent changed.
  mutating func show(_ share: Double) {
    let percent = Int(max(0, min(1, share)) * 100)
    guard isShown, percent != shown else { return }
    shown = percent
    StandardError.raw("\r\(what): \(percent) %")
  }

  /// Leaves the line empty.
  func clear() {
    if isShown { StandardError.raw("\r\u{1B}[K") }
  }
}
