import Testing

/// The numbered statements about the Kubernetes API that the client, the runtime and the embedded server rely on.
///
/// Every name says which statements the test proves; `docs/kubernetes-semantics.md` is made from the names.
@Suite("Kubernetes semantics", .realServer, .timeLimit(.minutes(10)))
enum KubernetesSemantics {}
