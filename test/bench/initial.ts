/**
 * `initial.ts`: what each initial state costs when there are 100,000 of them, and when there are 400,000,
 * in microseconds and bytes. The ratio must stay near 1: what a search keeps of many initial states may
 * not cost more for each the more there are. Each row runs in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { actor, check, defineModel, type Model } from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';

interface Plain {
  id: number;
  done: boolean;
}

type Nine = Record<string, { pc: number; ticket: number }>;

function* plain(many: number): Generator<Plain> {
  for (let id = 0; id < many; id++) yield { id, done: false };
}

/** States of nine small objects, as of the Bakery algorithm with nine processes. */
function* nine(many: number): Generator<Nine> {
  for (let at = 0; at < many; at++) {
    let left = at;
    const process = () => {
      const pc = left % 5;
      left = Math.floor(left / 5);
      return { pc, ticket: 0 };
    };
    yield Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`p${index}`, process()]));
  }
}

const subjects: Readonly<Record<string, (many: number) => () => Promise<unknown>>> = {
  'plain, check': (many) => ran(plainModel(many), check),
  'nine objects, check': (many) => ran(nineModel(many), check),
  'nine objects, reference': (many) => ran(nineModel(many), referenceSearch),
};

const ran =
  <State>(model: Model<State>, search: (model: Model<State>, properties: []) => Promise<unknown>) =>
  () =>
    search(model, []);

const plainModel = (many: number) =>
  defineModel<Plain>({
    name: 'plain',
    initial: () => plain(many),
    actors: [actor<Plain>('one', { stop: { when: (s) => s.done, then: () => undefined } })],
  });

const nineModel = (many: number) =>
  defineModel<Nine>({
    name: 'nine',
    initial: () => nine(many),
    actors: [
      actor<Nine>('one', { stop: { when: (s) => s['p0']?.pc === 9, then: () => undefined } }),
    ],
  });

interface Cost {
  readonly microseconds: number;
  readonly bytes: number;
}

const [name, many] = process.argv.slice(2);
if (name === undefined) {
  for (const row of Object.keys(subjects)) {
    const [few, more] = [100_000, 400_000].map((states) => costOf(row, states)) as [Cost, Cost];
    const ratio = (more.microseconds / few.microseconds).toFixed(2);
    const times = `${few.microseconds.toFixed(1)} and ${more.microseconds.toFixed(1)} µs`;
    console.log(`${row}: ${times} of processor time a state (ratio ${ratio}), ${more.bytes} bytes`);
  }
} else {
  const before = process.cpuUsage();
  await subjects[name]?.(Number(many))();
  const { user, system } = process.cpuUsage(before);
  const bytes = Math.round((process.resourceUsage().maxRSS * 1024) / Number(many));
  console.log(JSON.stringify({ microseconds: (user + system) / Number(many), bytes }));
}

function costOf(row: string, states: number): Cost {
  const file = fileURLToPath(import.meta.url);
  const args = ['--import', 'tsx', file, row, String(states)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Cost;
}
