import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing

@Suite("A service that gets another type")
struct ServiceTypeTests {
  private static let key = ObjectKey(namespace: "default", name: "web")

  private static func balanced() throws -> (ObjectAccess, APIObject) {
    let objects = TestServer().server.objects
    var service = APIObject(.services, key)
    service.json["spec"] = [
      "type": "LoadBalancer", "loadBalancerClass": "example.com/b", "ports": [["port": 80]],
    ]
    return (objects, try objects.create(.services, service))
  }

  @Test("what only its former type has a use for goes with it")
  func drops() throws {
    var (objects, service) = try Self.balanced()
    #expect(service.spec["ports"]?[0]?["nodePort"]?.intValue == 30_000)
    service.json["spec"]?["type"] = "ClusterIP"
    let spec = try objects.update(.services, service).spec
    #expect(spec["ports"]?[0]?["nodePort"] == nil)
    for field in ["allocateLoadBalancerNodePorts", "loadBalancerClass", "externalTrafficPolicy"] {
      #expect(spec[field] == nil, "\(field)")
    }
    #expect(spec["clusterIP"] == service.spec["clusterIP"])
  }

  @Test("a node port keeps what it needs")
  func keeps() throws {
    var (objects, service) = try Self.balanced()
    service.json["spec"]?["type"] = "NodePort"
    let spec = try objects.update(.services, service).spec
    #expect(spec["ports"]?[0]?["nodePort"]?.intValue == 30_000)
    #expect(spec["externalTrafficPolicy"] == "Cluster")
    #expect(spec["allocateLoadBalancerNodePorts"] == nil)
  }

  @Test("a node port that is asked for in the same breath is refused")
  func refuses() throws {
    var (objects, service) = try Self.balanced()
    service.json["spec"]?["type"] = "ClusterIP"
    service.json["spec"]?["ports"] = [["port": 80, "nodePort": 30_007]]
    let error = #expect(throws: APIStatus.self) { try objects.update(.services, service) }
    #expect(error?.message.contains("spec.ports[0].nodePort") == true)
  }
}
