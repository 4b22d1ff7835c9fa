import APIMachinery
import KubernetesClient

/// What a reflector tells the keeper of the copy.
enum ReflectorDelivery {
  /// The whole collection was read.
  case replaced([APIObject], resourceVersion: String)
  /// One object changed; never a bookmark or an error.
  case changed(WatchEvent)
  /// The copy is good up to a newer version.
  case advanced(resourceVersion: String)
  /// The server let us watch.
  case watching
  case failed(APIError)
}
