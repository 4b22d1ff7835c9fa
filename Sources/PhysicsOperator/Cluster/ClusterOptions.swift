import ArgumentParser

/// Which cluster a command talks to.
struct ClusterOptions: ParsableArguments {
  @Option(help: "The kubeconfig; default: KUBECONFIG, else ~/.kube/config, else the pod's account.")
  var kubeconfig: String?

  @Option(help: "The context of the kubeconfig; default: its current one.")
  var context: String?
}
