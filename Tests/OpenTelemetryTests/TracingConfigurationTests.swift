import OpenTelemetry
import Testing

private let base = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"]
private let urlSentence =
  "is not a URL like http://collector:4318, without user and password; no traces are made"
private let samplerSentence =
  "it must be always_on, always_off, traceidratio or one of them after parentbased_; "
  + "parentbased_always_on is used"

struct TracingConfigurationTests {
  private func read(_ others: [String: String]) -> TracingConfiguration {
    TracingConfiguration(environment: base.merging(others) { $1 })
  }

  @Test(
    "traces are off unless an endpoint is named and nothing switches them off",
    arguments: [
      [:], ["OTEL_EXPORTER_OTLP_ENDPOINT": " "], ["OTEL_SERVICE_NAME": "x"],
      base.merging(["OTEL_SDK_DISABLED": "TRUE"]) { $1 },
      base.merging(["OTEL_TRACES_EXPORTER": "none"]) { $1 },
    ]
  )
  func off(environment: [String: String]) {
    let configuration = TracingConfiguration(environment: environment)
    #expect(configuration.settings == nil)
    #expect(configuration.problems == [])
  }

  @Test(
    "the common endpoint gets the path of traces, their own is taken as it is",
    arguments: [
      ("ENDPOINT", "http://c:4318", "http://c:4318/v1/traces"),
      ("ENDPOINT", "https://c/otlp/", "https://c/otlp/v1/traces"),
      ("ENDPOINT", "https://[::1]:4318/a", "https://[::1]:4318/a/v1/traces"),
      ("TRACES_ENDPOINT", "http://c:4318", "http://c:4318/"),
      ("TRACES_ENDPOINT", "http://c:4318/x?k=v", "http://c:4318/x?k=v"),
    ]
  )
  func endpoints(suffix: String, text: String, url: String) {
    let name = "OTEL_EXPORTER_OTLP_\(suffix)"
    #expect(read([name: text]).settings?.endpoint.description == url)
  }

  @Test("without anything else it is the specification's defaults")
  func defaults() throws {
    let settings = try #require(read([:]).settings)
    #expect(settings.serviceName == "physics-operator")
    #expect(settings.sampler == .parentBased(root: .alwaysOn))
    #expect(settings.timeout == .seconds(10))
    #expect(settings.exportInterval == .seconds(5))
    #expect(settings.capacity == 2_048)
    #expect(settings.batch == 512)
    #expect(settings.headers == [])
    #expect(settings.certificate == nil)
  }

