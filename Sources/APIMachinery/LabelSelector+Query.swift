extension LabelSelector {
  /// The form of `?labelSelector=`: `app=a,tier in (x,y),!old`.
  package var query: String { requirements.map(\.query).joined(separator: ",") }
}

extension LabelSelector.Requirement {
  fileprivate var query: String {
    switch self {
    case .isOneOf(let key, let values) where values.count == 1: "\(key)=\(values[0])"
    case .isOneOf(let key, let values): "\(key) in (\(values.joined(separator: ",")))"
    case .isNoneOf(let key, let values) where values.count == 1: "\(key)!=\(values[0])"
    case .isNoneOf(let key, let values): "\(key) notin (\(values.joined(separator: ",")))"
    case .exists(let key): key
    case .doesNotExist(let key): "!\(key)"
    case .isAbove(let key, let bound): "\(key)>\(bound)"
    case .isBelow(let key, let bound): "\(key)<\(bound)"
    }
  }
}
