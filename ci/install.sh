# What the checks need beyond the Rust toolchain, git, curl, node and apt. Sourced by ./test.
# Each function installs one thing where it is absent and does nothing where it is present.

NEXTEST_VERSION=0.9.143
DENY_VERSION=0.20.2

# Runs a command as root: directly, or through sudo where that asks no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo "$@"
    else
        echo "This needs root: $*" >&2
        echo "Run it yourself once, then ./test again." >&2
        return 1
    fi
}

# Debian packages. The package lists are fetched only if the first try fails for want of them.
install_packages() {
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 install
        --yes --quiet=2 --no-install-recommends "$@")
    as_root "${install[@]}" >/dev/null 2>&1 && return
    as_root apt-get --quiet=2 update && as_root "${install[@]}" >/dev/null
}

have_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        [ -x "${SAFEWELL_TEST_CHROMIUM:-/nonexistent}" ]
}

# The directory of the newest PostgreSQL server programs here; empty if there are none.
# Debian keeps them off the PATH, one directory for each version.
postgres_programs() {
    local newest
    newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)
    if [ -x "$newest" ]; then
        dirname "$newest"
    elif command -v initdb >/dev/null && command -v postgres >/dev/null; then
        dirname "$(command -v postgres)"
    elif command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/postgres" ]; then
        pg_config --bindir
    fi
}

install_system_packages() {
    local missing=()
    command -v cc >/dev/null || missing+=(gcc libc6-dev)
    [ -n "$(postgres_programs)" ] || missing+=(postgresql)
    if [ "$1" = with_browser ]; then
        have_chromium || missing+=(chromium)
    fi
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

install_cargo_tools() {
    cargo nextest --version >/dev/null 2>&1 ||
        cargo install cargo-nextest --locked --version "$NEXTEST_VERSION" || return
    # Unoptimised: it runs for seconds, and this halves the time of the one build.
    cargo deny --version >/dev/null 2>&1 ||
        CARGO_PROFILE_DEV_DEBUG=false cargo install cargo-deny --locked --debug --version "$DENY_VERSION"
}

# `npm ci` in a folder, unless what is installed there was installed from this very lock file.
install_node_packages() {
    local folder=$1
    cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-from" && return
    npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error &&
        cp "$folder/package-lock.json" "$folder/node_modules/.installed-from"
}
