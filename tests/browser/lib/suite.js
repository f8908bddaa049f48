// How a test file is laid out: on each engine one server, in it each test with scripts and without.

import assert from 'node:assert/strict';
import { after, before, describe, test as nodeTest } from 'node:test';
import { launchBrowser, openPage } from './browser.js';
import { engines } from './engines.js';
import { startServer } from './server.js';

const TEST_ENDS_WITHIN_MS = 120_000;

// `body` gets `test(name, [options], steps)`; `steps` gets `{ page, context, server, browser, scripts }`.
export function forEachEngine(title, body) {
  for (const engine of engines) {
    describe(`${title}, on ${engine.name}`, { concurrency: false }, () => {
      let browser;
      let server;
      before(async () => {
        [browser, server] = await Promise.all([launchBrowser(), startServer(engine)]);
      });
      after(async () => {
        await browser?.close();
        await server?.stop();
      });

      function test(name, ...rest) {
        const steps = rest.pop();
        const { scripts } = rest.pop() ?? {};
        for (const setting of scripts ? [scripts] : ['on', 'off']) {
          nodeTest(`${name}, scripts ${setting}`, { timeout: TEST_ENDS_WITHIN_MS }, async () => {
            const { page, context, faults } = await openPage(browser, { scripts: setting });
            try {
              await steps({ page, context, server, browser, scripts: setting });
              assert.deepEqual(faults, [], 'nothing broke behind the page');
            } finally {
              await context.close();
            }
          });
        }
      }

      body({ test });
    });
  }
}
