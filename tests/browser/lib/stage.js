// The demonstration, set once for all files of one `run`: every server then begins from a copy, in a quarter of the time.

import { createHash } from 'node:crypto';
import { access, cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { engines } from './engines.js';

// Where the stages are kept; without it every server sets its own.
const folder = process.env.SAFEWELL_TEST_STAGES;

// Another file may be setting the same stage: it is waited for so long.
const SET_WITHIN_MS = 120_000;

// What a server of this engine under these rules begins from. `serve` starts a server that sets it; whichever file asks
// first lets it, the others wait. Nothing where stages are not shared.
export async function stageOf(engine, rules, serve) {
  if (!folder) return null;
  const key = createHash('sha256').update(JSON.stringify([engine.name, rules])).digest('hex').slice(0, 12);
  const place = join(folder, `${engine.name}-${key}`);
  const data = join(place, 'data');
  const set = join(place, 'set.json');
  if (await made(place)) {
    const database = await engine.prepare();
    await mkdir(data);
    await (await serve(data, database)).end();
    await writeFile(join(place, 'database.json'), JSON.stringify(database.name));
    await writeFile(set, 'yes');
  }
  for (const until = Date.now() + SET_WITHIN_MS; !(await exists(set)); await pause(50)) {
    if (Date.now() > until) throw new Error(`the demonstration was not set in ${place}`);
  }
  const name = JSON.parse(await readFile(join(place, 'database.json'), 'utf8'));
  return { database: name, copyTo: (into) => cp(data, into, { recursive: true }) };
}

async function made(place) {
  return mkdir(place).then(
    () => true,
    (error) => {
      if (error.code !== 'EEXIST') throw error;
      return false;
    },
  );
}

const exists = (file) => access(file).then(() => true, () => false);

// Run by itself (`node lib/stage.js FOLDER`) it takes the databases of the stages away.
if (import.meta.filename === process.argv[1]) {
  const at = process.argv[2];
  for (const stage of await readdir(at)) {
    const engine = engines.find(({ name }) => stage.startsWith(`${name}-`));
    const name = await readFile(join(at, stage, 'database.json'), 'utf8').catch(() => 'null');
    await engine?.remove(JSON.parse(name));
  }
}
