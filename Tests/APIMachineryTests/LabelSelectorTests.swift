import APIMachinery
import JSON
import Testing

@Suite struct LabelSelectorTests {
  @Test(
    "a query reads and prints as the API server understands it",
    arguments: [
      ("", ""), ("a=b", "a=b"), ("a==b", "a=b"), ("a = b", "a=b"), ("a=", "a="), ("a!=b", "a!=b"),
      ("a in (x,y)", "a in (x,y)"), ("a in ( x , y )", "a in (x,y)"), ("a in(x,y)", "a in (x,y)"),
      ("a in (x)", "a=x"), ("a notin (x,y)", "a notin (x,y)"), ("a notin (x)", "a!=x"), ("a", "a"),
      ("!a", "!a"), ("! a", "!a"), ("in", "in"), ("notin in (a,b)", "notin in (a,b)"),
      (
        "app.kubernetes.io/name=x,tier in (a,b),!old", "app.kubernetes.io/name=x,tier in (a,b),!old"
      ),
    ]
  )
  func queries(text: String, printed: String) throws {
    let selector = try #require(LabelSelector(query: text))
    #expect(selector.query == printed)
    #expect(LabelSelector(query: printed) == selector)
  }

  @Test(
    "a query that the API server would refuse is refused",
    arguments: [
      "=b", "!=b", "a b", "a in", "a in x", "a in (x", "a in x)", "a within (x)", "a=b=c", "a>1",
      "!", "a=b c", "é",
    ]
  )
  func refused(text: String) {
    #expect(LabelSelector(query: text) == nil)
  }

  @Test(
    "every requirement has to hold",
    arguments: [
      ("", true), ("app=web", true), ("app=db", false), ("app!=db", true), ("none!=x", true),
      ("app in (db,web)", true),
      ("app notin (db,web)", false), ("none notin (db)", true), ("app", true), ("none", false),
      ("!none", true),
      ("!app", false), ("app=web,tier=a", true), ("app=web,tier=b", false),
    ]
  )
  func matching(query: String, isMatch: Bool) throws {
    let selector = try #require(LabelSelector(query: query))
    #expect(selector.matches(["app": "web", "tier": "a"]) == isMatch)
  }

  @Test("the form of objects holds labels and expressions")
  func json() {
    let selector = LabelSelector(json: [
      "matchLabels": ["b": "2", "a": "1"],
      "matchExpressions": [
        ["key": "c", "operator": "In", "values": ["x", "y"]],
        ["key": "d", "operator": "NotIn", "values": ["z"]], ["key": "e", "operator": "Exists"],
        ["key": "f", "operator": "DoesNotExist"],
      ],
    ])
    #expect(selector?.query == "a=1,b=2,c in (x,y),d!=z,e,!f")
    #expect(LabelSelector(json: ["matchExpressions": [["key": "a", "operator": "Gt"]]]) == nil)
    #expect(LabelSelector(json: [:])?.matches(["a": "1"]) == true)
  }
}
