import FoundationEssentials
import JSON
import Testing

/// docs/custom-resource.md is what the definition says.
@Suite("The reference of the custom resource")
struct ReferencePageTests {
  @Test("the committed page is what the definition says")
  func noDrift() throws {
    let crd = try ProjectFiles.documents("manifests/crd/physicsapis.fisica-lab.com.yaml")
    let page = ReferencePage.markdown(try #require(crd.first))
    let file = ProjectFiles.root.appending(path: "docs/custom-resource.md")
    if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil {
      try Data(page.utf8).write(to: file)
    }
    let isCurrent = try String(contentsOf: file, encoding: .utf8) == page
    #expect(isCurrent, "write it anew: WRITE_REFERENCE=1 swift test --filter ReferencePageTests")
  }
}
