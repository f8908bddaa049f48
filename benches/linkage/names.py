"""The search of names beside tantivy and PostgreSQL's pg_trgm: one register, the same questions, the same judge.

The example `names` makes a register and what people type who look for somebody in it, answers that itself, and writes both
down. Here the peers are asked the same, each as its documentation would have it: tantivy with every word exactly, with one slip
and with two, the better the more; pg_trgm by trigram similarity with a GIN index. Found is who has the given name and the
surname that were meant, among the first ten.

Two registers: of names, each once, as such searches are usually measured; and of people, where hundreds share a name and
ten places cannot hold every spelling that fits.
"""

import os
import subprocess
import time

FIRST = 10
# pg_trgm takes a tenth of a second and more, so it is asked the first of each kind only.
ASKED_OF_POSTGRES = 200
BARS = {"one typo": 0.995, "two typos": 0.995, "nickname": 0.95, "swapped order, one typo": 0.95,
        "other transliteration": 0.95}
P99_MS = 5.0


def measure(settings):
    missed = 0
    for register in ["names", "people"]:
        missed += measure_register(settings, register)
    return missed


def measure_register(settings, register):
    folder = f"{settings.folder}/search-{register}-{settings.records}-{settings.seed}"
    count, seed = str(settings.records), str(settings.seed)
    print(f"\nsearch of names, register of {count} {register}, seed {seed}\nours", flush=True)
    subprocess.run(
        [f"{settings.programs}/names", f"{settings.folder}/names", "--register", register, "--count", count,
         "--seed", seed, "--queries", str(settings.queries), "--write", folder],
        check=True,
    )
    with open(f"{folder}/register.tsv", encoding="utf-8") as file:
        people = [line.rstrip("\n").split("\t") for line in file]
    with open(f"{folder}/asked.tsv", encoding="utf-8") as file:
        asked = [line.rstrip("\n").split("\t") for line in file]
    if not settings.without_peer:
        for title, peer in [("tantivy", tantivy_peer), ("pg_trgm", postgres_peer)]:
            search, most = peer(folder, people)
            if search:
                judge(title, search, people, asked, most)
    return verdicts(folder, register)


def judge(title, search, people, asked, most):
    """Asks one peer everything and prints its rows, in the columns of ours."""
    print(title, flush=True)
    by_kind = {}
    for kind, typed, meant in asked:
        by_kind.setdefault(kind, []).append((typed, meant))
    for kind, questions in by_kind.items():
        took, worked, found = [], [], 0
        for typed, meant in questions[:most]:
            started, work = time.perf_counter(), time.thread_time()
            hits = search(typed)
            worked.append((time.thread_time() - work) * 1e3)
            took.append((time.perf_counter() - started) * 1e3)
            found += any(people[hit][1] == meant for hit in hits)
        count = len(took)
        # PostgreSQL works in a process of its own, which is not ours to count.
        told = [took] if title == "pg_trgm" else [took, worked]
        figures = "".join(f" {percentile(times, 50):>8.2f} {percentile(times, 99):>8.2f}" for times in told)
        print(f"{kind:<26} {count:>7} {found / count:>9.4f}{figures}", flush=True)


def percentile(times, share):
    return sorted(times)[len(times) * share // 100]


def tantivy_peer(folder, people):
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=False)
    builder.add_integer_field("id", stored=False, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=500_000_000, num_threads=1)
    for number, (name, _) in enumerate(people):
        writer.add_document(tantivy.Document(name=fold(name), id=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    query, should = tantivy.Query, tantivy.Occur.Should

    def search(typed):
        words = []
        for word in fold(typed).split():
            words.append((should, query.term_query(schema, "name", word)))
            for slips in [1, 2] if len(word) > 2 else [1]:
                words.append((should, query.fuzzy_term_query(schema, "name", word, slips, True)))
        hits = searcher.search(query.boolean_query(words), FIRST).hits
        return searcher.fast_field_values("id", [address for _, address in hits])

    return search, None


def fold(name):
    """Lower case without marks, hyphens and apostrophes, as the analyser of a careful index has it."""
    import unicodedata

    marks_gone = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return marks_gone.lower().replace("-", " ").replace("'", "").replace("’", "")


def postgres_peer(folder, people):
    import psycopg

    url = os.environ.get("BENCH_POSTGRES_URL")
    if not url:
        print("pg_trgm: not measured, there is no PostgreSQL here")
        return None, None
    connection = psycopg.connect(url, autocommit=True)
    try:
        connection.execute("create extension if not exists pg_trgm")
    except psycopg.Error as error:
        print(f"pg_trgm: not measured, {error}")
        return None, None
    connection.execute("drop table if exists sought")
    connection.execute("create table sought (id int, name text)")
    with connection.cursor().copy("copy sought from stdin") as copy:
        for number, (name, _) in enumerate(people):
            copy.write_row((number, fold(name)))
    connection.execute("create index on sought using gin (name gin_trgm_ops)")
    connection.execute("vacuum analyze sought")
    question = "select id from sought where name %% %s order by similarity(name, %s) desc limit 10"

    def search(typed):
        typed = fold(typed)
        return [row[0] for row in connection.execute(question, (typed, typed)).fetchall()]

    return search, ASKED_OF_POSTGRES


def verdicts(folder, register):
    """One line for each bar of ours; how many were missed comes back."""
    missed = 0
    with open(f"{folder}/ours.txt", encoding="utf-8") as file:
        rows = [(line[:26].strip(), [float(cell) for cell in line[26:].split()]) for line in file]
    print("bars")
    for kind, (_, recall, _, p99, _, _, _) in rows:
        for what, value, limit, reached in [
            ("recall@10", recall, BARS.get(kind), recall >= BARS.get(kind, 0)), ("p99 ms", p99, P99_MS, p99 <= P99_MS)
        ]:
            if limit is not None:
                missed += not reached
                print(f"  {register:<7} {kind:<26} {what:<10} {value:>8.4f}  bar {limit}  {'reached' if reached else 'MISSED'}")
    return missed
