import Scaling
import Time

/// A simulation as a page that stands alone: no script, no font and no picture from elsewhere.
package struct SimulationPage: Sendable {
  package let html: String

  package init(_ result: SimulationResult) {
    let body = [
      Self.head(result), Self.cards(result), Self.table(result), Self.hardestDay(result),
      Self.policies(result), Self.notes(result),
    ]
    html = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Scaling ahead of the load: \(Self.escaped(result.trace.name))</title>
      <style>\(Self.style)</style>
      </head>
      <body><main>
      \(body.filter { !$0.isEmpty }.joined(separator: "\n"))
      </main></body>
      </html>

      """
  }

  private static func head(_ result: SimulationResult) -> String {
    let summary = SimulationSummary(result).sentences.joined(separator: " ")
    return "<header><p class=\"kicker\">Physics Operator, simulated</p>"
      + "<h1>Scaling ahead of the load: \(escaped(result.trace.name))</h1>"
      + "<p class=\"lead\">\(escaped(summary))</p></header>"
  }

  private static func cards(_ result: SimulationResult) -> String {
    guard let floor = result[.floor], let base = result[.hpa70] else { return "" }
    let (after, before) = (floor.figures, base.figures)
    let cards = [
      card(
        "Overloaded minutes a day",
        after.violationMinutesPerDay.text(decimals: 1),
        "the HPA alone: \(before.violationMinutesPerDay.text(decimals: 1))"
      ),
      card(
        "Pod-hours",
        result.podHoursVsHPA70(floor)?.signedPercent ?? "-",
        "\(after.podHours.text(decimals: 0)) instead of \(before.podHours.text(decimals: 0))"
      ),
      card(
        "Requests above what the pods could do",
        "\((after.overloadShare * 100).text(decimals: 2)) %",
        "the HPA alone: \((before.overloadShare * 100).text(decimals: 2)) %"
      ),
    ]
    return "<section class=\"cards\">\(cards.joined())</section>"
  }

  private static func card(_ title: String, _ value: String, _ note: String) -> String {
    "<div class=\"card\"><h3>\(title)</h3><p class=\"value\">\(value)</p><p>\(note)</p></div>"
  }

  private static func table(_ result: SimulationResult) -> String {
    let most = result.runs.map(\.figures.violationMinutesPerDay).max() ?? 0
    let rows = result.runs.map { run in
      let figures = run.figures
      let minutes = figures.violationMinutesPerDay
      let share = most > 0 ? 100 * minutes / most : 0
      let cells = [
        result.podHoursVsHPA70(run)?.signedPercent ?? "-", figures.podHours.text(decimals: 0),
        figures.actionsPerDay.text(decimals: 0),
        "\(figures.elasticity.underProvisionedTimeShare.text(decimals: 2)) %",
        "\(figures.elasticity.overProvisioning.text(decimals: 0)) %",
      ]
      return "<tr><th scope=\"row\">\(sentenceCase(run.policy.title))</th>"
        + "<td class=\"bar\"><span style=\"width:\(share.text(decimals: 1))%\"></span>"
        + "<b>\(minutes.text(decimals: 1))</b></td>"
        + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    return "<section><h2>Side by side</h2><div class=\"scroll\"><table><thead><tr><th>Policy</th>"
      + "<th>Overloaded minutes a day</th><th>Pod-hours against HPA 70 %</th><th>Pod-hours</th>"
      + "<th>Changes a day</th><th>Time with too few pods</th><th>Spare pods on average</th>"
      + "</tr></thead><tbody>\(rows.joined())</tbody></table></div></section>"
  }

  private static func policies(_ result: SimulationResult) -> String {
    let largest = largest(result.runs, in: 0..<result.judged.count)
    let start = result.instant(result.judged.lowerBound)
    let panels = result.runs.map { run in
      panel(run) + PolicyChart(run, in: 0..<run.minutes.count, from: start, largest: largest).svg
        + legend(run) + "</section>"
    }
    return "<h2>The whole judged time</h2>" + panels.joined(separator: "\n")
  }

  private static func panel(_ run: PolicyRun) -> String {
    let figures = run.figures
    return "<section class=\"panel\"><h3>\(sentenceCase(run.policy.title))</h3>"
      + "<p class=\"note\">\(figures.violationMinutes) overloaded minutes, "
      + "\(figures.podHours.text(decimals: 0)) pod-hours</p>"
  }

  private static func legend(_ run: PolicyRun) -> String {
    let floor =
      run.policy == .floor ? "<li><i class=\"floor\"></i>the forecast's floor</li>" : ""
    return "<ul class=\"legend\"><li><i class=\"load\"></i>load, requests/s</li>"
      + "<li><i class=\"capacity\"></i>what the ready pods can serve</li>\(floor)"
      + "<li><i class=\"violation\"></i>overloaded</li></ul>"
  }

  private static func hardestDay(_ result: SimulationResult) -> String {
    guard let base = result[.hpa70] ?? result.runs.first else { return "" }
    let day = hardest(base)
    let shown = [ScalingPolicy.hpa70, .floor].compactMap { result[$0] }
    let largest = largest(shown, in: day)
    let start = result.instant(result.judged.lowerBound + day.lowerBound)
    let (date, time) = (start.rfc3339.prefix(10), start.rfc3339.dropFirst(11).prefix(5))
    var text =
      "<h2>The hardest \(day.count == 1_440 ? "24 hours" : "time"), from \(date) \(time) UTC</h2>"
    if let track = result.floors {
      let minutes = result.judged.lowerBound + day.lowerBound
      let range = minutes..<minutes + day.count
      text +=
        "<section class=\"panel\"><h3>What was forecast, \(track.lead) minutes before</h3>"
        + ForecastChart(result, track, in: range).svg
        + "<ul class=\"legend\"><li><i class=\"load\"></i>load, requests/s</li>"
        + "<li><i class=\"point\"></i>most likely</li><li><i class=\"band\"></i>up to the load that is "
        + "exceeded \((100 - 100 * result.settings.quantile).text(decimals: 0)) % of the time</li></ul>"
        + "</section>"
    }
    for run in shown {
      text +=
        "<section class=\"panel\"><h3>\(sentenceCase(run.policy.title))</h3>"
        + PolicyChart(run, in: day, from: start, largest: largest).svg + legend(run) + "</section>"
    }
    return text
  }

  /// The 24 hours with the most violations of a run, or the first ones without any.
  private static func hardest(_ run: PolicyRun) -> Range<Int> {
    let length = min(1_440, run.minutes.count)
    var best = (start: 0, count: -1)
    for start in stride(from: 0, through: run.minutes.count - length, by: 60) {
      let count = run.minutes[start..<start + length].count(where: run.isViolated)
      if count > best.count { best = (start, count) }
    }
    return best.start..<best.start + length
  }

  private static func largest(_ runs: [PolicyRun], in range: Range<Int>) -> Double {
    var largest = 0.0
    for run in runs {
      let perPod = run.settings.capacity.requestsPerSecond
      for minute in run.minutes[range] {
        largest = max(largest, minute.load ?? 0, Double(minute.fewestReady) * perPod)
      }
    }
    return largest
  }

  private static func notes(_ result: SimulationResult) -> String {
    let settings = result.settings
    let days = Double(result.trace.samples.count) / 1_440
    var notes = [
      "The trace has \(days.daysText); the policies could learn from the first "
        + "\((100 - 100 * settings.judgedShare).text(decimals: 0)) % and were judged on the last "
        + "\(result.judgedDays.daysText).",
      "A pod serves \(settings.capacity.requestsPerSecond.shortText) requests/s and takes "
        + "\(settings.podStartup.goDuration) to start; between \(settings.bounds.min) and "
        + "\(settings.bounds.max) pods are allowed. Metrics are a minute old, and the HPA looks every 15 s.",
      "A minute is overloaded when the load exceeds what the ready pods can serve at any of its 15 s steps.",
      "The forecast only ever raises the floor under the HPA: it may add pods, never take any away.",
    ]
    notes += result.trace.warnings.map { "Note on the trace: \($0)." }
    return "<section><h2>How it was simulated</h2><ul>"
      + notes.map { "<li>\(escaped($0))</li>" }.joined() + "</ul></section>"
  }

  private static func sentenceCase(_ text: String) -> String {
    escaped(text.prefix(1).uppercased() + text.dropFirst())
  }

  /// A file's name may hold anything.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
