// The databases that every test is run on.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);
const postgres = process.env.SAFEWELL_TEST_POSTGRES_URL;

// An engine gives the arguments for `safewell serve`, and takes away afterwards what it made.
const sqlite = {
  name: 'SQLite',
  async prepare() {
    return { serverArguments: [], remove: async () => {} };
  },
};

// A database of its own for each server, so that no test sees another's cases.
const postgresql = {
  name: 'PostgreSQL',
  async prepare() {
    const name = `safewell_browser_${randomBytes(6).toString('hex')}`;
    const url = new URL(postgres);
    url.pathname = `/${name}`;
    await run('psql', [postgres, '--quiet', '--command', `CREATE DATABASE ${name}`]);
    return {
      serverArguments: ['--database-url', url.toString()],
      remove: () => run('psql', [postgres, '--quiet', '--command', `DROP DATABASE ${name} WITH (FORCE)`]),
    };
  },
};

export const engines = postgres ? [sqlite, postgresql] : [sqlite];
