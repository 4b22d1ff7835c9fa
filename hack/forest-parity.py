#!/usr/bin/env python3
"""Compares the guide's forest with scikit-learn's on the same rows of every trace: error, training time, one-row prediction.

Usage: hack/forest-parity.py TRACES-FOLDER [seeds]
Both train on the first 70 % of the rows and are judged on the rest; one thread each, in one run. Our side is the program
ForecastBenchmark, built by this script. Exits with 1 when the errors differ by more than 2 % on a trace beyond twice what seeds alone make, with 0 and a reason when
Python has no scikit-learn (python3 -m venv; pip install scikit-learn) or no traces are there.
"""
import csv, glob, json, os, subprocess, sys, time

try:
    import numpy as np
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.preprocessing import StandardScaler
    import sklearn
except ImportError as missing:
    print(f"skipped: {missing}; install scikit-learn to compare")
    sys.exit(0)

LOOKBACK, HORIZON, METRICS = 60, 15, 6


def guide_rows(loads):
    """The guide's 30 features; a service that reports its request rate alone leaves the other five metrics at 0."""
    features, targets = [], []
    for end in range(LOOKBACK, len(loads) - HORIZON):
        window = loads[end - LOOKBACK : end]
        row = [window.mean(), window.max(), window.min(), window.std()] + [0.0] * 4 * (METRICS - 1)
        features.append(row + [(window[-1] - window[0]) / LOOKBACK] + [0.0] * (METRICS - 1))
        targets.append(loads[end + HORIZON])
    return np.array(features), np.array(targets)


def reference(loads, seeds):
    features, targets = guide_rows(loads)
    split = int(len(features) * 0.7)
    scaler = StandardScaler().fit(features[:split])
    train, test = scaler.transform(features[:split]), scaler.transform(features[split:])
    errors, fit, one = [], [], []
    for seed in range(42, 42 + seeds):
        start = time.perf_counter()
        forest = RandomForestRegressor(n_estimators=100, random_state=seed, n_jobs=1).fit(train, targets[:split])
        fit.append(time.perf_counter() - start)
        errors.append(np.abs(np.maximum(0, forest.predict(test)) - targets[split:]).mean())
        start = time.perf_counter()
        for row in test[:20]:
            forest.predict(row.reshape(1, -1))
        one.append((time.perf_counter() - start) / min(20, len(test)))
    # What two means of so many seeds differ by through chance alone.
    chance = np.std(errors, ddof=1) * (2 / seeds) ** 0.5 if seeds > 1 else 0
    return np.mean(errors), chance, min(fit), min(one)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "../shared/data/traces"
    least = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    files = sorted(glob.glob(os.path.join(folder, "*.csv")))
    if not files:
        print(f"skipped: no traces in {folder}")
        return 0
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    program = os.environ.get("FORECAST_BENCHMARK")
    if not program:
        subprocess.run(["swift", "build", "-c", "release", "--package-path", root + "/Benchmarks",
                        "--product", "ForecastBenchmark"], check=True, stdout=sys.stderr)
        program = root + "/Benchmarks/.build/release/ForecastBenchmark"
    print(f"scikit-learn {sklearn.__version__}, 100 trees, one thread, mean of {least} seeds (20 where rows are few), split 0.7")
    print("| trace | rows | MAE scikit-learn | MAE ours | difference | by chance | training faster | one row faster | ours, µs per row |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    failed = []
    for file in files:
        name = os.path.basename(file)[:-4]
        with open(file) as rows:
            loads = np.array([float(row["requests_per_second"] or 0) for row in csv.DictReader(rows)])
        loads = loads[-20000:]
        # Few rows scatter more between seeds; they are quickly grown.
        seeds = least if len(loads) > 5000 else 20
        ours = json.loads(subprocess.run([program, "forest", f"file={file}", f"seeds={seeds}", "last=20000"],
                                         check=True, capture_output=True, text=True).stdout)
        mae, chance, fit, one = reference(loads, seeds)
        difference = ours["mae"] / mae - 1
        if abs(difference) > 0.02 + 2 * chance / mae:
            failed.append(name)
        print(f"| {name} | {len(loads)} | {mae:.5g} | {ours['mae']:.5g} | {difference:+.2%} | {chance / mae:.2%} | "
              f"{fit / ours['trainSeconds']:.1f} x | {one * 1e6 / ours['predictMicroseconds']:.0f} x | "
              f"{ours['predictMicroseconds']:.1f} |", flush=True)
    if failed:
        print("Error: off by more than 2 %: " + ", ".join(failed))
    return 1 if failed else 0


sys.exit(main())
