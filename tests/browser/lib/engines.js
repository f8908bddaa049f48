// The databases that every test is run on.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);
const postgres = process.env.SAFEWELL_TEST_POSTGRES_URL;

// An engine makes a database, from a copy of another where one is named, and gives the arguments for `safewell serve`.
const sqlite = {
  name: 'SQLite',
  async prepare() {
    return { name: null, serverArguments: [], remove: async () => {} }; // a file in the folder of the server
  },
  remove: async () => {},
};

// A database of its own for each server, so that no test sees another's cases.
const postgresql = {
  name: 'PostgreSQL',
  async prepare(original) {
    const name = `safewell_browser_${randomBytes(6).toString('hex')}`;
    const url = new URL(postgres);
    url.pathname = `/${name}`;
    await ask(`CREATE DATABASE ${name}${original ? ` TEMPLATE ${original}` : ''}`);
    return { name, serverArguments: ['--database-url', url.toString()], remove: () => postgresql.remove(name) };
  },
  async remove(name) {
    if (name) await ask(`DROP DATABASE ${name} WITH (FORCE)`);
  },
};

function ask(statement) {
  return run('psql', [postgres, '--quiet', '--command', statement]);
}

export const engines = postgres ? [sqlite, postgresql] : [sqlite];
