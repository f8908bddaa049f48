# A private PostgreSQL that lives as long as one run of the tests. Sourced by ./test, after install.sh.
#
# It listens on a Unix socket in a directory that only its owner (and root) can enter, so it needs no
# password and no port. It never touches a PostgreSQL that is already on the machine.

postgres_directory=""

# PostgreSQL refuses to run as root; root runs it as `postgres` (which Debian's package makes) or `nobody`.
as_postgres_user() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        local user=postgres
        id "$user" >/dev/null 2>&1 || user=nobody
        runuser -u "$user" -- "$@"
    fi
}

# Starts it and exports SAFEWELL_TEST_POSTGRES_URL.
start_postgres() {
    local programs
    programs=$(postgres_programs)
    # A short path: a Unix socket's may not pass 107 characters.
    postgres_directory=$(cd / && as_postgres_user mktemp -d /tmp/safewell-postgres.XXXXXX) || return
    (
        cd "$postgres_directory" || exit 1
        # A default collation that is not plain bytes, so that a query which forgot COLLATE "C"
        # sorts differently here than on SQLite and is found out. No provider of it: plain bytes.
        as_postgres_user "$programs/initdb" --pgdata=data --username=safewell --auth=trust --encoding=UTF8 \
            --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-GB --no-sync >initdb.log 2>&1 ||
            { rm -rf data && as_postgres_user "$programs/initdb" --pgdata=data --username=safewell \
                --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1; } ||
            { cat initdb.log >&2; exit 1; }
        # Nothing here outlives the run, so nothing needs to reach the disk.
        as_postgres_user tee -a data/postgresql.conf >/dev/null <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$postgres_directory'
port = 5432
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
SETTINGS
        as_postgres_user "$programs/pg_ctl" start --pgdata=data --log=server.log --wait --silent ||
            { cat server.log >&2; exit 1; }
    ) || return
    export SAFEWELL_TEST_POSTGRES_URL="postgres://safewell@localhost:5432/postgres?host=$postgres_directory"
}

stop_postgres() {
    [ -n "$postgres_directory" ] || return 0
    local directory=$postgres_directory
    postgres_directory=""
    (cd "$directory" && as_postgres_user "$(postgres_programs)/pg_ctl" stop --pgdata=data --mode=immediate --silent) || true
    rm -rf "$directory"
}
