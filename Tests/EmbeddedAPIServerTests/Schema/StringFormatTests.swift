import EmbeddedAPIServer
import JSON
import Testing

@Suite("The formats of strings")
struct StringFormatTests {
  private static func isValid(_ format: String, _ text: String) throws -> Bool {
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object", "properties": ["a": ["type": "string", "format": .string(format)]],
      ]
    )
    return schema.validate(["a": .string(text)], old: nil).isEmpty
  }

  @Test(
    "each known format takes what is of it and refuses the rest",
    arguments: [
      ("date", ["2026-02-28"], ["2026-02-30", "2026-2-1", "today"]),
      (
        "date-time", ["2026-01-02T03:04:05Z", "2026-01-02t03:04:05.5+02:00"],
        ["2026-01-02", "2026-01-02T24:00:00Z", "2026-01-02T03:04Z", "2026-13-02T03:04:05Z"]
      ),
      ("datetime", ["2026-01-02T03:04:05Z"], ["x"]),
      ("duration", ["1h30m", "90s", "3 days", "2 weeks"], ["x", "", "5 parsecs"]),
      ("email", ["a@b.c", "Ann <a@b.c>"], ["a", "a@", "@b", "a b@c"]),
      ("hostname", ["a", "a.example.com", "a-b.co"], ["-a", "a_b", "a..b", "a.b"]),
      ("ipv4", ["10.0.0.1"], ["10.0.0.256", "10.0.0", "01.0.0.1", "::1"]),
      ("ipv6", ["::1", "fe80::1", "::ffff:10.0.0.1"], ["10.0.0.1", ":::1", "12345::", "g::"]),
      ("cidr", ["10.0.0.0/8", "fd00::/64"], ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/x"]),
      ("mac", ["00:00:5e:00:53:01", "00-00-5e-00-53-01", "0000.5e00.5301"], ["00:00", "zz"]),
      ("uri", ["https://a/b?c", "/path", "urn:x"], ["example.com", "http://a b", "/%zz"]),
      ("uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567"]),
      ("uuid3", ["123e4567-e89b-32d3-a456-426614174000"], ["123e4567-e89b-12d3-a456-426614174000"]),
      ("uuid4", ["123e4567-e89b-42d3-a456-426614174000"], ["123e4567-e89b-42d3-c456-426614174000"]),
      ("uuid5", ["123e4567-e89b-52d3-b456-426614174000"], ["123e4567-e89b-42d3-b456-426614174000"]),
      ("byte", ["aGVsbG8=", "YQ=="], ["", "a", "a_b="]),
      ("hexcolor", ["#fff", "00ff00"], ["#ff", "red"]),
      ("rgbcolor", ["rgb(0, 255,7)"], ["rgb(0,256,7)", "rgb(1,2)"]),
      ("isbn", ["0-306-40615-2", "978-0-306-40615-7"], ["0-306-40615-3"]),
      ("isbn10", ["080442957X"], ["978-0-306-40615-7"]),
      ("isbn13", ["978-0-306-40615-7"], ["080442957X"]),
      ("creditcard", ["4111 1111 1111 1111"], ["4111 1111 1111 1112"]),
      ("ssn", ["123-45-6789", "123456789"], ["12-345-6789"]),
      ("bsonobjectid", ["507f1f77bcf86cd799439011"], ["507f1f77"]),
      ("k8s-short-name", ["my-name"], ["My-name", "a.b"]),
      ("k8s-long-name", ["a.b-c"], ["a..b", "A"]),
      ("password", ["", "x"], []), ("of-my-own", ["", "x"], []),
    ] as [(String, [String], [String])]
  )
  func formats(format: String, good: [String], bad: [String]) throws {
    for text in good { #expect(try Self.isValid(format, text), "\(format): \(text)") }
    for text in bad { #expect(try !Self.isValid(format, text), "\(format): \(text)") }
  }
}
