extension ForecastCheckpoint {
  /// The longest text that is read or written, in characters: what a ConfigMap should hold per service.
  package static let longest = 10_240
  /// Fifteen days.
  private static let mostMeans = SampleRing.fifteenDays / step
  /// Sixty-four characters that need no escape in JSON, YAML or a URL.
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )
  private static let base = alphabet.count
  /// Code 0 is a missing mean, code 1 a load of zero, the codes above it stand on the scale.
  private static let missing = 0
  private static let zero = 1
  private static let codes = base * base
  /// Halvings from the largest mean down to what counts as zero: a billionth.
  private static let octaves = 30.0

  /// The history of a ring; `nil` while it holds nothing.
  package init?(_ ring: SampleRing) {
    guard let span = ring.span else { return nil }
    let newest = span.upperBound / Self.step
    let oldest = max(span.lowerBound / Self.step, newest - Self.mostMeans + 1)
    let means = (oldest...newest).map { Self.mean(of: ring, step: $0) }
    guard let first = means.firstIndex(where: { !$0.isNaN }) else { return nil }
    self.init(firstMinute: (oldest + first) * Self.step, means: Array(means[first...]))
  }

  private init(firstMinute: Int, means: [Double]) {
    let largest = means.lazy.filter { !$0.isNaN }.max() ?? 0
    let codes = means.map { Self.code(of: $0, largest: largest) }
    var body: [UInt8] = []
    body.reserveCapacity(2 * codes.count)
    for code in codes {
      body.append(Self.alphabet[code / Self.base])
      body.append(Self.alphabet[code % Self.base])
    }
    text = "\(Self.version) \(firstMinute) \(largest) \(String(decoding: body, as: UTF8.self))"
    self.firstMinute = firstMinute
    self.means = codes.map { Self.mean(of: $0, largest: largest) }
  }

  /// Reads what was stored; whatever else the text holds is refused in words.
  package init(text: String) throws(CheckpointRefusal) {
    let length = text.utf8.count
    guard length <= Self.longest else { throw .tooLong(characters: length) }
    let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard words.first == Self.version else { throw .unknownVersion }
    guard words.count == 4 else { throw .damaged("it should have four words, not \(words.count)") }
    guard let first = Int(words[1]), (0...Self.latestMinute).contains(first),
      first.isMultiple(of: Self.step)
    else { throw .damaged("its first minute is no minute") }
    guard let largest = Double(words[2]), largest.isFinite, largest >= 0, largest <= 1e30 else {
      throw .damaged("its scale is no load")
    }
    let codes = try Self.codes(in: Array(words[3].utf8))
    self.text = text
    firstMinute = first
    means = codes.map { Self.mean(of: $0, largest: largest) }
  }

  /// A minute in the year 10,000: what lies beyond is no time.
  private static let latestMinute = 4_223_376_000

  private static func codes(in body: [UInt8]) throws(CheckpointRefusal) -> [Int] {
    guard body.count.isMultiple(of: 2), body.count / 2 <= mostMeans else {
      throw .damaged("it has \(body.count) characters of means")
    }
    var places = [Int](repeating: -1, count: 256)
    for (place, character) in alphabet.enumerated() { places[Int(character)] = place }
    var codes: [Int] = []
    for pair in stride(from: 0, to: body.count, by: 2) {
      let high = places[Int(body[pair])]
      let low = places[Int(body[pair + 1])]
      guard high >= 0, low >= 0 else { throw .damaged("mean \(pair / 2) is not of its alphabet") }
      codes.append(high * base + low)
    }
    return codes
  }

  /// A mean's place on the scale: within an octave, steps of equal size.
  private static func code(of mean: Double, largest: Double) -> Int {
    guard !mean.isNaN else { return missing }
    guard mean > 0, largest > 0 else { return zero }
    let ratio = mean / largest
    let height = octaves + Double(ratio.exponent) + ratio.significand - 1
    guard height > 0 else { return zero }
    return min(codes - 1, 2 + Int((height / octaves * Double(codes - 3)).rounded()))
  }

  private static func mean(of code: Int, largest: Double) -> Double {
    if code == missing { return .nan }
    if code == zero { return 0 }
    let height = Double(code - 2) / Double(codes - 3) * octaves
    let exponent = height.rounded(.down)
    let ratio = Double(
      sign: .plus,
      exponent: Int(exponent - octaves),
      significand: 1 + height - exponent
    )
    return largest * ratio
  }

  private static func mean(of ring: SampleRing, step: Int) -> Double {
    var sum = 0.0
    var known = 0.0
    for minute in step * Self.step..<(step + 1) * Self.step {
      guard let load = ring[.requestsPerSecond, minute] else { continue }
      sum += load
      known += 1
    }
    return known > 0 ? sum / known : .nan
  }

  /// The history as samples: a mean stands for each minute that it was taken over.
  package var samples: [LoadSample] {
    means.indices.filter { !means[$0].isNaN }.flatMap { place in
      (0..<Self.step).map {
        LoadSample(minute: firstMinute + place * Self.step + $0, requestsPerSecond: means[place])
      }
    }
  }
}
