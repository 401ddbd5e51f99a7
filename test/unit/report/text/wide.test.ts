/** Wide characters take two columns of a terminal. No report falls out of line because of them. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  duration,
  estimate,
  estimateReport,
  frequencyChart,
  invariant,
  report,
  table,
  timedTimeline,
  timeline,
  whatIf,
  whatIfTable,
} from 'allways';

interface Count {
  n: number;
}

const add = {
  when: (s: Count) => s.n < 2,
  then: (s: Count) => {
    s.n++;
  },
};
const small = invariant<Count>('n is small', (s) => s.n < 2);
const durations = { '*': duration.fixed(1) };

/** A model whose names begin so, beside others that do not. */
const named = (start: string) =>
  defineModel<Count>({
    name: `${start} model`,
    initial: { n: 0 },
    actors: [
      actor<Count>(`${start} actor`, { [`${start} step`]: add }),
      actor<Count>('b', { add }),
    ],
  });

const reports: Readonly<Record<string, (start: string) => Promise<string>>> = {
  report: async (start) => report(await check(named(start), small, { coverage: true })),
  timeline: async (start) => {
    const [outcome] = (await check(named(start), small)).properties;
    if (outcome?.verdict !== 'violated' || outcome.trace === undefined) throw new Error('It is.');
    return timeline(outcome.trace);
  },
  table: async (start) => {
    const result = { ...(await check(named(start), small)), seconds: 0.001 };
    return table([
      { name: start, result },
      { name: 'another', result },
    ]);
  },
  whatIfTable: async (start) => whatIfTable(await whatIf(named(start), small)),
  frequencyChart: async (start) => {
    const { properties } = await estimate(named(start), small, { durations, runs: 9, seed: 1 });
    const [one] = properties;
    return one === undefined ? '' : frequencyChart([{ ...one, name: start }, one]);
  },
  'estimateReport, timedTimeline': async (start) => {
    const found = await estimate(named(start), small, { durations, runs: 9, seed: 1 });
    const first = found.properties[0]?.first;
    return estimateReport(found) + (first === undefined ? '' : timedTimeline(first));
  },
};

const untimed = (text: string) => text.replace(/[\d.]+ m?s\b/g, 'some time');

describe.each(Object.entries(reports))('%s', (_, drawn) => {
  test.each([
    ['漢字漢字', 'narrower'],
    ['👩‍👧👩‍👧', 'four'],
    ['\u05D0\u05B7\u05D1\u05B7', 'ab'],
  ])('draws %s as it draws a name of as many narrow characters', async (wide, narrow) => {
    const [one, other] = [await drawn(wide), await drawn(narrow)].map(untimed);
    expect(one).toContain(wide);
    expect(one?.replaceAll(wide, narrow)).toBe(other);
  });
});
