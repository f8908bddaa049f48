# Short names for what is done often. `just` alone lists them; none of them is needed to build or test.

# List the recipes.
default:
    @just --list --unsorted

# Build and serve with demonstration data on http://127.0.0.1:8080; arguments go to `safewell serve`.
run *ARGUMENTS:
    ./safewell {{ARGUMENTS}}

# What continuous integration runs; a change is accepted only when this passes.
check:
    ./test

# The same without the browser and the built assets: for the minutes between edits.
test:
    ./test --fast

# The tests of one crate and a name pattern, on SQLite alone: `just only domain strategy`.
only CRATE PATTERN="":
    cargo nextest run --package {{CRATE}} {{PATTERN}}

# Format every crate.
fmt:
    cargo fmt --all

# Measure duties, appends, pages and cold start on this machine, in the release profile.
bench *ARGUMENTS:
    cargo build --locked --release --package server --bin safewell
    cargo run --locked --release --package testkit --bin bench -- {{ARGUMENTS}}

# Measure linking, the search of names and the ranking for the unidentified beside their peers (`just bench-linkage febrl` for
# some rows); fetches the peers and lists of names once.
bench-linkage *ARGUMENTS:
    cargo build --locked --release --package linkage --examples
    benches/linkage/run {{ARGUMENTS}}

# Measure the search of names alone, without peers, among a million made-up people; fetches lists of names into the folder once.
bench-names LISTS *ARGUMENTS:
    ci/name-lists.sh {{LISTS}}
    cargo run --locked --release --package linkage --example names -- {{LISTS}} {{ARGUMENTS}}

# The documentation of our own crates, as a newcomer reads it.
docs:
    cargo doc --locked --workspace --no-deps --open

# Take the README's screenshots again (docs/tour/), from the running demonstration.
tour: _browser
    cargo build --locked --package server --bin safewell
    node tests/browser/tour.js

# The browser tests alone: `just browser sign-in` for one file.
browser *FILES: _browser
    cargo build --locked --package server --bin safewell
    tests/browser/run {{FILES}}

# Node packages for the browser tests, as the lock file has them.
_browser:
    bash -c '. ci/install.sh && install_node_packages tests/browser'
