import APIMachinery
import EmbeddedAPIServer
import JSON

extension OperatorWorld {
  func anyNode(using generator: inout SeededGenerator) -> String {
    let nodes = cluster.nodeNames
    return nodes[Int(generator.unit() * Double(nodes.count))]
  }

  /// Whether the nodes take another pod; those that run stay.
  func cordon(_ isFull: Bool) throws(APIStatus) {
    let users = cluster.server.objects.acting(as: "kubectl")
    for name in cluster.nodeNames {
      guard var node = users.get(.nodes, ObjectKey(namespace: "", name: name)) else { continue }
      node.json["spec"]?["unschedulable"] = .bool(isFull)
      try users.update(.nodes, node)
    }
  }
}
