import Simulation

extension ServeCommand {
  /// How a Prometheus reads the simulated pods, for the help.
  static let discussion = """
    The running pods are listed for Prometheus at \(SimulatedCluster.targetsPath) in the form of HTTP service
    discovery; each target leads through the pod proxy of this server. A prometheus.yml for it:

      scrape_configs:
        - job_name: simulation
          scrape_interval: 15s
          authorization: {type: Bearer, credentials: TOKEN} # only with --token TOKEN
          http_sd_configs:
            - url: http://127.0.0.1:8080\(SimulatedCluster.targetsPath)
              refresh_interval: 15s
              authorization: {type: Bearer, credentials: TOKEN} # only with --token TOKEN

    Series have the labels namespace, pod, container, node, service and those of the pod (dots, dashes and slashes as _).
    """
}
