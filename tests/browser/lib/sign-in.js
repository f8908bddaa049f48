// Signing in as one of the demonstration's people.

import assert from 'node:assert/strict';

// The password that the server printed for this user name when it started: on the person's own line, in the last of
// columns set apart by two spaces or more; or once for all, after the word "password".
function demonstrationPassword(server, username) {
  const lines = server.output().split('\n');
  const own = lines.find((line) => line.split(/\s+/).includes(username));
  assert.ok(own, `the server printed no sign-in for ${username}. It said:\n${server.output()}`);
  const shared = lines.map((line) => /password[^:]*:\s+(\S+)\s*$/i.exec(line)?.[1]).find(Boolean);
  return shared ?? own.trim().split(/\s{2,}/).at(-1);
}

// Signs in, and leaves the page where the product sends this person.
export async function signIn(page, server, username) {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(demonstrationPassword(server, username));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
