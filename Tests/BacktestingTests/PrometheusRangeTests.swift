import Backtesting
import Testing

@Suite("A trace from Prometheus")
struct PrometheusRangeTests {
  private func read(_ text: String, sums: Bool = false) throws(TraceError) -> LoadTrace {
    var format = TraceFormat()
    format.sumsSeries = sums
    return try LoadTrace(Array(text.utf8), name: "test", format: format)
  }

  private func matrix(_ series: String...) -> String {
    #"{"status":"success","data":{"resultType":"matrix","result":[\#(series.joined(separator: ","))]}}"#
  }

  private static let first =
    #"{"metric":{"__name__":"rps","pod":"a"},"values":[[600,"1.5"],[660,"2"],[720,"NaN"]]}"#
  private static let second =
    #"{"metric":{"pod":"b"},"values":[[660,"3"],[720,"4"]]}"#

  @Test("is its one series")
  func one() throws {
    let trace = try read(matrix(Self.first))
    #expect(trace.loads == [1.5, 2])
    #expect(trace.firstMinute == 10)
    #expect(
      trace.warnings.map(\.description) == [
        "1 cells are no load, the first in line 3 (NaN); they are left out"
      ]
    )
  }

  @Test("is the sum of several series where the user wants it")
  func sum() throws {
    let trace = try read(matrix(Self.first, Self.second), sums: true)
    #expect(trace.loads == [1.5, 5, 4])
    #expect(trace.warnings.first?.description == "2 series were added up")
  }

  @Test("that is something else is a sentence with the cure")
  func errors() throws {
    let sentences = [
      (
        matrix(Self.first, Self.second),
        "holds 2 series, the first rps{pod=\"a\"}; put sum() around the query, or add them up by --sum"
      ),
      (matrix(), "holds no series; the query matched nothing in that time, so mend the query"),
      ("[]", "is JSON, but no answer of Prometheus; save what /api/v1/query_range answers"),
      (
        #"{"status":"error","errorType":"bad_data","error":"1:2: parse error"}"#,
        "holds an error of Prometheus: 1:2: parse error; mend the query"
      ),
      (
        #"{"status":"success","data":{"resultType":"vector","result":[]}}"#,
        "holds a vector, not a matrix; ask /api/v1/query_range instead of /api/v1/query"
      ),
      (
        matrix(#"{"metric":{},"values":[[600,1.5]]}"#),
        "series {}: sample 1 is not [seconds, \"value\"]; save the answer of query_range as it is"
      ),
    ]
    for (text, sentence) in sentences {
      let error = #expect(throws: TraceError.self) { try read(text) }
      #expect(error?.description == sentence)
    }
  }
}
