// How a test file is laid out: on each engine one server, in it each test with scripts, on the first engine also
// without: what the database is cannot change what a page does without its scripts.

import assert from 'node:assert/strict';
import { after, before, describe, test as nodeTest } from 'node:test';
import { launchBrowser, openPage } from './browser.js';
import { Desks } from './desk.js';
import { engines } from './engines.js';
import { startServer } from './server.js';

const TEST_ENDS_WITHIN_MS = 120_000;
const LOST_CONNECTION = /net::ERR_(CONNECTION|EMPTY_RESPONSE|INCOMPLETE|NETWORK)/;

// `body` gets `test(name, [options], steps)`; `steps` gets `{ page, context, desks, server, browser, scripts }`.
// `rules` are files of rules that the server takes instead of its own.
export function forEachEngine(title, body, rules) {
  onEngines(engines, title, body, rules);
}

// For what no database can change: how pages look, and how they are used from the keyboard.
export function onFirstEngine(title, body, rules) {
  onEngines(engines.slice(0, 1), title, body, rules);
}

// One browser for the file: what a test opens in it is its own, and closed with it.
let launched;
const theBrowser = () => (launched ??= launchBrowser());
after(async () => (await launched)?.close());

function onEngines(chosen, title, body, rules) {
  for (const engine of chosen) {
    describe(`${title}, on ${engine.name}`, { concurrency: false }, () => {
      let browser;
      let server;
      before(async () => {
        [browser, server] = await Promise.all([theBrowser(), startServer(engine, rules)]);
      });
      after(() => server?.stop());

      function test(name, ...rest) {
        const steps = rest.pop();
        const { scripts, endsWithin = TEST_ENDS_WITHIN_MS, killsServer = false } = rest.pop() ?? {};
        const settings = engine === engines[0] ? ['on', 'off'] : ['on'];
        for (const setting of scripts ? [scripts] : settings) {
          nodeTest(`${name}, scripts ${setting}`, { timeout: endsWithin }, async () => {
            const { page, context, faults } = await openPage(browser, { scripts: setting });
            const desks = new Desks(browser, server, setting);
            try {
              await steps({ page, context, desks, server, browser, scripts: setting });
            } finally {
              faults.push(...(await desks.close()));
              await context.close();
            }
            // Where the server is killed on purpose, what could not be reached is no fault.
            const broken = killsServer ? faults.filter((fault) => !LOST_CONNECTION.test(fault)) : faults;
            assert.deepEqual(broken, [], 'nothing broke behind the pages');
          });
        }
      }

      body({ test });
    });
  }
}
