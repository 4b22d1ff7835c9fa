"""Plants one bug at a time and asks the tests; see hack/mutations.sh."""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path.cwd()
PATCHES = ROOT / "Tests/Mutations"
STATE = PATCHES / "results.jsonl"
PAGE = ROOT / "docs/mutations.md"
WORK = ROOT / os.environ.get("MUTATIONS_WORK", ".mutations")
IN_PLACE = os.environ.get("MUTATIONS_IN_PLACE") == "1"
TREE = ROOT if IN_PLACE else WORK / "tree"
LIMIT = int(os.environ.get("MUTATIONS_LIMIT", "900"))
COPIED = ["Package.swift", "Package.resolved", "Sources", "Tests", "manifests", "charts", "docs", "README.md"]


class Mutation:
    """One patch with its header: `Bug:`, `Class:` and `Caught by:`."""

    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.text = path.read_text()
        self.bug = self.field("Bug")
        self.kind = self.field("Class")
        self.expected = [word.strip() for word in self.field("Caught by").split(",")]

    def field(self, name):
        found = re.search(rf"^{name}: (.+)$", self.text, re.M)
        if not found:
            sys.exit(f"{self.path} has no line \"{name}: …\"; add one")
        return found.group(1)

    def apply(self, *options):
        command = ["git", "apply", "--whitespace=nowarn", *options, str(self.path)]
        return subprocess.run(command, cwd=TREE, capture_output=True, text=True)


def mutations(names):
    known = {path.stem: path for path in sorted(PATCHES.glob("*.patch"))}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"there is no mutation {', '.join(unknown)}; the files of {PATCHES.relative_to(ROOT)} name them")
    return [Mutation(known[name]) for name in names or known]


def results():
    """The newest result of each mutation."""
    if not STATE.exists():
        return {}
    lines = map(json.loads, STATE.read_text().splitlines())
    return {line["name"]: line for line in lines}


def mirror(source, copy):
    """Makes the copy like the source, touching nothing that is the same already."""
    if source.is_dir():
        copy.mkdir(exist_ok=True)
        for stranger in {path.name for path in copy.iterdir()} - {path.name for path in source.iterdir()}:
            path = copy / stranger
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in source.iterdir():
            mirror(path, copy / path.name)
    elif source.exists() and not (copy.exists() and copy.read_bytes() == source.read_bytes()):
        shutil.copy(source, copy)


def prepare():
    """Brings the scratch copy up to date; files that did not change keep their times, so that little is built again."""
    if IN_PLACE:
        if subprocess.run(["git", "diff", "--quiet", "--", "Sources"]).returncode:
            sys.exit("Sources has changes, and MUTATIONS_IN_PLACE would mix them with its own; commit them first")
        return
    TREE.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        mirror(ROOT / name, TREE / name)
    if not (TREE / ".git").exists():
        subprocess.run(["git", "init", "-q"], cwd=TREE, check=True)
    build = os.environ.get("MUTATIONS_BUILD")
    if build and not (TREE / ".build").exists():
        shutil.copytree(ROOT / build, TREE / ".build", symlinks=True)


def run(command, suite, log, limit):
    """The exit code, or None when the time was up; the whole group of processes ends with it."""
    # SwiftPM keeps its locks there by the path of the package, and another checkout mounted at this path must not make us wait.
    temporary = WORK / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = dict(os.environ, ONLY_TESTS=suite, TMPDIR=str(temporary))
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command, cwd=TREE, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            return process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None


def outcome(suite, log):
    """What one suite says of the tree as it is: `passed`, or how it did not."""
    start = log.stat().st_size if log.exists() else 0
    built = run(["swift", "build", "-c", "release", "--build-tests"], suite, log, None)
    if built != 0:
        return {"result": "does not build"}
    command = ["swift", "test", "-c", "release", "--skip-build", "--filter", f"^{suite}\\."]
    code = run(command, suite, log, LIMIT)
    said = log.read_bytes()[start:].decode(errors="replace")
    if code == 0:
        if not re.search(r"Test run with [1-9]\d* tests?", said):
            sys.exit(f"{suite} has played no test; see {log}")
        return {"result": "passed"}
    if code is None and "Another instance of SwiftPM" in said:
        sys.exit(f"another SwiftPM holds {TREE}/.build; end it and go on")
    if code is None:
        return {"result": "caught", "by": f"{suite} (does not end within {LIMIT} s)"}
    failed = re.search(r"✘ Test (.+?) (?:recorded an issue|failed after)", said)
    return {"result": "caught", "by": f"{suite}: {failed.group(1) if failed else 'crash'}"}


def every_suite():
    """Suites that may be asked besides the expected ones, the cheap ones first."""
    return [
        "RolloutTests", "ScalingTests", "APIMachineryTests", "PlanningTests", "MetricsSourceTests",
        "ControllerRuntimeTests", "KubernetesClientTests", "EmbeddedAPIServerTests", "OperatorTests", "SimulationTests",
    ]


SOUND = set()


def require_sound(suite):
    """A suite that fails without any bug would catch them all."""
    if suite in SOUND:
        return
    log = WORK / f"{suite}.log"
    log.unlink(missing_ok=True)
    said = outcome(suite, log)
    if said["result"] != "passed":
        sys.exit(f"{suite} does not pass without a bug either ({sentence(said)}); mend that first, see {log}")
    SOUND.add(suite)


