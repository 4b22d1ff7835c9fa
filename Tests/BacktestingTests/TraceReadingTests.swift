import Backtesting
import Forecast
import Testing

@Suite("A trace from a table")
struct TraceReadingTests {
  private static let times = (0..<6).map { 1_700_000_040 + 60 * $0 }

  private func read(
    _ text: String,
    _ format: TraceFormat = TraceFormat()
  ) throws(TraceError) -> LoadTrace {
    try LoadTrace(Array(text.utf8), name: "test", format: format)
  }

  private func loads(_ text: String, _ format: TraceFormat = TraceFormat()) throws -> [Double?] {
    try read(text, format).loads
  }

  @Test(
    "takes seconds, milliseconds, micro- and nanoseconds since 1970, and RFC 3339 in any zone",
    arguments: [
      ("1700000040", "1700000100"), ("1700000040.5", "1700000100.5"),
      ("1700000040000", "1700000100000"), ("1700000040000000", "1700000100000000"),
      ("1700000040000000000", "1700000100000000000"),
      ("2023-11-14T22:14:00Z", "2023-11-14T22:15:00Z"),
      ("2023-11-14T23:14:00+01:00", "2023-11-14T23:15:00.000+01:00"),
      ("2023-11-14 22:14:00Z", "2023-11-14 22:15:00Z"),
      ("2023-11-14 22:14:00", "2023-11-14 22:15:00"), ("2023-11-14 22:14", "2023-11-14 22:15"),
    ]
  )
  func times(first: String, second: String) throws {
    let trace = try read("time,rps\n\(first),5\n\(second),7\n")
    #expect(trace.firstMinute == 28_333_334)
    #expect(trace.loads == [5, 7])
  }

