"""Pairs held against the truth: one judge for both programs.

Recall is of all true pairs, so that a pair which was never compared is a pair missed. "best" is the threshold chosen with
the truth in hand, an upper bound; "certain" (a probability of 0.95) is what somebody without the truth gets.
"""

import duckdb
import numpy

BINS = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1.01]


class Judge:
    def __init__(self, data):
        self.data = data
        self.connection = duckdb.connect()
        self.load("truth", data.truth)
        if data.is_one_file:
            count = "select sum(n * (n - 1) / 2) from (select count(*) n from truth group by person)"
        else:
            for place, path in enumerate(data.inputs):
                self.load(f"side_{place}", path)
            side = "(select person from side_{0} join truth using (rec_id))"
            count = f"select count(*) from {side.format(0)} a join {side.format(1)} b using (person)"
        self.true_pairs = int(self.ask(count)[0][0])

    def load(self, table, path):
        read = f"read_csv('{path}', all_varchar = true, header = true)"
        self.connection.execute(f"create or replace table {table} as select * from {read}").fetchall()

    def ask(self, query):
        return self.connection.execute(query).fetchall()

    def found(self, folder):
        """The scored pairs: weight, probability and whether they are true, the heaviest first."""
        self.load("pairs", f"{folder}/pairs.csv")
        columns = self.connection.execute(
            "select match_weight::double w, match_probability::double p, (a.person = b.person)::int y from pairs"
            " join truth a on a.rec_id = rec_id_l join truth b on b.rec_id = rec_id_r order by w desc"
        ).fetchnumpy()
        return columns["w"], columns["p"], columns["y"].astype(int)

    def score(self, folder, frozen_weight=None):
        weights, chances, right = self.found(folder)
        so_far = numpy.cumsum(right)
        ends = numpy.append(numpy.diff(weights) != 0, True)
        f1 = numpy.where(ends, 2 * so_far / (numpy.arange(1, len(right) + 1) + self.true_pairs), 0)
        best = int(f1.argmax())

        def first(count):
            hits = int(so_far[count - 1]) if count else 0
            return {
                "precision": hits / count if count else 1.0,
                "recall": hits / self.true_pairs,
                "f1": 2 * hits / (count + self.true_pairs),
            }

        result = {
            "scored": len(right),
            "scored_recall": int(right.sum()) / self.true_pairs,
            "best": first(best + 1),
            "best_weight": float(weights[best]),
            "certain": first(int((chances >= 0.95).sum())),
            "bins": self.bins(chances, right),
        }
        if frozen_weight is not None:
            result["frozen"] = first(int((weights >= frozen_weight).sum()))
        if self.data.is_one_file:
            result["clusters"] = self.clusters(folder)
        return result

    def clusters(self, folder):
        self.load("clusters", f"{folder}/clusters.csv")
        joined = "select count(*) n from clusters join truth using (rec_id) group by "
        pairs, hits = (
            int(self.ask(f"select sum(n * (n - 1) / 2) from ({joined}{by})")[0][0])
            for by in ("cluster", "cluster, person")
        )
        return 2 * hits / (pairs + self.true_pairs)

    def scored_recall(self, folder):
        _, _, right = self.found(folder)
        return int(right.sum()) / self.true_pairs

    @staticmethod
    def bins(chances, right):
        """For each bin how many pairs it holds, what was said of them and what was true."""
        told = []
        for low, high in zip(BINS, BINS[1:]):
            within = (chances >= low) & (chances < high)
            if within.any():
                told.append((low, int(within.sum()), float(chances[within].mean()), float(right[within].mean())))
        return told
