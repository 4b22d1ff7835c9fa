/// A write that did not happen, and the API's reason.
package struct Refusal: Hashable, Sendable {
  package let action: ActionID
  package let message: String

  package init(action: ActionID, message: String) {
    self.action = action
    self.message = message
  }
}
