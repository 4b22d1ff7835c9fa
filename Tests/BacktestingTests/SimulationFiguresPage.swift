import Backtesting
import Scaling

/// docs/simulate.md.
struct SimulationFiguresPage {
  let figures: SimulationFigures

  private static let demanded = [60: 0.42, 180: 0.36, 480: 0.26]
  private static let allowed = [60: 0.04, 180: 0.05, 480: 0.08]

  var markdown: String {
    """
    # Simulating a week of traffic

    `physics-operator simulate --trace traffic.csv --report report.html` plays recorded traffic to the same code that runs in a cluster
    and says what each way of scaling would have done: for how many minutes the service was overloaded, and what the pods cost.
    Without `--trace` it plays two synthetic weeks, the same for the same `--seed`.

    ## What is simulated

    Steps of 15 s. The load is the trace's. The HPA is a model of the one in kube-controller-manager 1.36 with the API's default
    `behavior`; it sees what was a minute ago. A pod serves `--pod-startup` after it was asked for, and is gone at once when it is given
    back. A minute is violated when at any of its steps the load exceeds what the ready pods can serve. Unless `--capacity` says
    otherwise, pods are sized so that the load that 99 % of the minutes do not exceed needs 20 of them at 70 %. Policies learn from the
    first 70 % of the trace and are judged on the last 30 %.

    | policy | who decides |
    |---|---|
    | `hpa70`, `hpa50` | an HPA on CPU at 70 % or 50 %, alone |
    | `guide` | the guide's forest and scaler, alone, trained once before the judged part |
    | `floor` | the HPA at 70 % with the forecast's floor under it: the operator in `Enforce` |

    Traces: CSV (time and load, columns by name or `--time-column`, `--value-column`; seconds, milliseconds or RFC 3339; gaps, disorder
    and duplicates are told and mended) or the JSON of Prometheus' `query_range`. `-o json` has stable names, among them
    `violationMinutesPerDay`, `podHours`, `podHoursVsHPA70`, `actionsPerDay`, and the elasticity metrics of the SPEC Research Group.

    A picture of the report: `chromium --headless --screenshot=report.png --window-size=1100,3000 report.html`.

    ## What the floor is worth

    \(SimulationFigures.startups.map(section).joined(separator: "\n"))
    Pod-hours are those of all traces together. \(tracesSentence) Made by
    `WRITE_FIGURES=1 swift test -c release --filter SimulationFiguresTests`.

    ### Trace by trace

    Violated minutes a day under the HPA at 70 % and with the floor, and the floor's pod-hours against that HPA.

    | trace | \(SimulationFigures.startups.map { "\($0) s start-up" }.joined(separator: " | ")) |
    |---|\(SimulationFigures.startups.map { _ in "---" }.joined(separator: "|"))|
    \(TraceFiles.ofMinutes.map(row).joined(separator: "\n"))

    """
  }

  private func section(_ startup: Int) -> String {
    let rows = ScalingPolicy.allCases.map { policy in
      let violations = figures.violations(policy, startup: startup)
      let share = violations / figures.violations(.hpa70, startup: startup)
      return
        "| `\(policy.rawValue)` | \(violations.text(decimals: 1)) | \(share.text(decimals: 2)) "
        + "| \(figures.extraPodHours(policy, startup: startup).signedPercent) "
        + "| \(figures.actions(policy, startup: startup).text(decimals: 0)) |"
    }
    return """
      A pod starts in \(startup) s:

      | policy | violated min/day | of `hpa70` | pod-hours | actions/day |
      |---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      \(verdict(startup))

      """
  }

  /// What was asked of the floor and whether it got there.
  private func verdict(_ startup: Int) -> String {
    let demanded = Self.demanded[startup, default: 0]
    let allowed = Self.allowed[startup, default: 0]
    let share =
      figures.violations(.floor, startup: startup) / figures.violations(.hpa70, startup: startup)
    let extra = figures.extraPodHours(.floor, startup: startup)
    let worse = TraceFiles.ofMinutes.filter { figures.isWorse($0, startup: startup) }
    let traces =
      worse.isEmpty
      ? "no trace has more violations than under the HPA alone"
      : "**more violations than under the HPA alone on \(worse.joined(separator: ", "))**"
    return "Asked of the floor: at most \(demanded.text(decimals: 2)) of the HPA's violations "
      + "(\(Self.answer(share <= demanded))) for at most \(allowed.signedPercent) pod-hours "
      + "(\(Self.answer(extra <= allowed))); \(traces)."
  }

  private static func answer(_ isReached: Bool) -> String {
    isReached ? "reached" : "**not reached**"
  }

  private var tracesSentence: String {
    "The traces are \(TraceFiles.ofMinutes.count) public recordings with a step of a minute, which are not part of this repository."
  }

  private func row(_ trace: String) -> String {
    let cells = SimulationFigures.startups.map { startup -> String in
      func find(_ policy: ScalingPolicy) -> SimulationFigures.Row? {
        figures.rows(policy, startup: startup).first { $0.trace == trace }
      }
      guard let base = find(.hpa70), let floor = find(.floor) else { return "-" }
      let extra = floor.podHoursPerDay / base.podHoursPerDay - 1
      return "\(base.violationMinutesPerDay.text(decimals: 1)), "
        + "\(floor.violationMinutesPerDay.text(decimals: 1)), \(extra.signedPercent)"
    }
    return "| \(trace) | \(cells.joined(separator: " | ")) |"
  }
}
