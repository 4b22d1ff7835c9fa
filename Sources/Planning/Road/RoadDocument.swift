package import JSON
import Time

/// A road as a document for scripts; the field names are an interface and stay.
package struct RoadDocument {
  private let road: RoadAhead

  package init(_ road: RoadAhead) {
    self.road = road
  }

  package var json: JSONValue {
    [
      "from": road.from.map(JSONValue.string) ?? .null,
      "to": road.isImagined ? .null : .string(road.to),
      "imagined": .bool(road.isImagined), "leastSeconds": seconds(road.least),
      "mostSeconds": road.most.map(seconds) ?? .null,
      "peakPods": .integer(Int64(road.peakPods)),
      "maxReplicas": .integer(Int64(road.maxReplicas)),
      "requestsPerSecond": road.load.map(JSONValue.number) ?? .null,
      "stops": .array(road.stops.map(stop)),
    ]
  }

  private func stop(_ stop: RoadStop) -> JSONValue {
    [
      "title": .string(stop.title), "weight": .integer(Int64(stop.weight)),
      "reachableWeight": .integer(Int64(stop.reachable)), "leastSeconds": seconds(stop.least),
      "mostSeconds": stop.most.map(seconds) ?? .null, "pods": .integer(Int64(stop.pods)),
      "writes": .array(stop.writes.map(JSONValue.string)),
      "checks": .array(stop.checks.map(check)),
    ]
  }

  private func check(_ check: CheckBudget) -> JSONValue {
    [
      "name": .string(check.name),
      "requests": check.requests.map { .integer(Int64($0)) } ?? .null,
      "seconds": check.time.map(seconds) ?? .null, "meaning": .string(check.meaning),
    ]
  }

  private func seconds(_ length: Duration) -> JSONValue { .integer(length.components.seconds) }
}
