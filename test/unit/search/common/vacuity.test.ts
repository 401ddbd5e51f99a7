/** What holds because it was never put to the test is said to say nothing. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  invariant,
  leadsTo,
  ModelError,
  report,
  whenever,
  type Property,
} from 'allways';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { engine } from '../../../support/engine.js';
import { thrownBy, untyped } from '../../model/thrown.js';

interface Counter {
  n: number;
}

const counter = defineModel<Counter>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<Counter>('user', {
      press: {
        when: (s) => s.n < 3,
        then: (s) => {
          s.n++;
        },
      },
    }),
  ],
});

const searches = { engine, referenceSearch };

describe.each(Object.entries(searches))('%s', (_, search) => {
  const said = async (property: Property<Counter>) => {
    const { properties } = await search(counter, [property], { fairness: 'weak' });
    const [outcome] = properties;
    return outcome?.verdict === 'holds' ? (outcome.vacuous ?? 'holds') : outcome?.verdict;
  };

  test('a condition that never holds', async () => {
    const low = (limit: number) =>
      whenever<Counter>(
        'low',
        (s) => s.n > limit,
        (s) => s.n < 4,
      );
    expect(await said(low(2))).toBe('holds');
    expect(await said(low(3))).toBe('its condition never holds');
  });

  test('a condition that holds where the rest does not', async () => {
    const low = whenever<Counter>(
      'low',
      (s) => s.n > 1,
      (s) => s.n < 3 || `it is ${s.n}`,
    );
    const { properties, ended } = await search(counter, [low]);
    expect(properties).toMatchObject([
      {
        kind: 'invariant',
        verdict: 'violated',
        says: 'it is 3',
        trace: { actions: { length: 3 } },
      },
    ]);
    expect(ended).toEqual({ by: 'decided' });
  });

  test('a condition that throws', async () => {
    const odd = whenever<Counter>(
      'odd',
      (s) => {
        if (s.n === 2) throw new Error('what now?');
        return false;
      },
      () => true,
    );
    expect(await said(odd)).toBe('violated');
  });

  test('a cause that never comes', async () => {
    const follows = (cause: number) =>
      leadsTo<Counter>(
        'it is full',
        (s) => s.n === cause,
        (s) => s.n === 3,
      );
    expect(await said(follows(2))).toBe('holds');
    expect(await said(follows(4))).toBe('its cause never comes');
  });

  test('an invariant that looks at nothing', async () => {
    expect(await said(invariant<Counter>('true', () => true))).toBe(
      'it looks at nothing of the state',
    );
    expect(await said(invariant<Counter>('seen', (s) => Object.keys(s).length > 0))).toBe('holds');
  });
});

test('what is not wholly explored is not called vacuous', async () => {
  const high = whenever<Counter>(
    'high',
    (s) => s.n > 2,
    (s) => s.n < 9,
  );
  const { properties } = await check(counter, high, { limits: { depth: 2 } });
  expect(properties).toEqual([{ name: 'high', kind: 'invariant', verdict: 'undecided' }]);
});

test('a report says so', async () => {
  const high = whenever<Counter>(
    'high',
    (s) => s.n > 3,
    (s) => s.n < 9,
  );
  expect(report(await check(counter, high))).toContain(
    '✓ high: holds, but says nothing: its condition never holds',
  );
});

test('a condition that is none is refused', () => {
  expect(thrownBy(() => whenever('high', untyped(true), () => true))).toEqual(
    new ModelError('Property "high": its condition is a boolean; make it a function.'),
  );
});
