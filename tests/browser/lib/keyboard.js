// Hands that never leave the keyboard.

import assert from 'node:assert/strict';

const PRESSES_AT_MOST = 120;

// Goes to a control with Tab, or backwards with Shift and Tab where that is nearer.
export async function tabTo(page, control, key = 'Tab') {
  const target = await control.first().elementHandle();
  const near = (await stepsTo(target, key === 'Tab' ? 1 : -1)) - 1;
  for (let presses = 0; presses < near; presses += 1) await page.keyboard.press(key);
  for (let presses = 0; presses < PRESSES_AT_MOST; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${control} is not reached with ${key} on ${page.url()}`);
}

// About how many presses it is away, so that not each needs to be looked at.
function stepsTo(target, direction) {
  return target.evaluate((element, way) => {
    const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(
      (stop) => stop.tabIndex >= 0 && !stop.disabled && stop.type !== 'hidden' && stop.checkVisibility(),
    );
    const groups = new Set();
    const once = stops.filter((stop) => {
      if (stop.type !== 'radio' || stop === element) return true;
      const known = groups.has(stop.name);
      groups.add(stop.name);
      return !known;
    });
    return Math.max(0, (once.indexOf(element) - once.indexOf(document.activeElement)) * way - 4);
  }, direction);
}

// Goes to a link or button and presses it.
export async function press(page, control, key) {
  await tabTo(page, control, key);
  await page.keyboard.press('Enter');
}

// Answers questions of a form by name, in the order of the page: types, or goes through what can be chosen with the arrows.
export async function answer(page, answers) {
  for (const [name, text] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]:not([type="hidden"])`);
    const kind = await field.first().evaluate((element) => (element.tagName === 'SELECT' ? 'list' : element.type));
    if (kind === 'radio') await choose(page, name, text);
    else if (kind === 'list') await pick(page, field, text);
    else if (kind === 'checkbox') await tick(page, page.locator(`main [name="${name}"][value="${text}"]`));
    else await type(page, field, text);
  }
}

async function type(page, field, text) {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

async function tick(page, box) {
  await tabTo(page, box);
  await page.keyboard.press('Space');
}

async function choose(page, name, value) {
  const group = page.locator(`main input[name="${name}"]`);
  const checked = page.locator(`main input[name="${name}"]:checked`);
  await tabTo(page, (await checked.count()) > 0 ? checked : group);
  if ((await checked.count()) === 0) await page.keyboard.press('Space');
  await arrowsTo(page, async () => (await checked.inputValue()) === value, await group.count());
}

async function pick(page, list, value) {
  await tabTo(page, list);
  await arrowsTo(page, async () => (await list.inputValue()) === value, await list.locator('option').count());
}

async function arrowsTo(page, isThere, presses) {
  for (let press = 0; press <= presses; press += 1) {
    if (await isThere()) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`the arrows do not lead there on ${page.url()}`);
}
