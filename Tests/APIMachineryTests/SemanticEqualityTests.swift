import APIMachinery
import JSON
import Testing

@Suite struct SemanticEqualityTests {
  @Test(
    "the live object carries what is desired",
    arguments: [
      (#"{"a":1,"b":2}"#, #"{"a":1}"#),
      (#"{"a":1}"#, #"{"a":null}"#), (#"{}"#, #"{"a":null}"#), (#"{"a":null}"#, #"{"a":null}"#),
      (#"{"a":[1,{"b":2,"c":3}]}"#, #"{"a":[1,{"b":2}]}"#),
      (#"{}"#, #"{"labels":{},"args":[],"value":""}"#),
      (#"{"resources":{"limits":{"cpu":"1"}}}"#, #"{"resources":{"limits":{"cpu":"1000m"}}}"#),
      (#"{"resources":{"requests":{"cpu":"500m"}}}"#, #"{"resources":{"requests":{"cpu":"0.5"}}}"#),
      (#"{"resources":{"requests":{"cpu":"2"}}}"#, #"{"resources":{"requests":{"cpu":2}}}"#),
      (#"{"resources":{"requests":{"cpu":"1500m"}}}"#, #"{"resources":{"requests":{"cpu":1.5}}}"#),
      (#"{"limits":{"memory":"1Gi"}}"#, #"{"limits":{"memory":"1024Mi"}}"#),
      (#"{"limits":{"nvidia.com/gpu":"1"}}"#, #"{"limits":{"nvidia.com/gpu":"1.0"}}"#),
      (#"{"target":{"averageValue":"100"}}"#, #"{"target":{"averageValue":"100000m"}}"#),
      (#"{"target":{"value":"1k"}}"#, #"{"target":{"value":"1000"}}"#),
      (#"{"emptyDir":{"sizeLimit":"1Gi"}}"#, #"{"emptyDir":{"sizeLimit":"1073741824"}}"#),
      (
        #"{"containers":[{"name":"b","image":"x"},{"name":"a","image":"y","imagePullPolicy":"Always"}]}"#,
        #"{"containers":[{"name":"a","image":"y"},{"name":"b"}]}"#
      ),
      (
        #"{"ports":[{"port":53,"protocol":"UDP"},{"port":53,"protocol":"TCP"}]}"#,
        #"{"ports":[{"port":53,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]}"#
      ),
      (#"{"finalizers":["theirs","ours"]}"#, #"{"finalizers":["ours"]}"#),
      (
        #"{"ownerReferences":[{"uid":"1"},{"uid":"2","controller":true}]}"#,
        #"{"ownerReferences":[{"uid":"2"}]}"#
      ),
    ]
  )
  func contained(live: String, desired: String) throws {
    let live = try JSONValue(parsing: live)
    #expect(SemanticEquality.contains(live, desired: try JSONValue(parsing: desired)))
  }

  @Test(
    "the live object lacks something that is desired",
    arguments: [
      (#"{"a":1}"#, #"{"a":2}"#), (#"{}"#, #"{"a":1}"#), (#"{"a":null}"#, #"{"a":1}"#),
      (#"{"a":1}"#, #"{"a":{"b":1}}"#), (#"{"a":1}"#, #"{"a":[]}"#), (#"{}"#, #"{"a":false}"#),
      (#"{}"#, #"{"replicas":0}"#), (#"{}"#, #"{"emptyDir":{}}"#),
      (#"{"labels":{"a":"1"}}"#, #"{"labels":{"a":""}}"#),
      (#"{"maxSurge":1}"#, #"{"maxSurge":"1"}"#), (#"{"maxSurge":"25%"}"#, #"{"maxSurge":25}"#),
      (#"{"env":[{"name":"A","value":"1"}]}"#, #"{"env":[{"name":"A","value":"1000m"}]}"#),
      (#"{"labels":{"cpu":"1"}}"#, #"{"labels":{"cpu":"1000m"}}"#),
      (#"{"limits":{"cpu":"1"}}"#, #"{"limits":{"cpu":"1001m"}}"#),
      (#"{"limits":{"cpu":"1"}}"#, #"{"limits":{"cpu":"much"}}"#),
      (#"{"args":["a","b"]}"#, #"{"args":["b","a"]}"#),
      (#"{"args":["a","b"]}"#, #"{"args":["a"]}"#), (#"{"args":["a"]}"#, #"{"args":["a","b"]}"#),
      (#"{"containers":[{"name":"a"},{"name":"b"}]}"#, #"{"containers":[{"name":"a"}]}"#),
      (
        #"{"containers":[{"name":"a"},{"name":"b"}]}"#,
        #"{"containers":[{"name":"a"},{"name":"c"}]}"#
      ),
      (#"{"env":[{"name":"A","value":"1"}]}"#, #"{"env":[{"name":"A","value":"2"}]}"#),
      (#"{"finalizers":["theirs"]}"#, #"{"finalizers":["ours"]}"#),
      (#"{"finalizers":[]}"#, #"{"finalizers":["ours"]}"#),
    ]
  )
  func lacking(live: String, desired: String) throws {
    let live = try JSONValue(parsing: live)
    #expect(!SemanticEquality.contains(live, desired: try JSONValue(parsing: desired)))
  }

  @Test("a path tells what the value is when only a part of an object is compared")
  func atPath() {
    let path = FieldPath([.key("limits"), .key("cpu")])
    #expect(SemanticEquality.contains("1", desired: "1000m", at: path))
    #expect(!SemanticEquality.contains("1", desired: "1000m"))
  }
}
