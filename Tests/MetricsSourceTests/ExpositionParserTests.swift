import MetricsSource
import Testing

@Suite("Prometheus text format")
struct ExpositionParserTests {
  private func parse(_ text: String, wanted: [String] = ["m", "m_total"]) throws -> Exposition {
    try ExpositionParser.parse(Array(text.utf8), wanted: wanted)
  }

  @Test(
    "a sample is read with its labels and value",
    arguments: [
      ("m 1", ExpositionSample("m", [], 1)),
      ("m{} 1", ExpositionSample("m", [], 1)),
      ("  m\t{ a = \"b\" , } 2.5e3", ExpositionSample("m", [.init("a", "b")], 2_500)),
      ("m{a=\"b\",c=\"d\"} -1", ExpositionSample("m", [.init("a", "b"), .init("c", "d")], -1)),
      ("m{a=\"x\\\\y\\\"z\\nw\"} 1", ExpositionSample("m", [.init("a", "x\\y\"z\nw")], 1)),
      ("m{a=\"\\d\"} 1", ExpositionSample("m", [.init("a", "\\d")], 1)),
      ("m{a=\"} # {,=\"} 1", ExpositionSample("m", [.init("a", "} # {,=")], 1)),
      ("m{a=\"simulación\"} 1", ExpositionSample("m", [.init("a", "simulación")], 1)),
      ("m +Inf", ExpositionSample("m", [], .infinity)),
      ("m -Inf", ExpositionSample("m", [], -.infinity)),
      ("m 1 1395066363000", ExpositionSample("m", [], 1)),
      ("m 1 1.5 # {trace_id=\"x\"} 0.67 1.6", ExpositionSample("m", [], 1)),
      ("m 1 # {trace_id=\"x\"} 0.67", ExpositionSample("m", [], 1)),
      ("m 1\r", ExpositionSample("m", [], 1)),
    ]
  )
  func samples(line: String, sample: ExpositionSample) throws {
    #expect(try parse(line + "\n").samples == [sample])
  }

  @Test("NaN is a value")
  func notANumber() throws {
    #expect(try parse("m NaN\n").samples.first?.value.isNaN == true)
  }

  @Test(
    "a line that is not Prometheus text is refused with its number and a sentence",
    arguments: [
      (
        "m 1\n<!doctype html>",
        "line 2: a metric name begins with a letter, '_' or ':', not with '<'"
      ),
      (
        "{\"detail\":\"Not Found\"}",
        "line 1: a metric name begins with a letter, '_' or ':', not with '{'"
      ),
      ("m", "line 1: the metric m has no value"),
      ("m-n 1", "line 1: the metric name m is followed by '-'"),
      ("m\u{7} 1", "line 1: the metric name m is followed by byte 7"),
      ("m ", "line 1: the sample has no value"),
      ("m one", "line 1: \"one\" is not a number"),
      ("m 0x10", "line 1: \"0x10\" is not a number"),
      ("m nan", "line 1: \"nan\" is not a number"),
      ("m 1 soon", "line 1: \"soon\" is not a timestamp"),
      ("m 1 2 3", "line 1: '3' after the timestamp"),
      ("m{a} 1", "line 1: the label a is followed by '}' instead of '='"),
      ("m{a=b} 1", "line 1: the value of the label a is not quoted"),
      ("m{a=\"b} 1", "line 1: the value of the label a has no closing quote"),
      ("m{a=\"b\\", "line 1: the value of the label a has no closing quote"),
      ("m{a=\"b\" c=\"d\"} 1", "line 1: a label is followed by 'c' instead of ',' or '}'"),
      ("m{a=\"b\"", "line 1: a label is followed by the end of the line instead of ',' or '}'"),
      ("m{1=\"b\"} 1", "line 1: a label name begins with a letter or '_', not with '='"),
      ("m{", "line 1: a label name begins with a letter or '_', not with the end of the line"),
    ]
  )
  func malformed(text: String, sentence: String) {
    let error = #expect(throws: ExpositionError.self) { try parse(text) }
    #expect(error?.description == sentence)
  }

  @Test("unwanted metrics are skipped without a look at what follows their name")
  func filter() throws {
    let exposition = try parse("other{a=\"b\"} rubbish\nm_created 1\nm 3\n")
    #expect(exposition.samples == [ExpositionSample("m", [], 3)])
  }

  @Test("what follows # EOF is ignored")
  func endOfFile() throws {
    #expect(try parse("m 1\n# EOF\n<rubbish>\nm 2\n").samples.map(\.value) == [1])
  }

  @Test(
    "a family is known by its TYPE line, with the suffixes of counters and histograms",
    arguments: [
      ("# TYPE m_total counter\n", true), ("# TYPE m counter\n", true),
      ("# TYPE m_tot counter\n", false), ("# HELP m_total text\n", false),
      ("#TYPE m_total counter\n", true), ("# nothing\n", false),
    ]
  )
  func declared(text: String, isKnown: Bool) throws {
    #expect(try parse(text).knows("m_total") == isKnown)
  }

  @Test("the cut between two pieces does not matter", arguments: 0...40)
  func pieces(cut: Int) throws {
    let bytes = Array("# TYPE m counter\nm{a=\"b\\n\"} 1 2\nother 3\nm 4".utf8)
    let at = min(cut, bytes.count)
    var parser = ExpositionParser(wanted: ["m"])
    try parser.feed(Array(bytes[..<at]))
    try parser.feed([])
    try parser.feed(Array(bytes[at...]))
    let whole = try ExpositionParser.parse(bytes, wanted: ["m"])
    #expect(try parser.finish() == whole)
    #expect(whole.samples.map(\.value) == [1, 4])
  }

  @Test("a line beyond its limit is refused before it is whole")
  func longLine() throws {
    let limits = ExpositionLimits(lineBytes: 10, samples: 9, labels: 9)
    var parser = ExpositionParser(wanted: ["m"], limits: limits)
    try parser.feed(Array("m 12345678\nm 1234".utf8))
    let error = #expect(throws: ExpositionError.self) { try parser.feed(Array("56789".utf8)) }
    #expect(error?.description == "line 2: longer than 10 bytes")
  }

  @Test(
    "more samples or labels than allowed are refused",
    arguments: [
      ("m 1\nm 2\nm 3\n", "line 3: more than 2 samples of the wanted metrics"),
      ("m{a=\"\",b=\"\"} 1\n", "line 1: more than 1 labels"),
    ]
  )
  func limits(text: String, sentence: String) {
    let limits = ExpositionLimits(lineBytes: 100, samples: 2, labels: 1)
    let error = #expect(throws: ExpositionError.self) {
      try ExpositionParser.parse(Array(text.utf8), wanted: ["m"], limits: limits)
    }
    #expect(error?.description == sentence)
  }

  @Test("no bytes whatever make the parser trap", arguments: UInt64(1)...50)
  func rubbish(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("m{}\"\\=,# \n\t\r1.eEna+-_:T\u{0}é".utf8)
    for _ in 0..<200 {
      let length = Int.random(in: 0...60, using: &random)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      if let exposition = try? ExpositionParser.parse(bytes, wanted: ["m"]) {
        #expect(exposition.samples.allSatisfy { $0.name == "m" })
      }
    }
  }
}
