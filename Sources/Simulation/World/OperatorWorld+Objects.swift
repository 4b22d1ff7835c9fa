import JSON
package import APIMachinery
import EmbeddedAPIServer
package import PhysicsResources

extension OperatorWorld {
  /// Installs the custom resource definition, as `kubectl apply -f manifests/crd` does.
  package func installDefinition() throws(APIStatus) {
    try cluster.server.objects.create(
      .customResourceDefinitions,
      APIObject(CustomResourceDefinition.physicsAPI)
    )
  }

  package func status(of key: ObjectKey) -> PhysicsAPIStatus {
    let object = cluster.server.objects.get(.physicsAPIs, key)
    return PhysicsAPIStatus(json: object?.status ?? [:])
  }
}
