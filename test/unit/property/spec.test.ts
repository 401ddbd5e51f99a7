import { expect, test } from 'vitest';
import { actor, defineModel, step } from 'allways';
import { Spec } from '../../../src/property/spec.js';
import type { Bank } from '../../support/branches.js';

test('forgets what it knows when it knows too much', () => {
  const many = Array.from({ length: 7 }, (_, index) => index);
  let asked = 0;
  const wide = defineModel<Bank>({
    name: 'wide',
    initial: { total: 0 },
    actors: [
      actor<Bank>('a', {
        go: step({
          choose: () => {
            asked++;
            return many;
          },
          then: (s, choice) => void (s.total = choice),
        }),
      }),
    ],
  });
  const spec = new Spec(wide, 12);
  const from = (total: number) => spec.from(`{"total":${total}}`, () => ({ total })).keys.size;
  expect([from(0), from(0), asked]).toEqual([7, 7, asked]);
  const once = asked;
  from(1);
  expect(asked).toBe(2 * once);
  from(1);
  expect(asked).toBe(2 * once);
  // What was known of the first state was forgotten.
  from(0);
  expect(asked).toBe(3 * once);
});
