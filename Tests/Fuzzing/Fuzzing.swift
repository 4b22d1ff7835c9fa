import FoundationEssentials
import FuzzTargets

/// What libFuzzer calls with every input; the environment variable FUZZ_TARGET picks the target.
///
/// A broken law ends the process as a crash does, so that libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzerTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do throws(BrokenLaw) {
    try target.play(bytes)
  } catch {
    print("\(target.name): \(error)")
    preconditionFailure("a law is broken")
  }
  return 0
}

private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    let known = FuzzTarget.all.map(\.name).joined(separator: ", ")
    preconditionFailure("FUZZ_TARGET is \"\(name)\"; set it to one of \(known)")
  }
  return target
}()
