/// What the runtime promises.
extension Statement {
  static let reflector = [
    Statement(
      "R1",
      "The first request is a watch that sends the present objects first, with a time-out drawn anew each time."
    ),
    Statement(
      "R2",
      "The copy is replaced as a whole at the end mark; a stream that breaks before it leaves nothing behind."
    ),
    Statement(
      "R3",
      "A server that cannot stream is listed, at a version that never goes back in time."
    ),
    Statement("R4", "Lists come in pages of 500; a page token that expired means one whole list."),
    Statement(
      "R5",
      "A watch goes on at exactly the version that was seen; one that says nothing is not kept.",
      caveat:
        "A watch from no version or 0 is opened only with initial events, whose versions count from the end mark on."
    ),
    Statement("R6", "A bookmark moves the version and nothing else."),
    Statement(
      "R7",
      "410 reads anew, 429 and a server that is away are waited out at the same version, 500 for half a minute."
    ),
    Statement(
      "R8",
      "Waits double from 0.8 s to 30 s with jitter, and begin anew after two good minutes."
    ),
    Statement("R9", "The end of a watch is normal, unless it was short and empty."),
    Statement(
      "R10",
      "What is missing after a new read is deleted with its last known state."
    ),
    Statement("R11", "The copy is told again about every ten hours, without asking the server."),
    Statement(
      "R12",
      "Versions are compared as numbers of any length, and only within one resource."
    ),
    Statement(
      "R13",
      "A watch that is silent for longer than the server may be is dead and opened again.",
      provenBy: [
        Proof(
          target: "KubernetesClientTests",
          test:
            "a watch has no total time-out and is given up 5 s after the server should have ended it"
        ),
        Proof(
          target: "CurlTransportTests",
          test:
            "a byte before the idle limit keeps a stream open, and silence as long as it ends it"
        ),
        Proof(
          target: "CurlTransportTests",
          test: "a server that never answers meets the idle limit of a stream as well"
        ),
      ]
    ),
    Statement(
      "R14",
      "A refused token is renewed once; a forbidden watch is told and tried again."
    ),
  ]

  static let queue = [
    Statement("Q1", "A key is worked on by one worker at a time, and no change is lost."),
    Statement(
      "Q2",
      "The earliest wake-up counts; failures back off, each key and all together; success forgets.",
      caveat:
        "The caps are ours: 30 s, and 2 s while a canary has traffic that it should not have."
    ),
    Statement("Q3", "What changed goes before what is only looked at again, which ages."),
    Statement(
      "Q4",
      "A shut-down hands out or drops what is due, waits for passes under way, and ends."
    ),
    Statement(
      "Q5",
      "A pass never acts on a copy that is older than what the pass before it wrote.",
      caveat:
        "The gate waits for two seconds at the most: a watch that hangs must not keep a bad canary in traffic. After that the "
        + "answers to our own writes stand in for the copies."
    ),
  ]

  static let election = [
    Statement("L1", "Durations that cannot work are refused; candidates come back unevenly."),
    Statement("L2", "A lease counts from when its last change was heard of, whatever it says."),
    Statement("L3", "A free lease is taken with its version; who loses the race goes on waiting."),
    Statement(
      "L4",
      "Who cannot renew within the deadline stops at once, and never idles as if he led."
    ),
    Statement("L5", "The lease is given back when all work has ended."),
    Statement("L6", "Liveness fails when work goes on without the lease."),
    Statement(
      "L7",
      "No write of an ex-leader is accepted after its successor's first to the same object.",
      provenBy: [
        Proof(
          target: "ControllerRuntimeTests",
          test:
            "no accepted write of an ex-leader after its successor's first, over hundreds of seeds"
        ),
        Proof(
          target: "OperatorTests",
          test:
            "whatever ends or stops the leader, the other takes over, and no late write is accepted"
        ),
        Proof(
          target: "CurlTransportTests",
          test:
            "ended before the curl thread saw it, or while the connection was made: not a byte is sent"
        ),
      ]
    ),
    Statement("L8", "A lease that is meant for another is left to him."),
  ]

  static let events = [
    Statement("E1", "An event is complete, within the API's limits, and named after its object."),
    Statement(
      "E2",
      "Repetitions become a series: told at the second, every half hour and at the end; queue and tries are bounded."
    ),
    Statement(
      "E3",
      "Events are found through core/v1, and told after the status that they are about."
    ),
  ]
}
