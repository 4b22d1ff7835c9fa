import CurlTransport
import FoundationEssentials
import Glibc
import HTTPListener
import Testing

/// A throwaway authority with certificates for a server and a client, in a temporary folder; made
/// by the `openssl` command.
final class TLSFixture: Sendable {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "curl-tls-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(Self.script, to: "make.sh")
    let status = unsafe system("cd '\(folder)' && sh make.sh >make.log 2>&1")
    try #require(status == 0, "see \(folder)/make.log")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func file(_ name: String) -> PEMSource { .file("\(folder)/\(name)") }

  func bytes(_ name: String) throws -> PEMSource {
    let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
    return .bytes([UInt8](data))
  }

  /// A file for a listener, which errors name without its folder.
  func pem(_ name: String) -> PEMFile {
    let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
    return PEMFile(path: name, bytes: data.map { [UInt8]($0) } ?? [])
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
  }

  /// Why TLS cannot be tested on this machine; `nil` when it can.
  static let missingTool: String? = ["openssl", "python3"].first {
    unsafe system("command -v \($0) >/dev/null 2>&1") != 0
  }

  /// The server's certificate is for `localhost` and `kubernetes`, and not for 127.0.0.1.
  private static let script = """
    set -e
    key() { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }
    sign() {
      key $1
      openssl req -new -key $1.key -subj "/CN=$1$5" -out $1.csr
      printf "$2" >$1.ext
      openssl x509 -req -in $1.csr -CA ${6:-ca}.pem -CAkey ${6:-ca}.key -set_serial $3 -days $4 \\
        -extfile $1.ext -out $1.pem
    }
    for name in ca other; do
      key $name
      openssl req -x509 -new -key $name.key -subj /CN=$name -days 2 -out $name.pem
    done
    sign server 'subjectAltName=DNS:localhost,DNS:kubernetes' 1 2
    sign expired 'subjectAltName=DNS:localhost' 2 -1
    sign client 'extendedKeyUsage=clientAuth' 3 2
    sign alice 'extendedKeyUsage=clientAuth' 4 2 /O=devs/O=system:masters
    sign next 'subjectAltName=DNS:localhost' 5 2 '' other
    sign renewed 'extendedKeyUsage=clientAuth' 6 2 '' other
    key early
    openssl req -new -key early.key -subj /CN=early -out early.csr
    mkdir -p early.ca && : >early.ca/index.txt && echo 07 >early.ca/serial
    printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=early.ca/index.txt\\nserial=early.ca/serial\\nnew_certs_dir=early.ca\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' >early.cnf
    printf 'subjectAltName=DNS:localhost' >early.ext
    openssl ca -batch -config early.cnf -cert ca.pem -keyfile ca.key -in early.csr -out early.pem \\
      -startdate 20400101000000Z -enddate 20410101000000Z -extfile early.ext -notext
    """
}
