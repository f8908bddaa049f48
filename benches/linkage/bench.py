"""Measures the linking of records, the search of names and the ranking of the missing for somebody unidentified, each beside
its peer where it has one, and says which bars are reached. Started by `run`."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import data
import names
from score import Judge

HERE = os.path.dirname(os.path.abspath(__file__))


class Row:
    """One line of the table: data, what each program is given beside it, and the bars for ours."""

    def __init__(self, name, load, model, options=(), frozen=(None, None), bars=()):
        self.name, self.load, self.model = name, load, model
        self.options, self.frozen, self.bars = list(options), frozen, list(bars)


def at_most(what, bound):
    return what, "at most", lambda ours, peer: bound, lambda value, limit: value <= limit


def at_least(what, bound):
    return what, "at least", lambda ours, peer: bound, lambda value, limit: value >= limit


def near_peer(what, below):
    return what, "at least", lambda ours, peer: peer[what] - below, lambda value, limit: value >= limit


def rows(records, seed):
    """Every row. To add one, say where its data come from and what has to be reached."""
    febrl_bars = [near_peer("best F1", 0.001), at_most("wall s", 0.5)]
    for number in range(1, 5):
        def febrl(folder, number=number):
            return data.febrl(folder, number)

        yield Row(f"febrl{number}", febrl, "febrl", bars=febrl_bars)
        # The peer's models of these data were written by hand, and so is this one of ours.
        by_hand = ["--model", f"{HERE}/models/febrl.toml"]
        yield Row(f"febrl{number}-by-hand", febrl, "febrl", by_hand, bars=[near_peer("best F1", 0), at_most("wall s", 0.5)])

    def register(folder):
        return data.made_up(folder, records, seed)

    full_bars = [
        at_most("wall s", 5.0), at_most("CPU s", 7.5), at_most("memory MB", 700), at_least("best F1", 0.90),
        at_least("F1 p>=.95", 0.88), at_least("blocking recall", 0.95),
    ]
    fast_bars = [at_most("wall s", 1.7), at_most("CPU s", 2.7), at_least("best F1", 0.83)]
    # The cut that was best on the register of seed 20261121, ours and the peer's, kept for every other.
    yield Row("register-full", register, "register", frozen=(OURS_FROZEN, PEER_FROZEN), bars=full_bars)
    yield Row("register-fast", register, "register:fast", ["--fast"], bars=fast_bars)


OURS_FROZEN, PEER_FROZEN = 0.55, 7.14


def measured(arguments):
    """Runs a program to its end: wall and CPU seconds, and the most memory that it held."""
    done = subprocess.run([sys.executable, "-I", "-S", f"{HERE}/measured.py", *arguments], capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr.decode()[-3000:]}")
    return json.loads(done.stdout)


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def measure(row, settings):
    """Both programs on one row, in turn; what each needed, and how right it was."""
    found = row.load(settings.folder)
    judge = Judge(found)
    out = {side: f"{settings.folder}/out/{row.name}-{side}" for side in ("ours", "peer")}
    ours = [f"{settings.programs}/link", *found.inputs, "--out", out["ours"], *row.options]
    peer = [sys.executable, f"{HERE}/peer.py", row.model, out["peer"], *found.inputs]
    commands = {"ours": ours, "peer": peer}
    if settings.without_peer:
        del commands["peer"]
    needed = {side: [] for side in commands}
    for _ in range(settings.runs):
        for side, command in commands.items():
            fresh(out[side])
            needed[side].append(measured(command))
    results = {}
    for (side, runs), frozen in zip(needed.items(), row.frozen):
        wall, cpu, memory = zip(*runs)
        scored = judge.score(out[side], frozen)
        if side == "ours":
            # By default nothing hopeless is written; what was compared at all is asked for once, outside the clock.
            everything = fresh(out[side] + "-all")
            measured([*ours[:len(found.inputs) + 2], everything, *row.options, "--threshold", "0"])
            scored["scored_recall"] = judge.scored_recall(everything)
        results[side] = {
            "wall s": statistics.median(wall),
            "CPU s": statistics.median(cpu),
            "memory MB": max(memory),
            "precision": scored["best"]["precision"],
            "recall": scored["best"]["recall"],
            "best F1": scored["best"]["f1"],
            "F1 p>=.95": scored["certain"]["f1"],
            "precision p>=.95": scored["certain"]["precision"],
            "blocking recall": scored["scored_recall"],
            "frozen F1": scored.get("frozen", {}).get("f1"),
            "cluster F1": scored.get("clusters"),
            "best weight": scored["best_weight"],
            "bins": scored["bins"],
            "runs": runs,
        }
    return results


COLUMNS = [
    ("wall s", "{:.2f}"), ("CPU s", "{:.2f}"), ("memory MB", "{:.0f}"), ("precision", "{:.4f}"), ("recall", "{:.4f}"),
    ("best F1", "{:.4f}"), ("F1 p>=.95", "{:.4f}"), ("precision p>=.95", "{:.4f}"), ("blocking recall", "{:.4f}"),
    ("frozen F1", "{:.4f}"), ("cluster F1", "{:.4f}"),
]


def line(cells):
    widths = [15, 5, *[max(len(name), 7) for name, _ in COLUMNS]]
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths)).rstrip(), flush=True)


def tell(row, results):
    for side, told in results.items():
        line([row.name, side, *["-" if told[name] is None else form.format(told[name]) for name, form in COLUMNS]])


def verdicts(row, results):
    """One line for each bar; how many were missed comes back."""
    missed = 0
    for what, words, bound, holds in row.bars:
        if "peer" not in results and row.model == "febrl" and what == "best F1":
            continue
        limit, value = bound(results["ours"], results.get("peer")), results["ours"][what]
        reached = holds(value, limit)
        missed += not reached
        print(f"  {row.name:<15} {what:<16} {value:>10.4f}  {words} {limit:.4f}  {'reached' if reached else 'MISSED'}")
    if "peer" in results:
        ours, peer = results["ours"], results["peer"]
        print(
            f"  {row.name:<15} peer/ours: wall {peer['wall s'] / ours['wall s']:.1f}, "
            f"CPU {peer['CPU s'] / ours['CPU s']:.1f}, memory {peer['memory MB'] / ours['memory MB']:.1f}"
        )
    return missed


def calibration(row, results):
    for side, told in results.items():
        print(f"\n{row.name}, {side}: what was said of pairs, and what was true")
        for low, count, said, true in told["bins"]:
            print(f"  from {low:<6}{count:>9} pairs  said {said:.3f}  true {true:.3f}  off by {said - true:+.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", help="rows whose names begin so; all of them where none is named")
    parser.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--programs", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--records", type=int, default=1_000_000, help="of the made-up register")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the made-up register; a new one by default")
    parser.add_argument("--queries", type=int, default=2_000, help="of each kind, to the search of names")
    parser.add_argument("--without-peer", action="store_true")
    settings = parser.parse_args()
    settings.folder = os.path.abspath(settings.folder)
    missed = measure_linking(settings)
    if is_chosen("names", settings):
        missed += names.measure(settings)
    if is_chosen("unidentified", settings):
        print(f"\nthe missing ranked for somebody unidentified, seed {settings.seed}\n", flush=True)
        seed = ["--seed", str(settings.seed)]
        subprocess.run([f"{settings.programs}/unidentified", *seed, "--without-ablation"], check=True)
    print(f"\n{missed} bars missed")


def is_chosen(row, settings):
    return not settings.rows or any(row.startswith(word) for word in settings.rows)


def measure_linking(settings):
    """The rows of record linkage; how many bars were missed comes back."""
    chosen = [row for row in rows(settings.records, settings.seed) if is_chosen(row.name, settings)]
    if not chosen:
        return 0
    print(f"register of {settings.records} records, seed {settings.seed}; median of {settings.runs} runs, in turn\n")
    line(["data", "", *[name for name, _ in COLUMNS]])
    all_results = {}
    for row in chosen:
        all_results[row.name] = measure(row, settings)
        tell(row, all_results[row.name])
    print("\nbars")
    missed = sum(verdicts(row, all_results[row.name]) for row in chosen)
    for row in chosen:
        if row.name.startswith("register"):
            calibration(row, all_results[row.name])
    with open(f"{settings.folder}/results.json", "w") as file:
        json.dump({"seed": settings.seed, "records": settings.records, "rows": all_results}, file, indent=1)
    print(f"\nall figures of linking are in {settings.folder}/results.json")
    return missed


main()