  @Test("says that times without a zone were read as UTC, once")
  func noZone() throws {
    let trace = try read("time,rps\n2023-11-14 22:14:00,5\n2023-11-14 22:15:00,7")
    #expect(
      trace.warnings.map(\.description) == ["times have no zone (line 2); they were read as UTC"]
    )
  }

  @Test(
    "finds the columns by usual names in any case, by the flag, by number, or without a header",
    arguments: [
      ("Time,QPS\n60,5\n120,7", nil, nil), ("id,rps,ts\n1,5,60\n1,7,120", nil, nil),
      ("60,5\n120,7", nil, nil), ("60;5\n120;7", nil, nil), ("60\t5\n120\t7\n\n", nil, nil),
      ("load,when\n5,60\n7,120", "when", nil), ("a,b,c\n5,x,60\n7,x,120", "3", "1"),
      ("\u{FEFF}\"ts\",\"the \"\"load\"\"\"\r\n\"60\", 5 \r\n120,7\r\n", nil, nil),
      ("when,how much\n60,5\n120,7", "when", nil),
    ]
  )
  func columns(text: String, time: String?, value: String?) throws {
    var format = TraceFormat()
    format.timeColumn = time
    format.valueColumn = value
    #expect(try loads(text, format) == [5, 7])
  }

  @Test("puts rows of ten seconds onto minutes, and holds rows of five minutes for five")
  func steps() throws {
    let fine = (0..<12).map { "\(600 + 10 * $0),\($0)" }.joined(separator: "\n")
    #expect(try loads(fine) == [2.5, 8.5])
    let coarse = try read("600,1\n900,2\n1200,4")
    #expect(
      coarse.loads == Array(repeating: 1, count: 5) + Array(repeating: 2, count: 5)
        + Array(repeating: 4, count: 5)
    )
    #expect(coarse.stepSeconds == 300)
    #expect(coarse.warnings == [.coarse(stepSeconds: 300)])
  }

  @Test("leaves a gap unknown, and says how much is missing after when")
  func gaps() throws {
    let trace = try read(
      "t,rps\n600,1\n660,2\n720,3\n960,4\n1020,4\n1080,5".replacing("t,", with: "ts,")
    )
    #expect(trace.loads == [1, 2, 3, nil, nil, nil, 4, 4, 5])
    #expect(
      trace.warnings.map(\.description) == [
        "3 minutes are missing, at most 3 in a row (after 1970-01-01T00:12:00Z); "
          + "gaps over 5 minutes stay unknown"
      ]
    )
  }

  @Test("sorts rows in disorder and keeps the first of a time, and says which lines")
  func disorder() throws {
    let trace = try read("ts,rps\n600,1\n720,3\n660,2\n660,9\n780,4")
    #expect(trace.loads == [1, 2, 3, 4])
    #expect(
      trace.warnings.map(\.description) == [
        "1 rows were not in the order of time, the first in line 4; they were sorted",
        "1 rows repeat a time, the first in line 5; the first value of a time stands",
      ]
    )
  }

  @Test(
    "leaves out what is no load, and says where",
    arguments: ["", "NaN", "-", "null", "-3", "inf", "-inf", "1e999"]
  )
  func unusable(cell: String) throws {
    let trace = try read("ts,rps\n600,1\n660,\(cell)\n720,3")
    #expect(trace.loads == [1, nil, 3])
    #expect(
      trace.warnings.first?.description
        == "1 cells are no load, the first in line 3 (\(cell.isEmpty ? "empty" : cell)); "
        + "they are left out"
    )
  }

  @Test("says that a load is zero throughout, or repeats exactly")
  func odd() throws {
    #expect(try read("600,0\n660,0\n720,0").warnings == [.allZero])
    let days = (0..<3 * 1_440).map { "\($0 * 60),\($0 % 1_440)" }.joined(separator: "\n")
    #expect(try read(days).warnings == [.repeats])
  }

  @Test("keeps further metrics under usual names or the user's; what is missing stays what it was")
  func metrics() throws {
    var format = TraceFormat()
    format.metricColumns = [.queueDepth: "waiting"]
    let trace = try read(
      "ts,rps,latency_ms,waiting\n600,1,20,3\n660,2,,4\n720,3,30,",
      format
    )
    #expect(trace.metrics == [.latency, .queueDepth])
    #expect(trace.samples.map { $0?[.latency] } == [20, 20, 30])
    #expect(trace.samples.map { $0?[.queueDepth] } == [3, 4, 4])
  }

  @Test(
    "that cannot be read is a sentence with the cure",
    arguments: [
      (
        "",
        "is empty; give a CSV with a time and a load per row, or a query_range answer of Prometheus"
      ),
      (
        " \n\n",
        "is empty; give a CSV with a time and a load per row, or a query_range answer of Prometheus"
      ),
      ("ts,rps\n", "has no rows under its header; give at least two minutes of load"),
      ("ts,rps\n600,1", "has one row only; give at least two, so that their distance is known"),
      (
        "ts,rps\n600,1\n600,1",
        "has one row only; give at least two, so that their distance is known"
      ),
      (
        "a,b,c\n1,2,3",
        "does not say which column is the time; name one of a, b, c by --time-column"
      ),
      (
        "ts,b,c\n600,2,3\n660,2,3",
        "does not say which column is the load; name one of ts, b, c by --value-column"
      ),
      ("ts,rps\n600,1\n660", "line 3 ends before the column rps; complete or remove the line"),
      (
        "ts,rps\n600,1\nyesterday,2",
        "line 3: \"yesterday\" is no time; write seconds or milliseconds since 1970 or RFC 3339 like "
          + "2026-01-31T12:00:00Z, or name the column by --time-column"
      ),
      (
        "ts,rps\n600,1\n660,many",
        "line 3: \"many\" in column rps is no number; mend it, or leave the cell empty if the load is not known"
      ),
      (
        "ts,rps\n600,-1\n660,-2",
        "has no usable load in any row; name the column with the load by --value-column"
      ),
      ("ts,rps\n600,\"1\n660,2", "line 2 opens a quote that is never closed; close it"),
      (
        "ts,rps\n600,1\n660,1\n1700000000,1",
        "line 4 is 19675 days after the row before it; mend its time, or give the part before or after it"
      ),
      (
        "ts,rps\n3600,1\n7200,1",
        "has rows 3600 s apart; a floor is decided every minute, so give rows at most 15 minutes apart"
      ),
      ("{", "is no JSON: line 1, column 2: "),
    ]
  )
  func errors(text: String, sentence: String) throws {
    let error = #expect(throws: TraceError.self) { try read(text) }
    let said = error?.description ?? ""
    #expect(sentence.hasSuffix(": ") ? said.hasPrefix(sentence) : said == sentence)
  }

  @Test("refuses a column that is not there, and says which are")
  func unknownColumn() throws {
    var format = TraceFormat()
    format.valueColumn = "load"
    let error = #expect(throws: TraceError.self) { try read("ts,rps\n600,1", format) }
    #expect(error?.description == "has no column load; it has ts, rps")
  }

  @Test("never traps, whatever the bytes: 10,000 random texts")
  func rubbish() {
    var generator = SplitMix64(seed: 6)
    let pieces = [
      "ts,rps\n", "600", "660", ",", "\n", ";", "\"", "-1", "1e308", "9e18", "nan", "2023-11-14",
      "T22:14:00Z", "\u{FEFF}", "{", "[", "\t", "x", "1700000000000", "0",
    ]
    for _ in 0..<10_000 {
      let count = Int(generator.unit() * 24)
      let text = (0..<count).map { _ in pieces[Int(generator.unit() * Double(pieces.count))] }
      _ = try? read(text.joined())
    }
  }
}
