/// What is wrong with a line, before it is known which one it is.
struct ChaosSentence: Error {
  let text: String

  init(_ text: String) {
    self.text = text
  }
}