def play(mutation, expected_only, among):
    candidates = mutation.expected if expected_only else mutation.expected + every_suite()
    for suite in candidates:
        if not among or suite in among:
            require_sound(suite)
    log = WORK / f"{mutation.name}.log"
    log.unlink(missing_ok=True)
    applied = mutation.apply()
    if applied.returncode:
        return {"result": "does not apply", "by": applied.stderr.strip()}
    asked = []
    try:
        others = [] if expected_only else [suite for suite in every_suite() if suite not in mutation.expected]
        suites = mutation.expected + others
        for suite in [suite for suite in suites if not among or suite in among]:
            said = outcome(suite, log)
            asked.append(suite)
            if said["result"] != "passed":
                return said
        is_over = set(mutation.expected) <= set(asked)
        return {"result": "survived" if is_over else "open", "asked": asked}
    finally:
        back = mutation.apply("--reverse")
        if back.returncode:
            sys.exit(f"cannot take {mutation.name} back: {back.stderr.strip()}")


def is_played(result):
    """Whether there is a result, and no suite that should have been asked was left out."""
    return result is not None and result["result"] != "open"


def sentence(result):
    match result["result"]:
        case "caught":
            return f"caught by {result['by']}"
        case "survived":
            return f"**survived** {', '.join(result['asked'])}"
        case "open":
            return f"open: not caught by {', '.join(result['asked']) or 'anything yet'}"
        case other:
            return f"**{other}**"


def page():
    known, newest = mutations([]), results()
    played = [newest[m.name] for m in known if is_played(newest.get(m.name))]
    caught = sum(r["result"] == "caught" for r in played)
    survived = sum(r["result"] == "survived" for r in played)
    other = len(played) - caught - survived
    judged = caught + survived
    score = f" Of those judged {100 * caught / judged:.0f} % were caught." if judged else ""
    lines = [
        "# Planted bugs",
        "",
        "How good are our tests? `Tests/Mutations` holds bugs that operators are known to have, each a small patch against our own sources.",
        "`hack/mutations.sh` plants one at a time in a scratch copy, builds, asks the suites that should catch it, and notes what they said in",
        "`Tests/Mutations/results.jsonl`. This page is written from that file (`hack/mutations.sh --page`); an ordinary test checks that every",
        "patch still applies. A survivor is a missing test.",
        "",
        f"**{len(known)} bugs are listed; {len(played)} were played: {caught} caught, {survived} survived, {other} could not be judged."
        f"{score}**",
        "",
    ]
    if len(played) < len(known):
        lines += [
            f"The figure is provisional: {len(known) - len(played)} bugs were not played yet. Where only the expected suites were asked, another one may",
            "still catch a survivor.",
            "",
        ]
    lines += [
        "Tests that were written for planted bugs, which the suites had let through: a row of the table of phases for",
        "`advances-on-what-was-written`; tests of capacity for `floor-not-by-share`, `cached-count-for-endpoints` and `rollout-floor-falls`; one each for",
        "`finalizer-removed-by-position` (a bug of our own as well), `revision-in-use-is-pruned`, `role-of-another-namespace`, `scales-what-is-not-ours`,",
        "`deletes-what-is-not-ours`, `status-written-for-gauges`, `own-writes-not-remembered`, `prerequisites-ignored` and `conflict-counts-as-refusal`;",
        "and a law of every plan for `apply-without-version`. The results name those tests.",
        "",
        "| Bug | Class | Result |",
        "|---|---|---|",
    ]
    for m in known:
        result = sentence(newest[m.name]) if m.name in newest else "not played yet"
        lines.append(f"| `{m.name}`: {m.bug} | {m.kind} | {result.replace('|', chr(92) + '|')} |")
    lines += [
        "",
        "## By hand",
        "",
        "```",
        "hack/mutations.sh --expected-only            # every bug that has no result yet",
        "hack/mutations.sh no-drain-on-retreat        # one bug, all suites until one fails",
        "hack/mutations.sh --replay no-drain-on-retreat",
        "```",
        "",
        "A patch begins with `Bug:` (a sentence), `Class:` and `Caught by:` (test targets, the cheapest first). `ONLY_TESTS=RolloutTests swift",
        "build -c release --build-tests` builds one bundle with the rooms that it needs, which is what makes a bug in a leaf room cheap.",
    ]
    PAGE.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(prog="hack/mutations.sh", description=__doc__)
    parser.add_argument("--expected-only", action="store_true", help="ask only the suites that the patch names")
    parser.add_argument("--suites", default="", help="ask only these suites, separated by commas")
    parser.add_argument("--replay", action="store_true", help="play also what has a result")
    parser.add_argument("--page", action="store_true", help="write docs/mutations.md and play nothing")
    parser.add_argument("names", nargs="*", help="bugs to plant; all of them by default")
    given = parser.parse_args()
    chosen = mutations(given.names)
    among = {suite for suite in given.suites.split(",") if suite}
    if not given.page:
        WORK.mkdir(parents=True, exist_ok=True)
        prepare()
        for mutation in chosen:
            if is_played(results().get(mutation.name)) and not given.replay:
                continue
            if among and not among & set(mutation.expected):
                continue
            started = time.monotonic()
            result = {"name": mutation.name, **play(mutation, given.expected_only, among)}
            result["seconds"] = round(time.monotonic() - started)
            with open(STATE, "a") as state:
                state.write(json.dumps(result, ensure_ascii=False) + "\n")
            print(f"{mutation.name:32} {result['seconds']:5} s  {sentence(result)}", flush=True)
    page()


main()
