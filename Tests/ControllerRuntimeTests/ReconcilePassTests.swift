import APIMachinery
import ControllerRuntime
import Logging
import Testing

struct ReconcilePassTests {
  private let world = VirtualWorld()

  @Test("every line of a pass carries its id, its controller and its resource; child tasks inherit")
  func fields() {
    let journal = Journal()
    let controller = Controller(name: "test", queue: WorkQueue(clock: world.clock)) { _ in
      journal.note(shown(ReconcilePass.metadataProvider.get()))
      await withTaskGroup { group in
        group.addTask { journal.note(shown(ReconcilePass.metadataProvider.get())) }
      }
      return .success()
    }
    world.start { await controller.run() }
    controller.queue.add(ObjectKey(namespace: "n", name: "a"))
    world.run()
    controller.queue.add(ObjectKey(namespace: "n", name: "b"))
    world.run()
    let first = "controller=test reconcileID=00000000-0000-4000-8000-000000000001 resource=n/a"
    let second = "controller=test reconcileID=00000000-0000-4000-8000-000000000002 resource=n/b"
    #expect(journal.lines == [first, first, second, second])
    #expect(ReconcilePass.metadataProvider.get() == [:], "outside of passes")
  }

  @Test("drawn ids are version 4 UUIDs, the same for the same seed")
  func drawn() {
    let ids = PassIdentifiers(generator: SeededGenerator(seed: 0))
    let first = ids.next()
    #expect(first.description == "e220a839-7b1d-4daf-ae78-9e6aa1b965f4")
    #expect(first != ids.next())
    #expect(first == PassIdentifiers(generator: SeededGenerator(seed: 0)).next())
    #expect(first != PassIdentifiers(generator: SeededGenerator(seed: 1)).next())
  }
}

private func shown(_ metadata: Logger.Metadata) -> String {
  metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
}
