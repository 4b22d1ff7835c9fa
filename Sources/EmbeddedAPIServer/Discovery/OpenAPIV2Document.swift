import JSON
import Transport

/// `/openapi/v2`, without a single model.
///
/// kubectl asks for it before it creates a `List`, which version 3 does not describe, and gives up where it finds nothing at all. A kind that
/// the document does not know it leaves to the server's own validation, and that is the strict one.
enum OpenAPIV2Document {
  private static let title = "Kubernetes"
  private static let version = "v1.36.0"

  static func response(to request: APIRequest) -> HTTPResponse {
    let binary = request.accepted.first {
      $0.name.hasPrefix("application/com.github.proto-openapi")
    }
    let type =
      binary == nil
      ? "application/json" : "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
    let head = HTTPResponseHead(status: 200, headers: ["Content-Type": type])
    return HTTPResponse(head: head, body: binary == nil ? json.jsonBytes : protobuf)
  }

  private static var json: JSONValue {
    [
      "swagger": "2.0", "info": ["title": .string(title), "version": .string(version)],
      "paths": [:],
    ]
  }

  /// `openapi.v2.Document` of gnostic: 1 swagger, 2 info (1 title, 2 version), 8 paths.
  private static var protobuf: [UInt8] {
    let info = field(1, Array(title.utf8)) + field(2, Array(version.utf8))
    return field(1, Array("2.0".utf8)) + field(2, info) + field(8, [])
  }

  /// A length-delimited field of fewer than 128 bytes.
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
  }
}
