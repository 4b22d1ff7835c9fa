import Planning
import Testing

@Suite("A picture that is painted over the last one")
struct LiveScreenTests {
  @Test("begins where the last one began and leaves nothing of it")
  func frames() {
    var screen = LiveScreen()
    #expect(screen.frame("a\nb", columns: 80, rows: 24) == "a\u{1B}[K\nb\u{1B}[K\n\u{1B}[J")
    #expect(screen.frame("c", columns: 80, rows: 24) == "\u{1B}[2A\rc\u{1B}[K\n\u{1B}[J")
    #expect(screen.frame("d", columns: 80, rows: 24) == "\u{1B}[1A\rd\u{1B}[K\n\u{1B}[J")
  }

  @Test("is no taller than the terminal, and says what is hidden")
  func tall() {
    var screen = LiveScreen()
    let picture = (1...10).map(String.init).joined(separator: "\n")
    #expect(
      screen.frame(picture, columns: 80, rows: 5)
        == "1\u{1B}[K\n2\u{1B}[K\n3\u{1B}[K\n… 7 more lines\u{1B}[K\n\u{1B}[J"
    )
    #expect(screen.frame("x", columns: 80, rows: 5).hasPrefix("\u{1B}[4A\r"))
  }

  @Test("starts anew on a terminal of another width")
  func resized() {
    var screen = LiveScreen()
    _ = screen.frame("a", columns: 80, rows: 24)
    #expect(screen.frame("a", columns: 60, rows: 24).hasPrefix("\u{1B}[2J\u{1B}[H"))
  }
}
