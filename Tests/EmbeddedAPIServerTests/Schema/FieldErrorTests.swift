import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing

@Suite("What a field error says")
struct FieldErrorTests {
  private static let path = FieldPath("spec.image")

  @Test(
    "each kind has the words of the API server",
    arguments: [
      (FieldError.required(path), "spec.image: Required value"),
      (.required(path, "why"), "spec.image: Required value: why"),
      (.invalid(path, "a\"b", "no"), #"spec.image: Invalid value: "a\"b": no"#),
      (.invalid(path, 120, "too big"), "spec.image: Invalid value: 120: too big"),
      (.invalid(path, 0.05, "no"), "spec.image: Invalid value: 0.05: no"),
      (.invalid(path, true, "no"), "spec.image: Invalid value: true: no"),
      (
        .invalid(path, ["a": "<b>"], "no"), #"spec.image: Invalid value: {"a":"\u003cb\u003e"}: no"#
      ),
      (.invalid(path, .null, "no"), "spec.image: Invalid value: null: no"),
      (.duplicate(path, "x"), #"spec.image: Duplicate value: "x""#),
      (.forbidden(path, "no"), "spec.image: Forbidden: no"),
      (
        .notSupported(path, "X", supported: ["A", "B"]),
        #"spec.image: Unsupported value: "X": supported values: "A", "B""#
      ),
      (.tooLong(path, maximum: 40), "spec.image: Too long: may not be more than 40 bytes"),
      (.tooLong(path, maximum: 1), "spec.image: Too long: may not be more than 1 byte"),
      (
        .tooMany(path, actual: 3, maximum: 2),
        "spec.image: Too many: 3: must have at most 2 items"
      ),
      (.typeInvalid(path, "string", "no"), #"spec.image: Invalid value: "string": no"#),
      (FieldError(path: path, kind: .invalid, detail: "no"), "spec.image: Invalid value: no"),
      (.invalid(.root, .null, "no"), "<nil>: Invalid value: null: no"),
    ]
  )
  func messages(error: FieldError, message: String) {
    #expect(error.message == message)
  }

  @Test("the cause of a Status has the message without the field")
  func cause() {
    let cause = FieldError.notSupported(Self.path, "X", supported: ["A"]).cause
    #expect(cause.reason == "FieldValueNotSupported")
    #expect(cause.field == "spec.image")
    #expect(cause.message == #"Unsupported value: "X": supported values: "A""#)
  }

  @Test(
    "numbers print as Go prints them",
    arguments: [
      (0.05, "0.05"), (0.00001, "1e-05"), (1_234_567.5, "1.2345675e+06"), (120.5, "120.5"),
      (-0.25, "-0.25"), (1e100, "1e+100"),
    ]
  )
  func numbers(number: Double, text: String) {
    #expect(GoText.plain(number) == text)
  }
}
