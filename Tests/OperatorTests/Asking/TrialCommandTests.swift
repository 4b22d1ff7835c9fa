import FoundationEssentials
import Simulation
import Testing

/// `physics-operator trial` as a process, with operators of several kinds.
@Suite(
  "The trial command",
  .enabled(if: ChildProcess.operatorPath != nil, "physics-operator is not built beside the tests"),
  .timeLimit(.minutes(5))
)
struct TrialCommandTests {
  /// Makes a ConfigMap of the size that another one wishes, and remembers that in a third one; `NAME` is how the first is named, `MORE`
  /// what else the third one holds.
  private static let maker = """
    server=$(sed -n 's/.*server: *//p' "$KUBECONFIG" | tr -d '"')
    maps=$server/api/v1/namespaces/default/configmaps
    size() { curl -s "$maps/$1" | tr -d ' \\n' | sed -n 's/.*"size":"\\([^"]*\\)".*/\\1/p'; }
    post() { curl -s -o /dev/null -H 'Content-Type: application/json' "$maps" -d "$1"; }
    while sleep 1; do
      wish=$(size wish)
      test -n "$wish" && test "$wish" != "$(size state)" || continue
      post '{"metadata":{NAME},"data":{"size":"'$wish'"}}'
      post '{"metadata":{"name":"state"},"data":{"size":"'$wish'"MORE}}'
    done
    """

  private static func maker(_ name: String = #""name":"made""#, more: String = "") -> String {
    maker.replacing("NAME", with: name).replacing("MORE", with: more)
  }