  @Test("every variable has its effect, and the one for traces goes before the common one")
  func all() throws {
    let settings = try #require(
      read([
        "OTEL_SERVICE_NAME": "canary", "OTEL_RESOURCE_ATTRIBUTES": "a=1, b=x%2Cy,service.name=no",
        "OTEL_EXPORTER_OTLP_HEADERS": "api-key=common",
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "api-key=s%3Dcret, x-tenant = lab",
        "OTEL_EXPORTER_OTLP_CERTIFICATE": "/ca.pem", "OTEL_EXPORTER_OTLP_TIMEOUT": "2500",
        "OTEL_BSP_SCHEDULE_DELAY": "100", "OTEL_BSP_MAX_QUEUE_SIZE": "10",
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "5", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json",
      ]).settings
    )
    #expect(settings.serviceName == "canary")
    #expect(settings.headers == [.init("api-key", "s=cret"), .init("x-tenant", "lab")])
    #expect(settings.certificate == "/ca.pem")
    #expect(settings.timeout == .milliseconds(2_500))
    #expect(settings.exportInterval == .milliseconds(100))
    #expect(settings.capacity == 10)
    #expect(settings.batch == 5)
    let found = [ResourceAttribute("a", "0"), ResourceAttribute("k8s.pod.name", "p")]
    #expect(
      settings.resource(with: found).map { "\($0.key)=\($0.value)" } == [
        "a=1", "b=x,y", "k8s.pod.name=p", "service.name=canary",
      ]
    )
  }

  @Test("the name of the service may stand among the resource's attributes")
  func serviceName() {
    let settings = read(["OTEL_RESOURCE_ATTRIBUTES": "service.name=lab"]).settings
    #expect(settings?.serviceName == "lab")
  }

  @Test(
    "each sampler is known by its name",
    arguments: [
      ("always_on", nil, .alwaysOn), ("ALWAYS_OFF", nil, .alwaysOff),
      ("traceidratio", "0.25", .traceIDRatio(0.25)), ("traceidratio", nil, .traceIDRatio(1)),
      ("parentbased_always_on", nil, .parentBased(root: .alwaysOn)),
      ("parentbased_always_off", nil, .parentBased(root: .alwaysOff)),
      ("parentbased_traceidratio", "0.5", .parentBased(root: .traceIDRatio(0.5))),
    ] as [(String, String?, Sampler)]
  )
  func samplers(name: String, argument: String?, sampler: Sampler) {
    var variables = ["OTEL_TRACES_SAMPLER": name]
    variables["OTEL_TRACES_SAMPLER_ARG"] = argument
    #expect(read(variables).settings?.sampler == sampler)
    #expect(read(variables).problems == [])
  }

  @Test("a key for the collector never shows")
  func secrets() throws {
    let settings = try #require(
      read(["OTEL_EXPORTER_OTLP_HEADERS": "api-key=hunter2"]).settings
    )
    #expect("\(settings.headers)" == "[api-key: [redacted]]")
    #expect(!read(["OTEL_EXPORTER_OTLP_HEADERS": "hunter2"]).problems[0].contains("hunter2"))
    #expect(
      !read(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://u:hunter2@c"]).problems[0].contains("hunter2")
    )
  }

  @Test(
    "a bad value is a sentence; it stops traces only where no default would do",
    arguments: [
      (
        "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", false,
        "OTEL_EXPORTER_OTLP_ENDPOINT \(urlSentence)"
      ),
      (
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://", false,
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT \(urlSentence)"
      ),
      (
        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", false,
        "OTEL_EXPORTER_OTLP_PROTOCOL is grpc; only http/json is spoken (usually port 4318); "
          + "no traces are made"
      ),
      (
        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", true,
        "OTEL_EXPORTER_OTLP_PROTOCOL is http/protobuf; JSON is sent, which collectors take at the "
          + "same address"
      ),
      ("OTEL_TRACES_SAMPLER", "xray", true, "OTEL_TRACES_SAMPLER is xray; \(samplerSentence)"),
      (
        "OTEL_SDK_DISABLED", "yes", true,
        "OTEL_SDK_DISABLED is yes; only true switches traces off"
      ),
      (
        "OTEL_EXPORTER_OTLP_TIMEOUT", "10s", true,
        "OTEL_EXPORTER_OTLP_TIMEOUT is 10s; it must be a whole number above 0; the default is used"
      ),
      (
        "OTEL_BSP_MAX_QUEUE_SIZE", "-1", true,
        "OTEL_BSP_MAX_QUEUE_SIZE is -1; it must be a whole number above 0; the default is used"
      ),
      (
        "OTEL_RESOURCE_ATTRIBUTES", "a=1,b", true,
        "OTEL_RESOURCE_ATTRIBUTES: its term 2, \"b\", is not KEY=VALUE; it is left out"
      ),
      (
        "OTEL_EXPORTER_OTLP_HEADERS", "a=%G1", true,
        "OTEL_EXPORTER_OTLP_HEADERS: its term 1 is not KEY=VALUE; it is left out"
      ),
    ]
  )
  func problems(name: String, text: String, isOn: Bool, sentence: String) {
    let configuration = read([name: text])
    #expect(configuration.problems == [sentence])
    #expect((configuration.settings != nil) == isOn)
  }

  @Test("a ratio outside of 0 to 1 is told, and everything is recorded")
  func badRatio() {
    for text in ["1.5", "-0.1", "half", "nan"] {
      let configuration = read([
        "OTEL_TRACES_SAMPLER": "traceidratio", "OTEL_TRACES_SAMPLER_ARG": text,
      ])
      #expect(configuration.settings?.sampler == .traceIDRatio(1))
      #expect(
        configuration.problems == [
          "OTEL_TRACES_SAMPLER_ARG is \(text); it must be a number from 0 to 1; 1 is used"
        ]
      )
    }
  }
}
