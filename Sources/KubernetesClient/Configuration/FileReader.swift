/// Reads a whole file; handed in, so that this room touches no disk.
package typealias FileReader = @Sendable (_ path: String) throws(FileError) -> [UInt8]