  private static let wish = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: wish}
    data: {size: "3"}
    """

  private static let other = wish.replacing("name: wish", with: "name: other")

  private static let plan = "crash operator after committing the 1st write by operator\n"

  /// Not less: on a machine that does much else, curl may take seconds.
  private static let quick = "--quiet 8s --limit 3m --logs logs"

  @Test("our own operator comes to the same end wherever it dies")
  func own() async throws {
    let shell = try Shell()
    let path = try #require(ChildProcess.operatorPath)
    let base = DemoManifest(tag: "v1.0.0").text
    try shell.write(base, to: "base.yaml")
    try shell.write(base.replacing("minReplicas: 3", with: "minReplicas: 2"), to: "change.yaml")
    let result = try await shell.run(
      "'\(path)' crd >crd.yaml && '\(path)' trial --apply crd.yaml --apply base.yaml "
        + "--change change.yaml --plans 2 --parallel 2 \(Self.quick) "
        + "--operator \"'\(path)' run --kubeconfig {kubeconfig} --listen 127.0.0.1:0\""
    )
    #expect(result.status == 0, "\(result.output)")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4, "\(result.output)")
    #expect(lines.first?.hasPrefix("undisturbed: ") == true)
    #expect(lines.dropFirst().first?.contains(", 2 lives, ") == true, "\(result.output)")
    #expect(lines.dropFirst().first?.hasSuffix(": same") == true, "\(result.output)")
    #expect(lines.last == "2 plans, 0 failed")
  }

  @Test(
    "an operator that does things twice after a crash is found out",
    .enabled(if: Shell.missing("curl", "sed").isEmpty, "curl and sed are missing"),
    arguments: [
      ("\"generateName\":\"made-\"", 1, ["ConfigMap default/made-* is there 2 times instead of 1"]),
      ("\"name\":\"made\"", 0, []),
    ]
  )
  func twice(name: String, status: Int, differences: [String]) async throws {
    let shell = try Shell()
    try shell.write(Self.maker(name), to: "maker.sh")
    try shell.write(Self.wish, to: "change.yaml")
    try shell.write(Self.plan, to: "plan")
    let result = try await run(
      "--operator 'sh maker.sh' --plan plan --parallel 2 \(Self.quick)",
      in: shell
    )
    #expect(result.status == status, "\(result.output)")
    for difference in differences {
      #expect(result.output.contains(", 2 lives, "), "\(result.output)")
      #expect(result.output.contains(": DIFFERENT: \(difference)\n"), "\(result.output)")
      let end = """
        1 plan, 1 failed
        Error: 1 of 1 plan failed; the logs are in logs

        """
      #expect(result.output.hasSuffix(end), "\(result.output)")
    }
  }

  @Test("one that never sends a request is told so, and is gone afterwards")
  func silent() async throws {
    let shell = try Shell()
    try shell.write(Self.wish, to: "change.yaml")
    try shell.write("echo $$ >pid; echo waiting; exec sleep 600", to: "silent.sh")
    let result = try await run(
      "--operator 'sh silent.sh {kubeconfig}' --connect-within 5s \(Self.quick) "
        + "2>&1 | sed 's/127.0.0.1:[0-9]*/ADDRESS/'; kill -0 $(cat pid) 2>/dev/null && echo it lives",
      in: shell
    )
    #expect(
      result.output == """
        Error: the operator sh silent.sh {kubeconfig} has sent no request to http://ADDRESS within 5s; \
        check that it reads the kubeconfig that {kubeconfig} in --operator and the variable KUBECONFIG \
        name; it has said last 'waiting' (its log is logs/undisturbed-life1.log)

        """
    )
  }

  @Test("whoever stops the command stops the operator too")
  func stopped() async throws {
    let shell = try Shell()
    let path = try #require(ChildProcess.operatorPath)
    try shell.write(Self.wish, to: "change.yaml")
    try shell.write("echo $$ >pid; exec sleep 600", to: "silent.sh")
    let result = try await shell.run(
      """
      '\(path)' trial --change change.yaml --operator 'sh silent.sh' --logs logs --connect-within 50s &
      while ! test -s pid; do sleep 0.1; done
      kill -TERM $!
      wait $!
      echo $?
      kill -0 $(cat pid) 2>/dev/null && echo it lives
      true
      """
    )
    #expect(
      result.output == "Error: stopped before the first plan; the logs are in logs\n1\n"
    )
  }

  @Test(
    "says in a sentence what is wrong, with 1 for a failure and 64 for a usage",
    arguments: [
      (
        "--operator /bin/false", 1,
        "Error: the operator /bin/false ended before it had sent a request, with exit code 1; "
          + "it has said nothing (its log is logs/undisturbed-life1.log)"
      ),
      (
        "--operator ./nothing", 1,
        "Error: the operator ./nothing is not there; check the path given with --operator"
      ),
      (
        "--operator no-such-operator", 1,
        "Error: the operator no-such-operator is in no folder of PATH; check the path given with --operator"
      ),
      (
        "--operator ./change.yaml", 1,
        "Error: the operator ./change.yaml may not be executed; give --operator a program, or chmod +x it"
      ),
      (
        "--operator true --apply nothing.yaml", 1,
        "Error: nothing.yaml cannot be read: no such file; check the path given with --apply"
      ),
      (
        "--operator true --plan plan", 1,
        "Error: plan, line 3, word 1: found 'explode'; expected one of answer, crash, cut, delay, "
          + "drop, duplicate, expire, hang, reorder, reset, serve"
      ),
      (
        "--operator \"true 'a\"", 64,
        "Error: --operator has a quote that is not closed: true 'a"
      ),
      (
        "--operator true --quiet soon", 64,
        "Error: --quiet must be a duration like 10s or 1m30s, not soon"
      ),
      (
        "--operator true --quiet 10s --limit 39s", 64,
        "Error: --limit must be at least four times --quiet, which is 40s, not 39s"
      ),
      (
        "--operator true --plan plan --plans 3", 64,
        "Error: --plan excludes --family, --every and --plans; give one or the other"
      ),
      (
        "--operator true --ignore ConfigMap/", 64,
        "Error: --ignore must be KIND, KIND/NAME or KIND/NAME:/a/field, not ConfigMap/"
      ),
    ]
  )
  func badInput(arguments: String, status: Int, sentence: String) async throws {
    let shell = try Shell()
    try shell.write(Self.wish, to: "change.yaml")
    try shell.write("\(Self.plan)then\nexplode operator\n", to: "plan")
    let result = try await run("\(arguments) --logs logs", in: shell)
    #expect(result.status == status, "\(result.output)")
    #expect(result.output.split(separator: "\n").first.map(String.init) == sentence)
  }

  @Test(
    "a change that the operator does not care about leaves nothing to disturb",
    .enabled(if: Shell.missing("curl", "sed").isEmpty, "curl and sed are missing")
  )
  func indifference() async throws {
    let shell = try Shell()
    try shell.write(Self.maker(), to: "maker.sh")
    try shell.write(Self.other, to: "change.yaml")
    let result = try await run("--operator 'sh maker.sh' \(Self.quick)", in: shell)
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix(
        "Error: the operator sh maker.sh writes nothing after the change, so there is nothing to disturb; "
      ),
      "\(result.output)"
    )
  }

  @Test(
    "an operator that draws something at random is told so before any plan",
    .enabled(if: Shell.missing("curl", "sed").isEmpty, "curl and sed are missing")
  )
  func random() async throws {
    let shell = try Shell()
    // The number of a process is nobody else's while it lives.
    try shell.write(Self.maker(more: #","by":"a'$$'""#), to: "maker.sh")
    try shell.write(Self.wish, to: "change.yaml")
    let result = try await run("--operator 'sh maker.sh' --parallel 2 \(Self.quick)", in: shell)
    #expect(result.status == 1)
    let sentence =
      "Error: two undisturbed runs of the operator sh maker.sh end differently: "
      + #"ConfigMap default/state /data/by: "a"#
    #expect(result.output.hasPrefix(sentence), "\(result.output)")
  }

  @Test(
    "one that goes wrong before it is disturbed ends the trial, for no plan has done that",
    .enabled(if: Shell.missing("curl", "sed").isEmpty, "curl and sed are missing")
  )
  func undisturbed() async throws {
    let shell = try Shell()
    let twice = "echo >>starts; test $(wc -l <starts) -lt 3 || exit 7\n"
    try shell.write(twice + Self.maker(), to: "maker.sh")
    try shell.write(Self.wish, to: "change.yaml")
    try shell.write(Self.plan, to: "plan")
    let result = try await run("--operator 'sh maker.sh' --plan plan \(Self.quick)", in: shell)
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("undisturbed: ") == true, "\(result.output)")
    #expect(
      Array(lines.dropFirst()) == [
        "Error: the operator sh maker.sh ended before it had sent a request, with exit code 7; "
          + "it has said nothing (its log is logs/plan-1-life1.log)"
      ]
    )
  }

  private func run(
    _ arguments: String,
    in shell: Shell
  ) async throws -> Shell.Result {
    let path = try #require(ChildProcess.operatorPath)
    return try await shell.run("'\(path)' trial --change change.yaml \(arguments)")
  }
}
