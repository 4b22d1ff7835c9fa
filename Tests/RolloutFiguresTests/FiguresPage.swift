/// docs/sequential-test.md.
struct FiguresPage {
  struct Equal {
    let world: SideBySide
    let figures: Figures
  }

  struct Worse {
    let rate: Double
    /// With half of the default alpha, and with all of it.
    let figures: Figures
  }

  let equal: [Equal]
  let worse: [Worse]

  var markdown: String {
    """
    # What the sequential comparison costs and catches

    A canary is compared with stable after every scrape: given an error, if the canary is no worse, the error is the canary's with
    probability `n_c/(n_c + n_s)`. A mixture of eight bets on how much worse it is (1.5 to 30 times) is kept as an e-process over the
    whole rollout; at `1/alpha` the rollout is stopped. What one scrape interval multiplies it by is capped at `alpha^-1/2`, so that a
    single burst of errors stops nothing.

    Beside it: the rule that other tools offer, here "at least 99 % of the canary's requests of the last 5 minutes succeed", asked
    every minute, one miss stops.

    Simulated with seed \(Figures.seed), \(SequentialFigures.runs) runs a row, a scrape every \(Figures.interval) s, stable at 0.1 % errors,
    60 canary requests against 540 of stable in an interval where nothing else is said. Made by
    `WRITE_FIGURES=1 swift test -c release --filter SequentialFiguresTests`; the test fails when the figures change.

    ## A canary that is no worse: rollouts stopped for nothing

    Half an hour each, alpha 0.01: at most 1 % may be stopped.

    | what happens | sequential test | 99 % over a window |
    |---|---|---|
    \(equal.map(row).joined(separator: "\n"))

    ## A canary that is worse: canary requests until it is stopped

    Median, and what 90 % of the runs needed, looking for at most \(SequentialFigures.looksForWorse) scrapes. With the defaults alpha is
    0.01 a rollout and errors and slowness are both compared, so that each spends 0.005; where the spec names no histogram of
    durations, errors spend it all.

    | 0.1 % becomes | alpha 0.005 | alpha 0.01 | 99 % over a window |
    |---|---|---|---|
    \(worse.map(row).joined(separator: "\n"))

    A canary whose every request fails is stopped at the second scrape.

    ## What this does not say

    - Errors that come in pairs of bursts on the canary alone, in two scrape intervals, look like a bad canary, and are one as far as
      anybody can tell from outside.
    - A comparison says "worse than stable", never "bad": a canary that is as sick as stable is a matter for `maxErrorRate`.
    - With enough requests every difference is proven, however small. Bounds of histograms are far apart: often only 3 in 10,000 of stable's requests lie above
      the one that counts as slow, and a canary with 11 in 10,000 is three times as bad. Nobody feels that, so slowness stops a canary only
      when it has at least 2 in 1,000 slow requests more than stable since the rollout began, or more than 1 % in the present window, which is what a
      99th percentile beyond the bound means.
    - Long after a good start the test is slower: what spoke for the canary has to be outweighed first. The window of `maxErrorRate`
      forgets, this test does not.

    """
  }

  private func row(_ equal: Equal) -> String {
    let figures = equal.figures
    return "| \(equal.world.name) | \(share(figures.sequential[0], figures)) "
      + "| \(share(figures.window, figures)) |"
  }

  private func row(_ worse: Worse) -> String {
    let permille = Int((worse.rate * 1_000).rounded())
    let figures = worse.figures
    let cells = (figures.sequential + [figures.window]).map { needed($0, figures) }
    return "| \(permille / 10).\(permille % 10) % | \(cells.joined(separator: " | ")) |"
  }

  /// `0.17 %`.
  private func share(_ stopped: [Int], _ figures: Figures) -> String {
    let hundredths = (stopped.count * 10_000 + figures.runs / 2) / figures.runs
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals) %"
  }

  /// `600, 1080`.
  private func needed(_ stopped: [Int], _ figures: Figures) -> String {
    [0.5, 0.9].map { quantile in
      figures.requests(stopped, quantile: quantile).map(String.init) ?? "never"
    }.joined(separator: ", ")
  }
}
