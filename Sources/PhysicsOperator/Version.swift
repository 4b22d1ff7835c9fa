/// The release that this source becomes.
enum Version {
  static let current = "0.1.0"
}
