import ArgumentParser
import FoundationEssentials
import Glibc
import Planning

/// Where standard output goes.
struct Terminal {
  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
  }

  /// Whether the cursor can be moved.
  let isLive: Bool
  let isColoured: Bool
  private let environment: [String: String]

  init(_ colour: Colour) {
    environment = ProcessInfo.processInfo.environment
    let isScreen = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
    isLive = isScreen
    isColoured =
      switch colour {
      case .always: true
      case .never: false
      // https://no-color.org: present and not empty.
      case .auto: isScreen && environment["NO_COLOR"] ?? "" == ""
      }
  }

  /// Columns and rows, asked anew each time: windows are resized; `nil` where nothing limits a line.
  var size: (columns: Int, rows: Int)? {
    var size = winsize()
    if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return (Int(size.ws_col), max(Int(size.ws_row), 2))
    }
    // A pipe has no edge, unless somebody says that it has one.
    return environment["COLUMNS"].flatMap { Int($0) }.map { ($0, 24) }
  }

  var painter: TreePainter { TreePainter(width: size?.columns, isColoured: isColoured) }
}
