// Somebody at work: a browser profile of their own, signed in.

import { openPage } from './browser.js';
import { signIn } from './sign-in.js';

// The desks of one test. Each is opened when it is first asked for, and all are closed with the test.
export class Desks {
  #browser;
  #server;
  #scripts;
  #open = new Map();

  constructor(browser, server, scripts) {
    this.#browser = browser;
    this.#server = server;
    this.#scripts = scripts;
  }

  // The page of this person.
  async of(username) {
    if (!this.#open.has(username)) {
      const opened = await openPage(this.#browser, { scripts: this.#scripts });
      this.#open.set(username, opened);
      await signIn(opened.page, this.#server, username);
    }
    return this.#open.get(username).page;
  }

  // Their computer goes off as in a power cut: nothing is saved any more, and whoever sits down again signs in anew.
  async loseThePowerOf(username) {
    const { context } = this.#open.get(username);
    this.#open.delete(username);
    await context.close();
  }

  // Closes them, and says what went wrong behind their pages.
  async close() {
    const faults = [];
    for (const [username, opened] of this.#open) {
      faults.push(...opened.faults.map((fault) => `${username}: ${fault}`));
      await opened.context.close();
    }
    this.#open.clear();
    return faults;
  }
}
