// The board of everyone missing.

// Opens the high-risk case that has most on its page. Whose it is depends on the hour at which the demonstration was made.
export async function openBusiest(page) {
  await page.goto(new URL('/missing', page.url()).href);
  const rows = page.locator('.sw-board tbody tr', { has: page.locator('td', { hasText: /^\W*High/ }) });
  const addresses = await rows.evaluateAll((all) => all.map((row) => row.querySelector('a[href^="/episodes/"]').href));
  const cases = await Promise.all(
    addresses.map(async (address) => {
      const answer = await page.request.get(address);
      return { address, length: (await answer.text()).length };
    }),
  );
  cases.sort((one, other) => other.length - one.length);
  await page.goto(cases[0].address);
}
