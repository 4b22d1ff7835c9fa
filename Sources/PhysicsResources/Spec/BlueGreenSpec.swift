/// The guide's blue-green: the new revision at full capacity without traffic, then one switch.
package struct BlueGreenSpec: SchemaDescribed {
  package var previewHold: Duration = .seconds(300)
  package var autoPromote = true

  package init() {}

  package static let fields: [Field<BlueGreenSpec>] = [
    Field(
      "previewHold",
      \.previewHold,
      .duration(.zero...(.seconds(604_800))),
      "How long the new revision is up without traffic before the switch."
    ),
    Field(
      "autoPromote",
      \.autoPromote,
      .boolean,
      "Whether the switch comes by itself after previewHold; otherwise it waits for the verb promote."
    ),
  ]
}
