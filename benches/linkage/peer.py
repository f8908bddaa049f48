"""The peer, Splink, as a whole process: reads, learns, predicts, joins, writes. usage: peer.py MODEL OUT INPUT [INPUT]

MODEL is `febrl`, or `register` with `register:fast` (what it learns from is capped, as its documentation offers for speed)
and `register:fixed` (a degree of agreement that its sample never meets is given a value by hand, the fairest bar for
accuracy). The models are the best that could be made for these data in a fair time, by its documented comparisons.
"""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
import duckdb
import splink.comparison_level_library as level
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)

EXCHANGED = "l.{a} = r.{b} and l.{b} = r.{a}"


def febrl(link_type):
    """Names are often exchanged and every field is spoilt now and then: wide blocking, addresses compared."""
    alone = ["date_of_birth", "soc_sec_id", "postcode", "surname", "given_name", "suburb", "address_1", "address_2"]
    names = compare.ForenameSurnameComparison(
        "given_name", "surname", jaro_winkler_thresholds=[0.92, 0.88], forename_surname_concat_col_name="both_names"
    )
    born = compare.DateOfBirthComparison(
        "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
    )

    def counted(comparison):
        return comparison.configure(term_frequency_adjustments=True)

    settings = SettingsCreator(
        link_type=link_type,
        unique_id_column_name="rec_id",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            EXCHANGED.format(a="given_name", b="surname"),
            *[block_on(column) for column in alone],
        ],
        comparisons=[
            names,
            born,
            compare.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            counted(compare.ExactMatch("street_number")),
            counted(compare.DamerauLevenshteinAtThresholds("postcode", [1, 2])),
            counted(compare.JaroWinklerAtThresholds("address_1", [0.92, 0.85])),
            counted(compare.JaroWinklerAtThresholds("suburb", [0.92, 0.85])),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    return {
        "settings": settings,
        "columns": "given_name || ' ' || surname as both_names",
        "certain": [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        "recall_of_certain": 0.8,
        "learn_on": [block_on("date_of_birth"), block_on("postcode")],
        "sample": 1e6,
    }


def register(link_type):
    """Street and landline belong to the household and would join families, so the one is only blocked on, and of the other
    mobile numbers are kept."""
    middle = compare.CustomComparison(
        output_column_name="middle_name",
        comparison_levels=[
            level.NullLevel("middle_name"),
            level.ExactMatchLevel("middle_name"),
            level.CustomLevel(
                "substr(middle_name_l, 1, 1) = substr(middle_name_r, 1, 1)"
                " and (length(middle_name_l) = 1 or length(middle_name_r) = 1)",
                label_for_charts="initial",
            ),
            level.JaroWinklerLevel("middle_name", 0.9),
            level.ElseLevel(),
        ],
    )
    born = compare.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            level.NullLevel("dob"),
            level.ExactMatchLevel("dob"),
            level.CustomLevel(
                "substr(dob_l, 1, 4) = substr(dob_r, 1, 4) and substr(dob_l, 6, 2) = substr(dob_r, 9, 2)"
                " and substr(dob_l, 9, 2) = substr(dob_r, 6, 2)",
                label_for_charts="day and month exchanged",
            ),
            level.LevenshteinLevel("dob", 1),
            level.CustomLevel("substr(dob_l, 1, 4) = substr(dob_r, 1, 4)", label_for_charts="same year"),
            level.LevenshteinLevel("dob", 2),
            level.ElseLevel(),
        ],
    )
    year, month_on, area = "substr(dob, 1, 4)", "substr(dob, 6, 5)", "substr(postcode, 1, 3)"
    rules = [
        ("first_name", "surname", year),
        ("surname", "dob"),
        ("first_name", "dob"),
        ("postcode", "first_name"),
        ("postcode", "surname"),
        ("postcode", "dob"),
        ("dob", area),
        ("mobile",),
        ("dob", "substr(surname, 1, 2)"),
        ("dob", "substr(first_name, 1, 2)"),
        ("surname", "substr(first_name, 1, 1)", "substr(dob, 1, 7)"),
        ("first_name", "substr(surname, 1, 1)", month_on),
        ("street", "first_name"),
        ("street", year),
        ("first_name", "surname", area),
    ]
    settings = SettingsCreator(
        link_type=link_type,
        unique_id_column_name="rec_id",
        blocking_rules_to_generate_predictions=[
            *[block_on(*rule) for rule in rules],
            EXCHANGED.format(a="first_name", b="surname") + " and substr(l.dob, 1, 4) = substr(r.dob, 1, 4)",
        ],
        comparisons=[
            compare.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="both_names"
            ),
            middle,
            born,
            compare.PostcodeComparison("postcode"),
            compare.ExactMatch("mobile"),
            compare.ExactMatch("sex"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    return {
        "settings": settings,
        "columns": "first_name || ' ' || surname as both_names, case when phone like '07%' then phone end as mobile",
        "certain": [
            block_on("first_name", "surname", "dob"),
            block_on("dob", "postcode", "sex", "substr(first_name, 1, 1)"),
            block_on("mobile"),
        ],
        "recall_of_certain": 0.7,
        "learn_on": [block_on("first_name", "surname"), block_on("dob")],
        "sample": 1e7,
    }


def give_untrained_levels_a_value(linker):
    for comparison in linker._settings_obj.core_model_settings.comparisons:
        levels = [found for found in comparison.comparison_levels if not found.is_null_level]
        for found in levels:
            if not found._u_is_trained:
                found.u_probability = levels[0].u_probability
                if not isinstance(found.m_probability, float):
                    found.m_probability = 0.02


def main():
    model, out, *inputs = sys.argv[1:]
    name, _, variant = model.partition(":")
    link_type = "link_only" if len(inputs) == 2 else "dedupe_only"
    made = {"febrl": febrl, "register": register}[name](link_type)
    connection = duckdb.connect()
    tables = [f"input_{place}" for place in range(len(inputs))]
    for table, path in zip(tables, inputs):
        read = f"read_csv('{path}', all_varchar = true, header = true)"
        connection.execute(f"create table {table} as select *, {made['columns']} from {read}").fetchall()
    api = DuckDBAPI(connection=connection)
    frames = [api.register(connection.table(table), dataset_display_name=f"set_{table}") for table in tables]
    linker = Linker(frames if len(frames) > 1 else frames[0], made["settings"])
    training = linker.training
    training.estimate_probability_two_random_records_match(made["certain"], recall=made["recall_of_certain"])
    training.estimate_u_using_random_sampling(max_pairs=1e6 if variant == "fast" else made["sample"], seed=1)
    if variant == "fixed":
        give_untrained_levels_a_value(linker)
    capped = {"max_pairs": 1e6} if variant == "fast" else {}
    for rule in made["learn_on"]:
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, **capped
        )
    pairs = linker.inference.predict()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    columns = "rec_id_l, rec_id_r, match_weight, match_probability"
    connection.execute(
        f"copy (select {columns} from {pairs.physical_name}) to '{out}/pairs.csv' (header, delimiter ',')"
    ).fetchall()
    connection.execute(
        f"copy (select rec_id, cluster_id as cluster from {clusters.physical_name})"
        f" to '{out}/clusters.csv' (header, delimiter ',')"
    ).fetchall()
    print(json.dumps({"pairs": connection.execute(f"select count(*) from {pairs.physical_name}").fetchall()[0][0]}))


main()
