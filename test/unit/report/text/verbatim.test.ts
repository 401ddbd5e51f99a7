/** What a user wrote stands in every report as it was written; a predicate that says nothing is told how. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  auditReport,
  check,
  defineModel,
  duration,
  estimate,
  estimateReport,
  eventually,
  htmlReport,
  invariant,
  junit,
  noDeadlock,
  record,
  replay,
  report,
  sample,
  transition,
  type Property,
} from 'allways';
import { problemOf } from '../../../../src/vitest/replay-recordings.js';

interface Count {
  readonly n: number;
}

/** What a user may write: any case, with or without a full stop, or with several. */
const written = fc
  .array(fc.constantFrom('a', 'B', 'é', 'É', 'ß', '.', '!', '…', ' ', ',', ':', '-'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((signs) => signs.join('').trim().replace(/\s+/g, ' '))
  .filter((text) => text !== '');

const counter = (says: string) =>
  defineModel<Count>({
    name: 'counter',
    initial: { n: 0 },
    actors: [actor('a', { go: { when: (s) => s.n < 2, then: (s) => ({ n: s.n + 1 }), says } })],
  });

/** All reports that tell how a property is violated. */
async function reportsOf(property: Property<Count>, says: string) {
  const model = counter(says);
  const result = await check(model, property);
  const trace = result.properties[0]?.trace;
  if (trace === undefined) throw new Error('It is violated.');
  const recording = record(trace, property.name, 'holds');
  const durations = { '*': duration.fixed(1) };
  const [runs, audited] = await Promise.all([
    estimate(model, property, { durations, runs: 1, seed: 1 }),
    audit(model, { sparesInUse: property }),
  ]);
  const told = {
    report: report(result),
    sample: report(sample(model, property, { numRuns: 2, seed: 1 })),
    html: htmlReport([{ name: 'it', result }]),
    junit: junit([result]),
    estimate: estimateReport(runs),
    replay: problemOf(recording, replay(recording, model, [property])) ?? '',
  };
  return { told, audit: auditReport(audited) };
}

test('a sentence keeps its case and its punctuation in every report', async () => {
  await fc.assert(
    fc.asyncProperty(written, written, written, async (wrong, says, because) => {
      const property = invariant<Count>('it', (s) => s.n < 2 || `<${wrong}>`, {
        because: `<${because}>`,
      });
      const { told, audit: audited } = await reportsOf(property, `<${says}>`);
      for (const [name, text] of Object.entries({ ...told, audit: audited })) {
        const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
        expect(plain, name).toContain(`<${wrong}>`);
        if (name !== 'audit') expect(plain, name).toContain(`<${says}>`);
      }
      for (const text of [told.report, told.estimate]) expect(text).toContain(`<${because}>`);
      expect(told.html).toContain(`&lt;${because}&gt;`);
    }),
    { numRuns: 15, seed: 26 },
  );
});

test.each([
  ['pickUp', 'pick up'],
  ['readDNS', 'read DNS'],
  ['moveX', 'move X'],
  ['v2Of', 'v2 of'],
  ['Take a Number', 'Take a Number'],
])('a step named %s without a sentence says %s', (name, says) => {
  const model = defineModel<Count>({
    name: 'named',
    initial: { n: 0 },
    actors: [actor('a', { [name]: { then: () => ({ n: 1 }) } })],
  });
  expect(model.says({ n: 0 }, { actor: 'a', step: name })).toBe(says);
});

const advice = (name: string) =>
  `To read here what is wrong, let ${JSON.stringify(name)} answer a sentence instead of false`;
/** Text without line breaks, and as it stands before it is escaped. */
const plainly = (text: string) => text.replaceAll('&quot;', '"').replace(/\s+/g, ' ');

describe('a property that is violated', () => {
  test.each([
    invariant<Count>('few', (s) => s.n < 2),
    transition<Count>('small steps', (_before, _action, after) => after.n < 2),
  ])('is told in every report how to say what is wrong: $kind', async (property) => {
    const { told, audit: audited } = await reportsOf(property, 'goes');
    for (const [name, text] of Object.entries(told)) {
      expect(plainly(text), name).toContain(advice(property.name));
      expect(plainly(text), name).toContain('it does not hold');
    }
    expect(audited).toContain('violated in 2 steps: it does not hold');
  });

  test.each([
    invariant<Count>('few', (s) => s.n < 2 || 'It is too much.'),
    eventually<Count>('many', (s) => s.n > 2),
    noDeadlock<Count>(),
  ])('is told nothing of that if all is said: $kind', async (property) => {
    const text = report(await check(counter('goes'), property));
    expect(text).toContain('violated');
    expect(text).not.toContain('instead of false');
  });

  test('is named with the others, of many only the first', async () => {
    const names = ['p', 'q', 'r', 's', 't'];
    const all = names.map((name) => invariant<Count>(name, (s) => s.n < 2));
    const told = plainly(report(await check(counter('goes'), all)));
    expect(told).toContain('let "p", "q", "r" and 2 more answer a sentence instead of false');
    expect(told.match(/instead of false/g)).toHaveLength(1);
  });
});
