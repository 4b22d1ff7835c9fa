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
  /// The value at one instant of an expression that has exactly one.
  func number(of query: String) throws(PrometheusError) -> Double {
    let number = try point(of: query).value
    guard number.isFinite else { throw .notANumber(query: query) }
    return number
  }

  private func point(of query: String) throws(PrometheusError) -> Point {
    switch self {
    case .scalar(let point): return point
    case .matrix: throw .notAValue(kind: "range of samples", query: query)
    case .vector(let series):
      guard series.count <= 1 else { throw .manySeries(count: series.count, query: query) }
      guard let point = series.first?.points.last else { throw .noData(query: query) }
      return point
    }
  }
}
