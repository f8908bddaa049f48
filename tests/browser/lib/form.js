// Filling in forms as a person does: by name, folds opened first, the answer that shows further questions before these.

// Answers by the name of the control; for radio buttons and lists the value, for a box that is ticked `true`.
export async function fillIn(page, answers) {
  for (const [name, answer] of Object.entries(answers)) {
    const controls = page.locator(`main [name="${name}"]:not([type="hidden"])`);
    const first = controls.first();
    await openFoldsAround(first);
    const kind = (await first.getAttribute('type')) ?? 'text';
    if (kind === 'radio') await page.locator(`main [name="${name}"][value="${answer}"]`).check();
    else if (kind === 'checkbox') await first.setChecked(Boolean(answer));
    else if (await isList(first)) await first.selectOption(answer);
    else await first.fill(answer);
  }
}

// The button that sends the form of the page; `value` tells several apart.
export function sendButton(page, value) {
  const buttons = page.locator('main form[data-keep] .govuk-button-group button[type="submit"]');
  return value === undefined ? buttons.first() : buttons.and(page.locator(`[value="${value}"]`));
}

// The names of a form with what stands in them.
export async function standing(page, names) {
  const found = {};
  for (const name of names) {
    const controls = page.locator(`main [name="${name}"]:not([type="hidden"])`);
    const radio = (await controls.first().getAttribute('type')) === 'radio';
    const control = radio ? page.locator(`main [name="${name}"]:checked`) : controls.first();
    found[name] = (await control.count()) > 0 ? await control.inputValue() : '';
  }
  return found;
}

// A local date and time under a name, as its four fields.
export function moment(name, at) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type) => parts.find((each) => each.type === type).value;
  return {
    [`${name}-day`]: part('day'),
    [`${name}-month`]: part('month'),
    [`${name}-year`]: part('year'),
    [`${name}-time`]: `${part('hour')}:${part('minute')}`,
  };
}

// When it happened, in the form of an act.
export function happenedAt(at) {
  return { 'happened_at-when': 'then', ...moment('happened_at', at) };
}

// The last night on which the clocks went back: the date whose half past one came twice.
export function lastRepeatedHour(now = new Date()) {
  const lastSundayOfOctober = (year) => {
    const last = new Date(Date.UTC(year, 9, 31));
    return new Date(Date.UTC(year, 9, 31 - last.getUTCDay()));
  };
  const thisYear = lastSundayOfOctober(now.getUTCFullYear());
  return thisYear < now ? thisYear : lastSundayOfOctober(now.getUTCFullYear() - 1);
}

async function isList(control) {
  return (await control.and(control.page().locator('select')).count()) > 0;
}

async function openFoldsAround(control) {
  const folds = control.locator('xpath=ancestor::details[not(@open)]');
  while ((await folds.count()) > 0) await folds.first().locator('> summary').click();
}
