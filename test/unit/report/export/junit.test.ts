/** A foreign parser reads from the XML what was written into it, whatever characters it has. */
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { check, junit, timeline } from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { visible } from '../../../../src/validation/visible.js';

const result = await check(account, noLostUpdate);
const [outcome] = result.properties;
const parser = new new Window().DOMParser();

/** A text as a terminal shows it, without the two characters that XML lacks. */
const shown = (text: string) => visible(text).replace(/[\uFFFE\uFFFF]/g, '\uFFFD');

const signs = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '\n',
  '\t',
  ' ',
  '\r',
  '\u0001',
  '\uFFFE',
  '\uFFFF',
  '\uD800',
  ']]>',
  '&lt;',
];

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...signs) }),
);

test('any name and sentence', () => {
  if (outcome?.verdict !== 'violated' || outcome.trace === undefined) throw new Error('It is.');
  const drawn = timeline(outcome.trace);
  fc.assert(
    fc.property(text, text, text, (model, name, says) => {
      const given = { ...result, model, properties: [{ ...outcome, name, says }] };
      const root = parser.parseFromString(junit([given]), 'text/xml');
      expect(root.querySelector('parsererror')).toBe(null);
      expect(root.querySelector('testsuite')?.getAttribute('name')).toBe(shown(model));
      expect(root.querySelector('testcase')?.getAttribute('name')).toBe(shown(name));
      const failure = root.querySelector('failure');
      expect(failure?.getAttribute('message')).toBe(shown(says));
      expect(failure?.textContent.endsWith(drawn)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
