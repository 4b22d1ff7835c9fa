/// What the traffic switch of a service says.
struct RouteReading: Hashable {
  /// The canary's share in percent that is written down; 0 while there is no switch yet.
  var written: Int
  /// The same when the router has acknowledged it, or the endpoints show it; `nil` while it is under way.
  var accepted: Int?
}
