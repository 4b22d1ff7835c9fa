package import Time

/// The answer to a PromQL expression.
package enum PrometheusValue: Hashable, Sendable {
  /// One value at an instant.
  package struct Point: Hashable, Sendable {
    package let at: Timestamp
    package let value: Double

    package init(at: Timestamp, value: Double) {
      self.at = at
      self.value = value
    }
  }

  /// One series with its labels, sorted by name; an instant vector has one point per series.
  package struct Series: Hashable, Sendable {
    package let labels: [ExpositionSample.Label]
    package let points: [Point]

    package init(labels: [ExpositionSample.Label], points: [Point]) {
      self.labels = labels
      self.points = points
    }
  }

  case scalar(Point)
  case vector([Series])
  case matrix([Series])
}

extension PrometheusValue {
  /// The values at one instant, added up; a matrix gives its last points.
  ///
  /// `noData` without a series and `notANumber` for NaN or an infinity, neither of which may ever pass for zero.
  package func sum(of query: String) throws(PrometheusError) -> Double {
    let values = latestPoints.map(\.value)
    guard !values.isEmpty else { throw .noData(query: query) }
    let sum = values.reduce(0, +)
    guard sum.isFinite else { throw .notANumber(query: query) }
    return sum
  }

  private var latestPoints: [Point] {
    switch self {
    case .scalar(let point): [point]
    case .vector(let series), .matrix(let series): series.compactMap(\.points.last)
    }
  }
}
