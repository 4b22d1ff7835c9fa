import EmbeddedAPIServer
import Testing

@Suite("Policy rules")
struct PolicyRuleTests {
  @Test(
    "a resource rule allows what its groups, resources, names and verbs say, stars for anything",
    arguments: [
      (["apps"], ["deployments"], [], ["get"], "get apps deployments", true),
      (["apps"], ["deployments"], [], ["get"], "list apps deployments", false),
      (["apps"], ["deployments"], [], ["*"], "deletecollection apps deployments", true),
      ([""], ["deployments"], [], ["get"], "get apps deployments", false),
      (["*"], ["deployments"], [], ["get"], "get apps deployments", true),
      (["apps"], ["deployments"], [], ["get"], "get apps deployments/scale", false),
      (["apps"], ["deployments/scale"], [], ["get"], "get apps deployments/scale", true),
      (["apps"], ["deployments/scale"], [], ["get"], "get apps deployments", false),
      (["apps"], ["*"], [], ["get"], "get apps deployments/scale", true),
      (["apps"], ["*/scale"], [], ["get"], "get apps deployments/scale", true),
      (["apps"], ["*/scale"], [], ["get"], "get apps deployments/status", false),
      (["apps"], ["*/scale"], [], ["get"], "get apps deployments", false),
      (["apps"], ["deployments/*"], [], ["get"], "get apps deployments/scale", false),
      (["apps"], ["deployments"], ["a"], ["get"], "get apps deployments a", true),
      (["apps"], ["deployments"], ["a"], ["get"], "get apps deployments b", false),
      (["apps"], ["deployments"], ["a"], ["list"], "list apps deployments", false),
      (["apps"], ["deployments"], ["a"], ["list"], "list apps deployments a", true),
      (["apps"], ["deployments"], ["a"], ["create"], "create apps deployments", false),
      ([""], ["pods/log"], [], ["get"], "get  pods/log", true),
      ([], ["pods"], [], ["get"], "get  pods", false),
      ([""], [], [], ["get"], "get  pods", false),
      ([""], ["pods"], [], [], "get  pods", false),
    ] as [([String], [String], [String], [String], String, Bool)]
  )
  func resources(
    groups: [String],
    resources: [String],
    names: [String],
    verbs: [String],
    request: String,
    isAllowed: Bool
  ) {
    let rule = PolicyRule(
      apiGroups: groups,
      resources: resources,
      resourceNames: names,
      verbs: verbs
    )
    #expect(rule.allows(AccessRequest(text: request)) == isAllowed)
  }

  @Test(
    "a URL rule allows its path, or with a trailing star what begins with it",
    arguments: [
      ("/version", "/version", true), ("/version", "/version/", false),
      ("/apis/*", "/apis/apps", true), ("/apis/*", "/apis", false), ("/api*", "/apis", true),
      ("*", "/anything", true), ("/*", "/anything", true), ("/a/*/c", "/a/b/c", false),
    ]
  )
  func paths(rule: String, path: String, isAllowed: Bool) {
    let rule = PolicyRule(nonResourceURLs: [rule], verbs: ["get"])
    #expect(rule.allows(AccessRequest(verb: "get", target: .path(path))) == isAllowed)
    #expect(!rule.allows(AccessRequest(verb: "post", target: .path(path))))
  }

  @Test("a rule about resources says nothing of paths, nor the other way round")
  func separate() {
    let everything = PolicyRule(apiGroups: ["*"], resources: ["*"], verbs: ["*"])
    #expect(!everything.allows(AccessRequest(verb: "get", target: .path("/version"))))
    let paths = PolicyRule(nonResourceURLs: ["*"], verbs: ["*"])
    #expect(!paths.allows(AccessRequest(text: "get  pods")))
  }
}

extension AccessRequest {
  /// `verb group resource[/subresource] [name]`; two spaces where the group is the core one.
  fileprivate init(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let path = words[2].split(separator: "/").map(String.init)
    self.init(
      verb: words[0],
      target: .resource(
        ResourceAttributes(
          group: words[1],
          resource: path[0],
          subresource: path.dropFirst().first ?? "",
          namespace: "default",
          name: words.dropFirst(3).first ?? ""
        )
      )
    )
  }
}
