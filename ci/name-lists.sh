#!/usr/bin/env bash
# Gets lists of names by frequency, for everything that is measured on made-up people: `ci/name-lists.sh DIR`. Does nothing
# where they are.
#
# They are in Python packages: clkhash (Apache-2.0: first names and surnames with counts) and pseudopeople (BSD-3: short
# forms). Only the lists are read, nothing is installed; they are fetched for a measurement and are no part of this project.
set -euo pipefail

folder=${1:?the folder to put the lists in}
[ ! -f "$folder/nicknames.csv" ] || exit 0
mkdir -p "$folder"
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
python3 -m pip download --quiet --no-deps --dest "$packages" clkhash==0.18.3 pseudopeople==1.3.1
python3 - "$packages" "$folder" <<'PYTHON'
import glob, sys, zipfile

packages, folder = sys.argv[1:]
for package, files in {
    "clkhash": ["male-first-names.csv", "female-first-names.csv", "last-names.csv"],
    "pseudopeople": ["nicknames.csv"],
}.items():
    archive = zipfile.ZipFile(glob.glob(f"{packages}/{package}-*.whl")[0])
    for name in files:
        with open(f"{folder}/{name}", "wb") as out:
            out.write(archive.read(f"{package}/data/{name}"))
PYTHON
