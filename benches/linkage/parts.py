"""What each part of the method is worth: the made-up register and FEBRL 3, linked with one part left out in turn. Started by
`run parts`. Parts are left out by the model (`without`, or fewer rules), which is the inferred one in everything else.
"""

import argparse
import os
import re
import subprocess

import data
from score import Judge

RULE = re.compile(r"\[\[blocking\]\]\nkeys = \[(.*)\]\n")


def without(part):
    return lambda model: f'without = ["{part}"]\n{model}'


def only_keys_as_written(model):
    """No sounds, initials, short forms, sorted names or parts of dates."""
    return RULE.sub(lambda rule: "" if "." in rule.group(1) else rule.group(0), model)


PARTS = [
    ("everything", lambda model: model),
    ("without rarity of values", without("rarity")),
    ("without households", without("households")),
    ("without moves", without("moves")),
    ("only keys as written", only_keys_as_written),
]


def linked(settings, found, out, *options):
    subprocess.run([f"{settings.programs}/link", *found.inputs, "--out", out, *options], check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--programs", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--records", type=int, default=200_000, help="of the made-up register")
    parser.add_argument("--seed", type=int, default=20261121)
    settings = parser.parse_args()
    folder = os.path.abspath(settings.folder)
    sets = {
        f"register of {settings.records}": data.made_up(folder, settings.records, settings.seed),
        "FEBRL 3": data.febrl(folder, 3),
    }
    print("| data | what is left out | best F1 | F1 p>=.95 | precision p>=.95 | clusters F1 | scored recall |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name, found in sets.items():
        out, judge = f"{folder}/out/parts", Judge(found)
        linked(settings, found, out)
        with open(f"{out}/model.toml") as file:
            inferred = file.read().split("\n[trained]")[0] + "\n"
        for what, change in PARTS:
            with open(f"{folder}/parts.toml", "w") as file:
                file.write(change(inferred))
            linked(settings, found, out, "--model", f"{folder}/parts.toml")
            scored = judge.score(out)
            certain = scored["certain"]
            cells = [scored["best"]["f1"], certain["f1"], certain["precision"], scored["clusters"], scored["scored_recall"]]
            print(f"| {name} | {what} | " + " | ".join(f"{cell:.4f}" for cell in cells) + " |", flush=True)


main()
