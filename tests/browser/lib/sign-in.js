// Signing in as one of the demonstration's people.

import assert from 'node:assert/strict';

// The demonstration accounts that the server printed when it started: role, sign-in name, password.
// They stand one a line, in columns set apart by two spaces or more.
export function demonstrationAccounts(server) {
  return server
    .output()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))
    .filter((columns) => columns.length >= 3 && /^[a-z_]+$/.test(columns[0]))
    .map(([role, name, password]) => ({ role, name, password }));
}

// Leaves the page where the product sends this person after signing in.
export async function signIn(page, server, role) {
  const account = demonstrationAccounts(server).find((each) => each.role === role);
  assert.ok(account, `no demonstration account has the role ${role}. The server said:\n${server.output()}`);
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel(/user ?name|sign-in name|email/i).fill(account.name);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  return account;
}
