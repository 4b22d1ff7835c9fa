import Metering
import MetricsSource
import Time

extension FuzzTarget {
  /// An exposition says the same however it is cut, and what was read of it comes back from the text that we write.
  ///
  /// The first byte decides where it is cut.
  static let metricsText = FuzzTarget("metrics-text") { input throws(BrokenLaw) in
    let body = FuzzInput(Array(input.bytes.dropFirst()))
    let whole = ExpositionReading(of: [body.bytes])
    let cut = ExpositionReading(of: body.pieces(seed: input.bytes.first ?? 0))
    try require(whole.shown == cut.shown, "whole: \(whole.text)\ncut: \(cut.text)")
    guard let exposition = whole.exposition else { return }
    try comesBack(exposition.samples, help: body.text)
    countsAreFinite(exposition)
  }

  private static func comesBack(
    _ samples: [ExpositionSample],
    help: String
  ) throws(BrokenLaw) {
    let families = samples.map { sample in
      MetricDefinition(sample.name, .gauge, labels: sample.labels.map(\.name), help)
        .family([MetricSample(sample.labels.map(\.value), sample.value)])
    }
    let text = MetricsText(families).text
    let again = ExpositionReading(of: [Array(text.utf8)])
    try require(
      again.exposition.map { ExpositionReading.shown($0.samples) }
        == ExpositionReading.shown(samples),
      "its own text is read otherwise (\(again.text)):\n\(text)"
    )
  }

  /// Whatever a pod says of itself, reading it must not stop us.
  private static func countsAreFinite(_ exposition: Exposition) {
    guard let excluded = try? ExcludedPaths(["^/health"]) else { return }
    _ = try? PodScrape(
      exposition,
      at: Timestamp(epochSeconds: 0),
      names: MetricNames(),
      excluding: excluded
    )
  }
}

/// What a reader of an exposition gets.
private struct ExpositionReading {
  private static let wanted = MetricNames().all + ["up", "a"]

  var exposition: Exposition?
  /// The exposition or the error, in a form that tells `é` from `e` with an accent and finds NaN equal to itself.
  var shown: [UInt8] = []

  init(of pieces: [[UInt8]]) {
    let limits = ExpositionLimits(lineBytes: 1_024, samples: 64, labels: 8)
    var parser = ExpositionParser(wanted: Self.wanted, limits: limits)
    do {
      for piece in pieces { try parser.feed(piece) }
      let exposition = try parser.finish()
      self.exposition = exposition
      shown = Self.shown(exposition.samples) + Array("\(exposition.declared.sorted())".utf8)
    } catch {
      shown = Array("\(error)".utf8)
    }
  }

  var text: String { String(decoding: shown, as: UTF8.self) }

  static func shown(_ samples: [ExpositionSample]) -> [UInt8] {
    Array("\(samples)".utf8)
  }
}
