package import APIMachinery
import JSON
package import YAML

/// The custom resource of the demo, as a user would write it.
package struct DemoManifest {
  package static let key = ObjectKey(namespace: "default", name: "fisica-api")

  let tag: String
  let forecastMode: String

  /// 1.0.0 and no say for the forecast.
  package init(tag: String, forecastMode: String = "Observe") {
    self.tag = tag
    self.forecastMode = forecastMode
  }

  package var text: String {
    """
    apiVersion: fisica-lab.com/v1alpha1
    kind: PhysicsAPI
    metadata:
      name: fisica-api
      namespace: default
    spec:
      workload:
        image: ghcr.io/myorg/fisica-api:\(tag)
      routing:
        router: GatewayAPI
        hosts: [api.fisica.com]
        gatewayAPI:
          parentRefs: [{name: public}]
      scaling:
        minReplicas: 3
        maxReplicas: 20
        forecast:
          mode: "\(forecastMode)"
          model: Auto
          capacityPerReplica: 100
      rollout:
        steps: [{weight: 10, hold: 10m}, {weight: 25, hold: 5m}, {weight: 50, hold: 5m}]
    """
  }

  package func object() throws(YAMLError) -> APIObject {
    APIObject(try YAML.parse(text).first ?? [:])
  }
}
