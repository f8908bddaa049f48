// Signing in as one of the demonstration's people.

// Signs in, and leaves the page where the product sends this person.
export async function signIn(page, server, username) {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(server.passwordOf(username));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
