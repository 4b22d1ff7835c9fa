import APIMachinery
import Time

/// What an informer's metrics show.
extension Informer {
  var reflectorStatistics: RuntimeStatistics.Reflector {
    let (health, now) = (health, now)
    return RuntimeStatistics.Reflector(
      resource: type.qualifiedName,
      counters: statistics,
      objects: store.count,
      hasSynced: health.hasSynced,
      lag: health.lastContact.map { max(.zero, now - $0) },
      watchAge: health.watchingSince.map { max(.zero, now - $0) }
    )
  }
}
