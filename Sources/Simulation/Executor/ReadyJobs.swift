/// Jobs that can run now, in the order in which they became ready.
struct ReadyJobs {
  /// Jobs before `head` have run; they are dropped together once they are half of the array.
  private var jobs: [ReadyJob] = []
  private var head = 0

  var count: Int { jobs.count - head }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ job: ReadyJob) {
    jobs.append(job)
  }

  mutating func removeFirst() -> ReadyJob {
    let job = jobs[head]
    head += 1
    if head > 64, head * 2 > jobs.count {
      jobs.removeFirst(head)
      head = 0
    }
    return job
  }

  /// Takes out a job in the middle; the first one takes its place.
  mutating func remove(at index: Int) -> ReadyJob {
    jobs.swapAt(head, head + index)
    return removeFirst()
  }
}
