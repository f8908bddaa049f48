// What must hold on every page, whatever it is for.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runsWithoutScripts } from './browser.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// WCAG 2.2 AA, and the rules of good practice that the design system keeps too.
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Findings that are accepted: exactly this rule on exactly these elements, each for a reason.
const ACCEPTED = [
  {
    rule: 'aria-allowed-attr',
    selector: /class="govuk-(radios|checkboxes)__input".* aria-expanded=/,
    reason: "the design system's own script puts aria-expanded on an input that shows further questions",
  },
];

const NARROW = 320; // the width that WCAG 1.4.10 asks a page to fit into

// Fails unless the page is free of accessibility faults and fits a narrow screen.
export async function checkPage(page) {
  await checkAccessibility(page);
  await checkFitsNarrowScreen(page);
}

export function checkAccessibility(page) {
  return checkRules(page, { type: 'tag', values: RULES });
}

// The same page by dark as well: its elements are those that were looked at by light, only the colours are others.
export async function checkInBothLights(page) {
  await checkRules(page, { type: 'tag', values: RULES }, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
  await checkFitsNarrowScreen(page);
}

async function checkRules(page, byLight, byDark) {
  const shown = runsWithoutScripts(page) ? await readableCopy(page) : page;
  const violations = await violationsIn(shown, byLight);
  if (byDark) {
    await shown.emulateMedia({ colorScheme: 'dark' });
    violations.push(...(await violationsIn(shown, byDark)));
    await shown.emulateMedia({ colorScheme: 'light' });
  }
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes
      .map(({ target, html }) => ({ rule: id, selector: target.flat().join(' '), help, html }))
      .filter((finding) => !isAccepted(finding)),
  );
  assert.deepEqual(
    found.map(({ rule, selector, help, html }) => `${rule} at ${selector}: ${help}\n    ${html}`),
    [],
    `accessibility of ${page.url()}`,
  );
}

async function violationsIn(page, rules) {
  // Put in by the debugger rather than as an element, so that the page's own content policy stays as it is.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }),
    rules,
  );
  return violations;
}

// For each browser profile without scripts the page in which copies of its pages are looked at.
const copies = new WeakMap();

// The checker needs scripts to run. A page opened without them is therefore looked at in a copy: the same
// document at the same address, under a policy that forbids the page's own scripts and leaves ours.
async function readableCopy(page) {
  const profile = page.context();
  if (!copies.has(profile)) copies.set(profile, pageForCopies(profile));
  const copy = await copies.get(profile);
  await copy.context().addCookies(await profile.cookies());
  await copy.setViewportSize(page.viewportSize());
  const body = await page.content();
  const [address] = page.url().split('#');
  await copy.unrouteAll();
  await copy.route(address, (route) =>
    route.fulfill({ body, contentType: 'text/html', headers: { 'content-security-policy': "script-src 'none'" } }),
  );
  await copy.goto('about:blank'); // from a place of the page to another nothing would be loaded
  await copy.goto(page.url());
  return copy;
}

async function pageForCopies(profile) {
  const context = await profile.browser().newContext({ locale: 'en-GB' });
  profile.on('close', () => context.close());
  return context.newPage();
}

function isAccepted({ rule, selector, html }) {
  return ACCEPTED.some((each) => each.rule === rule && (each.selector.test(selector) || each.selector.test(html)));
}

// With everything unfolded: what is folded is read on a telephone too.
export async function checkFitsNarrowScreen(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 800 });
  const { content, widest } = await page.evaluate((width) => {
    const folded = [...document.querySelectorAll('details:not([open])')];
    folded.forEach((each) => (each.open = true));
    const beyond = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`);
    const content = document.documentElement.scrollWidth;
    folded.forEach((each) => (each.open = false));
    return { content, widest: beyond.slice(0, 5) };
  }, NARROW);
  await page.setViewportSize(before);
  assert.ok(
    content <= NARROW,
    `${page.url()} is ${content} pixels wide on a screen of ${NARROW}; look at ${widest.join(', ')}`,
  );
}
