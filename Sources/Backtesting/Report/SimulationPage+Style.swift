extension SimulationPage {
  /// Both of the reader's colour schemes; only what the system brings along.
  static let style = """
    :root { color-scheme: light dark; --ink: #1b1f27; --soft: #5b6472; --paper: #ffffff;
      --panel: #f5f6f8; --line: #d9dde3; --load: #1b1f27; --capacity: #a9cdf2;
      --floor: #0b6e4f; --bad: #d1242f; --band: #f6c98a; --point: #b35900; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a2abb8;
      --paper: #14171c; --panel: #1d2128; --line: #363c46; --load: #f2f4f7;
      --capacity: #27517d; --floor: #4fd6a5; --bad: #ff6b6b; --band: #6e4c1c;
      --point: #ffb45e; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    main { max-width: 1040px; margin: 0 auto; padding: 32px 20px 64px; }
    h1 { font-size: 28px; line-height: 1.2; margin: 0 0 12px; }
    h2 { font-size: 20px; margin: 40px 0 12px; }
    h3 { font-size: 15px; margin: 0 0 4px; }
    .kicker { color: var(--soft); margin: 0 0 4px; }
    .lead { font-size: 18px; max-width: 46em; margin: 0; }
    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      gap: 12px; margin: 28px 0; }
    .card, .panel { background: var(--panel); border-radius: 10px; padding: 16px; }
    .card h3 { color: var(--soft); font-weight: 500; }
    .card p { margin: 0; color: var(--soft); }
    .card .value { font-size: 34px; line-height: 1.25; color: var(--ink); font-weight: 600; }
    .panel { margin: 0 0 16px; }
    .note { margin: 0 0 6px; color: var(--soft); font-size: 14px; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { padding: 8px 10px; text-align: right; border-bottom: 1px solid var(--line); }
    th:first-child { text-align: left; }
    thead th { font-size: 13px; font-weight: 500; color: var(--soft); vertical-align: bottom; }
    tbody th { font-weight: 500; }
    td.bar { position: relative; min-width: 150px; }
    td.bar span { position: absolute; left: 0; top: 9px; bottom: 9px; background: var(--bad);
      opacity: .3; border-radius: 3px; }
    td.bar b { position: relative; font-weight: 600; }
    svg { display: block; width: 100%; height: auto; }
    svg .grid { stroke: var(--line); stroke-width: 1; }
    svg .tick { fill: var(--soft); font-size: 12px; }
    svg .capacity { fill: var(--capacity); }
    svg .violation { stroke: var(--bad); stroke-width: 1.5; opacity: .75; }
    svg .load { fill: none; stroke: var(--load); stroke-width: 1.3; }
    svg .floor { fill: none; stroke: var(--floor); stroke-width: 1.6; stroke-dasharray: 5 3; }
    svg .band { fill: var(--band); opacity: .75; }
    svg .point { fill: none; stroke: var(--point); stroke-width: 1.5; }
    .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 8px 0 0;
      padding: 0; color: var(--soft); font-size: 13px; }
    .legend i { display: inline-block; width: 18px; height: 10px; margin-right: 6px;
      border-radius: 2px; }
    i.load { background: var(--load); height: 2px; vertical-align: middle; }
    i.capacity { background: var(--capacity); }
    i.floor { height: 0; border-top: 2px dashed var(--floor); vertical-align: middle; }
    i.violation { background: var(--bad); }
    i.band { background: var(--band); }
    i.point { background: var(--point); height: 2px; vertical-align: middle; }
    """
}
