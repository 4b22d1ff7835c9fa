/// A job that can run now, and who runs it.
struct ReadyJob {
  let job: UnownedJob
  let executor: any TaskExecutor

  func run() { unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor()) }
}
