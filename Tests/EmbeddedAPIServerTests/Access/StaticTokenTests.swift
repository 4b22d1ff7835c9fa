import EmbeddedAPIServer
import Testing

@Suite("Token files")
struct StaticTokenTests {
  @Test("a line is token, user, uid and, in quotes when there are several, the groups")
  func reading() throws {
    let text = """
      t1,alice,1,"devs,ops"
      # a comment

      t2, bob , 2
      t3,carol,3,devs\r
      """
    let tokens = try StaticToken.table(csv: text, path: "tokens.csv")
    #expect(tokens.map(\.token) == ["t1", "t2", "t3"])
    #expect(tokens.map(\.user.name) == ["alice", "bob", "carol"])
    #expect(tokens.map(\.user.uid) == ["1", "2", "3"])
    #expect(
      tokens.map(\.user.groups) == [
        ["devs", "ops", "system:authenticated"], ["system:authenticated"],
        ["devs", "system:authenticated"],
      ]
    )
  }

  @Test(
    "a bad line is named with its number and what to write",
    arguments: [
      ("a,b", "tokens.csv, line 1: 2 of at least 3 columns; "),
      ("t,u,1\n,u,1", "tokens.csv, line 2: the token or the user is empty; "),
      ("t,u,1,\"a", "tokens.csv, line 1: a quote is not closed; "),
    ]
  )
  func badLines(text: String, message: String) {
    #expect {
      try StaticToken.table(csv: text, path: "tokens.csv")
    } throws: {
      "\($0)" == message + "write token,user,uid,\"group1,group2\""
    }
  }
}
