/// What is being done with the revision besides stable.
package enum CanaryStage: String, WireEnum {
  /// Capacity and weight for its step are being brought up.
  case raising = "Raising"
  /// The router took the weight; the requests do not show it yet.
  case verifying = "Verifying"
  /// The weight is in force and the revision is judged.
  case holding = "Holding"
  /// The stable Service, at weight 0, is being pointed at it.
  case repointing = "Repointing"
  /// The weight moves back to the stable Service, which leads to it.
  case shifting = "Shifting"
  /// Its weight 0 is written but not acknowledged.
  case returning = "Returning"
  /// Whoever lost the traffic finishes its last requests.
  case draining = "Draining"
}
