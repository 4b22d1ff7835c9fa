import ChildProcess
import Testing

@Suite("The words of a command line")
struct CommandWordsTests {
  @Test(
    "spaces part them; quotes and backslashes keep them together",
    arguments: [
      ("  a  b\tc ", ["a", "b", "c"]), ("a 'b  c' \"d 'e'\"", ["a", "b  c", "d 'e'"]),
      (#"a\ b "c\"d" '\'"#, ["a b", "c\"d", "\\"]), ("a='b c'd", ["a=b cd"]), ("a ''", ["a", ""]),
      ("", []),
    ]
  )
  func words(line: String, words: [String]) {
    #expect(CommandWords.parted(line) == words)
  }

  @Test("a quote that is not closed is none", arguments: ["a 'b", "a \"b", "a\\"])
  func open(line: String) {
    #expect(CommandWords.parted(line) == nil)
  }
}
