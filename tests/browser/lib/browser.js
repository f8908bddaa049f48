// Chromium as the system has it, and pages that fail their test when something breaks behind them.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  process.env.SAFEWELL_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

// Chromium would otherwise look for updates, time servers and other things that a closed network has not.
const QUIET = [
  '--no-sandbox', // the tests may run as root, in a container; the pages are our own
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser() {
  return chromium.launch(launchOptions());
}

// A browser that can be ended as a power cut ends it: nothing is saved, nobody is asked.
export async function launchBrowserToKill() {
  const running = await chromium.launchServer(launchOptions());
  const browser = await chromium.connect(running.wsEndpoint());
  return { browser, kill: () => running.kill() };
}

function launchOptions() {
  const place = PLACES.find((path) => path && existsSync(path));
  if (!place) throw new Error('Chromium was not found. Install it, or name it in SAFEWELL_TEST_CHROMIUM.');
  return { executablePath: place, args: QUIET };
}

const withoutScripts = new WeakSet();

export function runsWithoutScripts(page) {
  return withoutScripts.has(page.context());
}

// A page in a browser profile of its own. `faults` fills with whatever went wrong behind it.
export async function openPage(browser, { scripts = 'on', width = 1280, height = 900, colours = 'light' } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: scripts === 'on',
    viewport: { width, height },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    colorScheme: colours,
  });
  if (scripts === 'off') withoutScripts.add(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // The browser also logs every 4xx answer, which a test of a refusal asks for on purpose.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    // A live update stream, or a page left before it has loaded, ends the first way in good order; only a test that takes
    // the connection away on purpose sees the second.
    const inOrder = ['net::ERR_ABORTED', 'net::ERR_INTERNET_DISCONNECTED'];
    if (!inOrder.includes(request.failure()?.errorText)) {
      faults.push(`${request.failure()?.errorText} at ${request.url()}`);
    }
  });
  return { page, context, faults };
}
