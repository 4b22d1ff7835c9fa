import Forecast

/// What the guide's predictor said each minute, trained once on what came before the judged part.
package struct GuideTrack: Hashable, Sendable {
  /// The place in the trace's minutes of the first prediction.
  package let start: Int
  /// Requests per second; `nil` where its lookback has holes, so that it changes nothing.
  package let predictions: [Double?]

  package init(_ trace: LoadTrace, start: Int, trainedBefore split: Int) {
    self.start = start
    var predictor = GuidePredictor()
    predictor.train(on: Array(trace.samples.prefix(split)))
    let lookback = predictor.parameters.lookback
    predictions = (start..<max(start, trace.samples.count)).map { minute in
      let window = trace.samples[max(0, minute - lookback)..<minute].compactMap { $0 }
      return window.count == lookback ? predictor.predict(window) : nil
    }
  }

  package subscript(minute: Int) -> Double? {
    predictions.indices.contains(minute - start) ? predictions[minute - start] : nil
  }
}
