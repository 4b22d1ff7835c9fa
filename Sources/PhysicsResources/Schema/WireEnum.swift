/// A closed choice whose raw values are its words on the wire.
package protocol WireEnum: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {}
