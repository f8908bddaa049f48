// The real binary, serving a demonstration from an empty directory on a free port.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stageOf } from './stage.js';

const target = process.env.CARGO_TARGET_DIR ?? resolve(import.meta.dirname, '../../../target');
const binary = process.env.SAFEWELL_TEST_BINARY ?? join(target, 'debug/safewell');

// Sheets of every case for when the system is down: set by an unoptimised build they would keep a core busy for a minute.
const NO_PAPER = ['--paper-every', '0'];

// Ready within this, demonstration data included, or the test fails.
const READY_WITHIN_MS = 60_000;

// Starts a server and answers when it is ready. `stop` ends it and removes all it wrote. `rules` holds files of rules by
// name, which take the place of those built in.
export async function startServer(engine, rules = {}) {
  const data = await mkdtemp(join(tmpdir(), 'safewell-browser-'));
  const stage = await stageOf(engine, rules, (folder, database) => serve(folder, database, rules));
  await stage?.copyTo(data);
  const database = await engine.prepare(stage?.database);
  async function remove() {
    await database.remove();
    await rm(data, { recursive: true, force: true });
  }
  try {
    const server = await serve(data, database, rules);
    const stop = async () => {
      await server.end();
      await remove();
    };
    return Object.assign(server, { stop });
  } catch (error) {
    await remove();
    throw error;
  }
}

// Serves what is in a folder and a database, a new demonstration where there is nothing.
async function serve(data, database, rules) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ruled = await written(rules, data);
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (name.startsWith('SAFEWELL_')) delete environment[name]; // the arguments below are all that counts
  }

  let child, ended;
  let output = '';
  function launch() {
    child = spawn(
      binary,
      ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--demo', ...NO_PAPER, ...ruled, ...database.serverArguments],
      { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const mine = child;
    child.stdout.on('data', (piece) => (output += piece));
    child.stderr.on('data', (piece) => (output += piece));
    ended = new Promise((answer) => {
      mine.once('exit', (code, signal) => answer(signal ?? code));
      mine.once('error', (error) => answer((output += error.message)));
    });
  }

  // Ends the server as a power cut ends it: nothing is written any more.
  async function crash() {
    child.kill('SIGKILL');
    await ended;
  }

  // Starts it again over what it had written, at the same address.
  async function restart() {
    launch();
    await ready(url, ended, () => output);
  }

  async function end() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const stopped = await Promise.race([ended.then(() => true), pause(10_000, false, { ref: false })]);
    if (!stopped) child.kill('SIGKILL');
    await ended;
  }

  launch();
  try {
    await ready(url, ended, () => output);
  } catch (error) {
    await end();
    throw error;
  }
  return { url, passwordOf: (username) => passwordIn(output, username), crash, restart, end };
}

// Writes files of rules into the folder of a server, and answers with the arguments that make it take them.
async function written(rules, data) {
  const names = Object.keys(rules);
  if (names.length === 0) return [];
  const folder = join(data, 'rules');
  await mkdir(folder, { recursive: true });
  for (const name of names) await writeFile(join(folder, name), rules[name]);
  return ['--protocols', folder];
}

// The password printed for this user name at the start: on the person's line, in the last of columns that are set apart
// by two spaces or more, for a password may hold one.
function passwordIn(output, username) {
  const line = output.split('\n').find((each) => each.split(/\s+/).includes(username));
  assert.ok(line, `the server printed no sign-in for ${username}. It said:\n${output}`);
  return line.trim().split(/\s{2,}/).at(-1);
}

// Asks /readyz until it agrees, the process ends, or time is up.
async function ready(url, ended, output) {
  const until = Date.now() + READY_WITHIN_MS;
  let over = false;
  ended.then(() => (over = true));
  while (Date.now() < until && !over) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`${binary} ${over ? 'ended' : 'was not ready in time'}. It said:\n${output()}`);
}

function freePort() {
  return new Promise((answer, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => answer(port));
    });
  });
}
