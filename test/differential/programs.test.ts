/** The reductions of the search of programs against the plain search, which leaves out nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { work } from '../../src/program/execution/work.js';
import { DepthFirst } from '../../src/program/exploration/depth-first.js';
import type { Exploration, Reduction } from '../../src/program/exploration/exploration.js';
import { search } from '../../src/program/exploration/search.js';
import { settingOf } from '../../src/program/exploration/setting.js';
import { invariant } from '../../src/index.js';
import {
  plans,
  programOf,
  type Plan,
  type Seen,
  type Setup,
} from '../support/arbitrary-program.js';
import { exploreInParts, type Sharing } from '../support/in-parts.js';
import { plainRuns, traceKey } from '../support/plain-runs.js';
import { tries } from '../support/deep.js';

/** Programs with more runs are left out: the plain search would take too long. */
const mostRuns = 500;

const waysToRun: fc.Arbitrary<Setup> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Setup>({}) },
  { weight: 2, arbitrary: fc.constant<Setup>({ atomic: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Setup>(
      { atomic: true, faults: { failBefore: 1 } },
      { atomic: true, faults: { loseReply: 1 } },
      { atomic: true, crash: true },
    ),
  },
);

const setups: fc.Arbitrary<Setup> = fc
  .tuple(waysToRun, fc.boolean())
  .map(([way, showsMemory]) => ({ ...way, showsMemory }));

/** Everything that one way to search finds. */
interface Found {
  readonly states: readonly string[];
  readonly ends: readonly string[];
  readonly findings: readonly string[];
  readonly runs: number;
}

/** What the plain search finds; undefined if there are too many runs. */
async function plainly(
  plan: Plan,
  setup: Setup,
): Promise<(Found & { traces: number }) | undefined> {
  const setting = settingOf(programOf(plan, setup).definition, []);
  const runs = await work(setting, plainRuns(setting, mostRuns));
  if (runs === undefined) return undefined;
  return {
    states: [...new Set(runs.flatMap(({ states }) => states))].sort(),
    ends: [...new Set(runs.map(({ states }) => states.at(-1) ?? ''))].sort(),
    findings: [
      ...new Set(runs.flatMap(({ failed }) => failed.map((task) => `${task} does not throw`))),
    ].sort(),
    runs: runs.length,
    traces: new Set(runs.map(traceKey)).size,
  };
}

/** What the search finds with a reduction. */
async function reduced(
  plan: Plan,
  setup: Setup,
  reduction: Reduction,
  sharing?: Sharing,
): Promise<Found> {
  const exploration: Exploration = { reduction };
  const states = new Set<string>();
  const ends = new Set<string>();
  const all = invariant<Seen>('all', () => true);
  const setting = settingOf(
    programOf(plan, setup).definition,
    reduction === 'source sets' ? [] : [all],
  );
  const { judge } = setting;
  const see = judge.see.bind(judge);
  judge.see = (given) => {
    const seen = see(given);
    states.add(seen.key);
    return seen;
  };
  const onEnd = ({ key }: { readonly key: string }) => ends.add(key);
  if (sharing === undefined) {
    await work(setting, new DepthFirst(setting, exploration, onEnd).explore());
  } else {
    await work(setting, exploreInParts(setting, exploration, sharing, onEnd));
  }
  const names = [...setting.findings.values()].filter(({ kind }) => kind === 'task');
  return {
    states: [...states].sort(),
    ends: [...ends].sort(),
    findings: names.map(({ name }) => name).sort(),
    runs: setting.done.runs,
  };
}

const sharings: fc.Arbitrary<Sharing> = fc.record({
  runs: fc.integer({ min: 1, max: 12 }),
  threads: fc.integer({ min: 1, max: 4 }),
  choices: fc.array(fc.nat(11), { minLength: 1 }),
});

/** The states that a whole search comes past. */
async function statesOf(plan: Plan, setup: Setup): Promise<readonly string[]> {
  const states = new Set<string>();
  const setting = settingOf(
    programOf(plan, setup).definition,
    [invariant<Seen>('all', () => true)],
    { onNewState: (key) => states.add(key) },
  );
  await work(setting, search(setting, { reduction: 'sleep sets' }));
  return [...states].sort();
}

describe('on arbitrary programs', () => {
  test('a search in full finds every state', async () => {
    await fc.assert(
      fc.asyncProperty(plans, setups, async (plan, setup) => {
        const plain = await plainly(plan, setup);
        if (plain === undefined) return;
        expect(await statesOf(plan, setup)).toEqual(plain.states);
      }),
      { numRuns: tries(40) },
    );
  });

  test('a search in parts finds what a search in one piece finds, in as many runs', async () => {
    await fc.assert(
      fc.asyncProperty(plans, setups, sharings, async (plan, setup, sharing) => {
        if ((await plainly(plan, setup)) === undefined) return;
        for (const reduction of ['sleep sets', 'source sets', 'none'] as const) {
          const whole = await reduced(plan, setup, reduction);
          const inParts = await reduced(plan, setup, reduction, sharing);
          // Source sets may come past other states on the way.
          const states = reduction === 'source sets' ? whole.states : inParts.states;
          expect({ ...inParts, states }).toEqual(whole);
        }
      }),
      { numRuns: tries(40) },
    );
  });

  test('each reduction finds what the plain search finds, in one run for each trace', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(plans, setups, async (plan, setup) => {
        const plain = await plainly(plan, setup);
        if (plain === undefined) return;
        compared++;
        const { traces, ...all } = plain;
        expect(await reduced(plan, setup, 'none')).toEqual(all);
        expect(await reduced(plan, setup, 'sleep sets')).toEqual({ ...all, runs: traces });
        const { ends, findings, runs } = await reduced(plan, setup, 'source sets');
        expect({ ends, findings, runs }).toEqual({
          ends: all.ends,
          findings: all.findings,
          runs: traces,
        });
      }),
      { numRuns: tries(40) },
    );
    expect(compared).toBeGreaterThan(10);
  });
});
