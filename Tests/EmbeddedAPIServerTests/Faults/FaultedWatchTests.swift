import EmbeddedAPIServer
import JSON
import Testing
import Time
import Transport

@Suite("Faults of watches")
struct FaultedWatchTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  private func create(_ names: String..., on faulty: FaultyServer) async {
    for name in names { _ = await faulty.status(.post, maps, Samples.configMap(name)) }
  }

  @Test("a delayed watch gets each event in its order and so much later")
  func delay() async throws {
    let faulty = try FaultyServer("delay watches of configmaps by 20s from 1m to 5m")
    let watch = await faulty.watch(maps + "?watch=1")
    await create("a", on: faulty)
    faulty.advance(by: .seconds(60))
    await create("b", on: faulty)
    faulty.advance(by: .seconds(10))
    await create("c", on: faulty)
    faulty.advance(by: .seconds(10))
    faulty.server.closeWatches()
    #expect(await watch.next(4) == ["ADDED a", "ADDED b"])
  }

  @Test("a dropped watch ends after its events, a cut one in the middle of the next line")
  func endings() async throws {
    let faulty = try FaultyServer(
      """
      drop the 1st watch after 2 events
      cut the 2nd watch after 2 events
      expire the 3rd watch after 2 events
      """
    )
    var watches: [WatchReader] = []
    for _ in 0..<4 { watches.append(await faulty.watch(maps + "?watch=1")) }
    await create("a", "b", "c", on: faulty)
    for watch in watches { #expect(await watch.next(2) == ["ADDED a", "ADDED b"]) }
    #expect(await watches[0].next() == nil)
    #expect(await watches[1].next() == nil)
    #expect(watches[1].failure == .interrupted("the connection was reset by a planted fault"))
    #expect(watches[1].hasHalfLine)
    #expect(await watches[2].next()?["object"]?["code"] == 410)
    #expect(await watches[2].next() == nil)
    #expect(watches[2].failure == nil)
    #expect(await watches[3].next(1) == ["ADDED c"])
  }

  @Test("bookmarks come twice or late")
  func bookmarks() async throws {
    let faulty = try FaultyServer(
      """
      duplicate the bookmarks of the 1st watch
      reorder the bookmarks of the 2nd watch
      """
    )
    let target = maps + "?watch=1&allowWatchBookmarks=true"
    let twice = await faulty.watch(target)
    let late = await faulty.watch(target)
    faulty.advance(by: .seconds(60))
    await create("a", on: faulty)
    #expect(await twice.next(3) == ["BOOKMARK ", "BOOKMARK ", "ADDED a"])
    #expect(await late.next(2) == ["ADDED a", "BOOKMARK "])
  }
}
