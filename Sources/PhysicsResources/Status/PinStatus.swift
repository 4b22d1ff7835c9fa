/// What `undo` went back to.
package struct PinStatus: SchemaDescribed {
  package var revision = ""
  /// The revision that the spec named then; the pin ends when it names another.
  package var over = ""

  package init() {}

  package static let fields: [Field<PinStatus>] = [
    Field("revision", \.revision, .text(max: 16), "The revision that `undo` went back to."),
    Field("over", \.over, .text(max: 16), "The revision that the spec named then."),
  ]
}
