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

// The same page by dark: its elements are those that were looked at by light, only the colours are others.
export async function checkDarkColours(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await checkRules(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
  await page.emulateMedia({ colorScheme: 'light' });
}

async function checkRules(page, rules) {
  const look = (shown) => violationsIn(shown, rules);
  const violations = runsWithoutScripts(page) ? await withReadableCopy(page, look) : await look(page);
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

// The checker needs scripts to run. A page opened without them is therefore looked at in a copy: the same
// document at the same address, under a policy that forbids the page's own scripts and leaves ours.
async function withReadableCopy(page, look) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: 'en-GB' });
  try {
    await context.addCookies(await page.context().cookies());
    const copy = await context.newPage();
    const body = await page.content();
    await copy.route(page.url(), (route) =>
      route.fulfill({ body, contentType: 'text/html', headers: { 'content-security-policy': "script-src 'none'" } }),
    );
    await copy.goto(page.url());
    return await look(copy);
  } finally {
    await context.close();
  }
}

function isAccepted({ rule, selector, html }) {
  return ACCEPTED.some((each) => each.rule === rule && (each.selector.test(selector) || each.selector.test(html)));
}

export async function checkFitsNarrowScreen(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 800 });
  const { content, widest } = await page.evaluate((width) => {
    const beyond = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`);
    return { content: document.documentElement.scrollWidth, widest: beyond.slice(0, 5) };
  }, NARROW);
  await page.setViewportSize(before);
  assert.ok(
    content <= NARROW,
    `${page.url()} is ${content} pixels wide on a screen of ${NARROW}; look at ${widest.join(', ')}`,
  );
}
