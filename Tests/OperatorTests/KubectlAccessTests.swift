import EmbeddedAPIServer
import FoundationEssentials
import HTTPListener
import Testing
import Time

/// The access half of the API as real `kubectl` meets it: over TLS, with certificates and tokens, under RBAC.
@Suite(
  "kubectl and access",
  .enabled(
    if: Shell.missing("kubectl", "openssl").isEmpty,
    "not installed: \(Shell.missing("kubectl", "openssl").joined(separator: ", "))"
  ),
  .timeLimit(.minutes(2))
)
struct KubectlAccessTests {
  @Test("a client certificate is its user; who shows nothing is anonymous; a wrong token is 401")
  func whoAmI() async throws {
    try await withServer { kubectl in
      let alice = try await kubectl("auth whoami", as: Self.alice)
      #expect(
        alice.lines == [
          "ATTRIBUTE   VALUE", "Username    alice", "Groups      [devs system:authenticated]",
        ]
      )
      let anonymous = try await kubectl("get --raw /api/v1/nodes", as: "--username=a --password=b")
      #expect(
        anonymous.output
          == "Error from server (Forbidden): nodes is forbidden: User \"system:anonymous\" cannot "
          + "list resource \"nodes\" in API group \"\" at the cluster scope\n"
      )
      let wrong = try await kubectl("get nodes", as: "--token=wrong")
      #expect(
        wrong.lines.last
          == "error: You must be logged in to the server (the server has asked for the client to "
          + "provide credentials)"
      )
    }
  }

  @Test("roles that kubectl creates count, can-i explains them, --as borrows them")
  func roles() async throws {
    try await withServer { kubectl in
      _ = try await kubectl("create role reader --verb=get,list --resource=pods", as: Self.root)
      let bound = try await kubectl(
        "create rolebinding reader --role=reader --group=devs",
        as: Self.root
      )
      #expect(bound.output == "rolebinding.rbac.authorization.k8s.io/reader created\n")
      #expect(try await kubectl("auth can-i list pods", as: Self.alice).output == "yes\n")
      let no = try await kubectl("auth can-i delete pods", as: Self.alice)
      #expect(no.output == "no\n")
      #expect(no.status == 1)
      let list = try await kubectl("auth can-i --list", as: Self.alice)
      let pods = try #require(list.lines.first { $0.hasPrefix("pods ") }, "\(list.output)")
      #expect(pods.hasSuffix(" [get list]"))
      let borrowed = try await kubectl("get pods --as=bob --as-group=devs", as: Self.root)
      #expect(borrowed.output == "No resources found in default namespace.\n")
      let refused = try await kubectl("get pods --as=bob", as: Self.alice)
      #expect(
        refused.output
          == "Error from server (Forbidden): users \"bob\" is forbidden: User \"alice\" cannot "
          + "impersonate resource \"users\" in API group \"\" at the cluster scope\n"
      )
    }
  }

  @Test("a token that kubectl creates is the ServiceAccount")
  func tokens() async throws {
    try await withServer { kubectl in
      _ = try await kubectl("create serviceaccount robot", as: Self.root)
      let token = try await kubectl("create token robot --duration=10m", as: Self.root)
      #expect(token.status == 0, "\(token.output)")
      let name = try await kubectl(
        "auth whoami -o jsonpath={.status.userInfo.username}",
        as: "--token=\(token.output.split(separator: "\n").first ?? "")"
      )
      #expect(name.output == "system:serviceaccount:default:robot")
    }
  }

  private static let alice = "--client-certificate=alice.pem --client-key=alice.key"
  private static let root = "--token=root"

  private struct Caller {
    let shell: Shell
    let port: Int

    func callAsFunction(_ arguments: String, as credentials: String) async throws -> Shell.Result {
      try await shell.run(
        "HOME=. kubectl --kubeconfig=/dev/null --server=https://127.0.0.1:\(port) "
          + "--certificate-authority=ca.pem \(credentials) \(arguments)"
      )
    }
  }

  private func withServer(_ test: (Caller) async throws -> Void) async throws {
    let shell = try Shell()
    let made = try await shell.run(Self.certificates)
    try #require(made.status == 0, "\(made.output)")
    let root = UserInfo(name: "root", groups: ["system:masters"])
    let server = EmbeddedAPIServer(
      now: { Timestamp(epochSeconds: 1_767_225_600) },
      seed: 1,
      configuration: .init(
        access: AccessSettings(
          authorization: .rbac,
          tokens: [StaticToken(token: "root", user: root)],
          acceptsCertificates: true
        )
      )
    )
    let pem = { (name: String) in
      let data = FileManager.default.contents(atPath: "\(shell.folder)/\(name)")
      return PEMFile(path: name, bytes: data.map { [UInt8]($0) } ?? [])
    }
    let tls = try TLSSettings(
      certificateChain: pem("server.pem"),
      privateKey: pem("server.key"),
      clientAuthorities: pem("ca.pem")
    )
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: server, tls: tls) {
      ready.yield($0)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await port in ports {
        try await test(Caller(shell: shell, port: port))
        break
      }
      group.cancelAll()
    }
  }

  private static let certificates = """
    set -e
    key() { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }
    sign() {
      key $1
      openssl req -new -key $1.key -subj "$2" -out $1.csr
      echo "$3" >$1.ext
      openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -set_serial $4 -days 2 \\
        -extfile $1.ext -out $1.pem
    }
    key ca
    openssl req -x509 -new -key ca.key -subj /CN=ca -days 2 -out ca.pem
    sign server /CN=server subjectAltName=IP:127.0.0.1 1
    sign alice /CN=alice/O=devs extendedKeyUsage=clientAuth 2
    """
}

extension Shell.Result {
  /// The lines of the output without the blanks at their ends.
  fileprivate var lines: [String] {
    output.split(separator: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
