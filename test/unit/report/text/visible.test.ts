/** Text that anybody may have written never reaches a terminal or a file as more than text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  auditReport,
  check,
  compareSafeguards,
  defineModel,
  defineSystem,
  duration,
  estimate,
  estimateReport,
  frequencyChart,
  htmlReport,
  invariant,
  itf,
  junit,
  mermaid,
  ModelError,
  parseRecording,
  record,
  formatRecording,
  report,
  safeguardsTable,
  sample,
  step,
  table,
  timeline,
  timedTimeline,
  whatIf,
  whatIfTable,
  type System,
} from 'allways';
import { asJson } from '../../../../src/cli/json.js';
import {
  visible,
  visibleIn,
  visibleJson,
  visibleLines,
} from '../../../../src/validation/visible.js';
import { tries } from '../../../support/deep.js';

/** What a terminal obeys or hides: controls, marks of direction, and what has no width. A line break is one. */
const unseen = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u00AD\u200B\u2060\uFEFF\u{E0001}]/u;

const withoutBreaks = (text: string) => text.replaceAll('\n', '');

/** Signs that do harm, and a few that do none. */
const signs = [
  '\u001b[2J\u001b[31m',
  '\u009b2J',
  '\u0007',
  '\r',
  '\b\b',
  '\u0000',
  '\u202e',
  '\u2066',
  '\u200f',
  '\n',
  '\n  ✓ all: holds\n',
  '\t',
  '\u2028',
  '\u007f',
  '\ufeff',
  '\u00ad',
  '\u200b',
  '\u{E0041}',
  '\ud800',
  'é',
  '漢',
  '👩‍👧',
  'a b',
  '<b>',
  '"',
  '\\',
];

const hostile = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 5 })
  .map((parts) => `x${parts.join('y')}`);

describe('a text in one line', () => {
  test.each([
    ['a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a\u009bb', 'a\\x9bb'],
    ['a\nb\tc\rd\be', 'a\\nb\\tc\\rd\\be'],
    ['\u0000\u0007\u007f', '\\x00\\x07\\x7f'],
    ['\u202eabc\u2069', '\\u202eabc\\u2069'],
    ['\u{E0041}\ud800', '\\u{e0041}\\ud800'],
    ['née 漢字 👩‍👧 می‌خواهم', 'née 漢字 👩‍👧 می‌خواهم'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('has no unseen character, and is shown once more as it is', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(unseen);
        expect(visible(shown)).toBe(shown);
        expect(visibleLines(`${text}\n${text}`).split('\n').length).toBe(
          text.split('\n').length * 2,
        );
      }),
      { numRuns: tries(200) },
    );
  });

  test('JSON still means the same', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const data: unknown = JSON.parse(json);
        const text = JSON.stringify(data, null, 2);
        expect(JSON.parse(visibleJson(text))).toEqual(data);
        expect(withoutBreaks(visibleJson(text))).not.toMatch(unseen);
      }),
      { numRuns: tries(200) },
    );
  });

  test('in a result, but for its traces and what is no plain object', () => {
    const trace = { states: ['\n'], actions: [] };
    const when = new Date(0);
    expect(visibleIn({ '\r': ['\n', { trace, when, none: undefined }] })).toEqual({
      '\\r': ['\\n', { trace, when, none: undefined }],
    });
  });
});

interface Said {
  at: string;
  done: boolean;
  parts: Record<string, Map<string, number>>;
}

/** A system in which every text is the given one. */
function systemOf(text: string): System<Said> {
  return defineSystem({
    name: text,
    parameters: { [`${text}p`]: text },
    safeguards: { [`${text}s`]: text, [`${text}t`]: text },
    model: (on) => {
      const isOff = (name: string) => on[name] !== true;
      return defineModel<Said>({
        name: text,
        initial: () =>
          [1, 2].map((number) => ({
            at: `${text}${number}`,
            done: false,
            parts: { [text]: new Map([[text, number]]) },
          })),
        actors: [
          actor<Said>(text, {
            [text]: step<Said, string>({
              choose: () => [text, `${text}!`],
              when: (s) => !s.done && isOff(`${text}s`),
              then: (s, choice) => {
                s.at = choice;
                s.done = true;
              },
              says: (_, choice) => choice,
            }),
            [`${text}never`]: { when: () => false, then: () => undefined },
            [`${text}throws`]: {
              when: (s) => s.done && isOff(`${text}s`) && isOff(`${text}t`),
              then: () => {
                throw new Error(text);
              },
            },
          }),
        ],
      });
    },
  });
}

test('no report lets it through', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const system = systemOf(text);
      const model = system.with([]);
      const property = invariant<Said>(text, (s) => !s.done || text, { because: text });
      const result = await check(model, property, { coverage: true });
      const [outcome] = result.properties;
      const trace = outcome?.trace;
      if (trace === undefined) throw new Error('there is a trace');
      const compared = await compareSafeguards(system, property);
      const estimated = await estimate(model, property, {
        durations: { '*': duration.fixed(1) },
        runs: 5,
        seed: 1,
      });
      const first = estimated.properties[0]?.first;
      const variants = [{ name: text, result }];
      const shown = {
        report: report(result),
        sample: report(sample(model, property, { seed: 1, numRuns: 5 })),
        timeline: timeline(trace),
        table: table(variants),
        junit: junit([result]),
        mermaid: mermaid(trace, text),
        itf: itf(trace, text),
        recording: formatRecording(record(trace, text)),
        json: asJson(result),
        html: htmlReport(variants, { comparison: compared, title: text }),
        safeguards: safeguardsTable(compared),
        whatIf: whatIfTable(await whatIf(system.with([`${text}s`]), property, { system })),
        audit: auditReport(
          await audit(system.with([`${text}s`]), {}, { system, properties: property }),
        ),
        estimate: estimateReport(estimated),
        chart: frequencyChart(estimated.properties),
        timed: first === undefined ? '' : timedTimeline(first),
      };
      for (const [name, drawn] of Object.entries(shown)) {
        expect(withoutBreaks(drawn), name).not.toMatch(unseen);
      }
      // A line break in a name makes no line of its own. A name that is wrapped in a column begins further to the right.
      for (const [name, drawn] of Object.entries(shown)) {
        expect(
          drawn.split('\n').filter((line) => /^ {0,8}✓ all/.test(line)),
          name,
        ).toEqual([]);
      }
      expect(parseRecording(shown.recording, 'it').property).toBe(text);
    }),
    { numRuns: tries(6) },
  );
});

describe('an error', () => {
  test.each([
    ['x'.repeat(100_000), 400],
    ['x y '.repeat(25_000), 1700],
    ['"'.repeat(100_000), 400],
  ])('shows only a part of what is wrong', (text, most) => {
    const { message } = new ModelError(`It is ${text}; give another.`);
    expect(message.length).toBeLessThan(most);
    expect(message).toMatch(/^It is .*…( give another\.|.*; give another\.)$/);
  });
});
