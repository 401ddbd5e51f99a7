/** A draft of ours that a step can tell from one of immer: its map has a class of another name. */
import { actor, check, defineModel, reachable, type Model } from 'allways';
import { describe, expect, test } from 'vitest';
import { referenceSearch } from '../../../../src/search/reference/reference.js';

interface Place {
  n: number;
  map: Map<string, number>;
  seen: string;
}

/** A step that looks at the name of the class in some of 400 states. */
const looking = (looks: (n: number) => boolean): Model<Place> =>
  defineModel<Place>({
    name: 'looking',
    initial: { n: 0, map: new Map([['a', 1]]), seen: '' },
    actors: [
      actor<Place>('one', {
        step: {
          when: (s) => s.n < 400,
          then: (s) => {
            s.n++;
            if (looks(s.n)) s.seen = s.map.constructor.name;
          },
        },
      }),
    ],
  });

const seen = reachable<Place>('sees the class of immer', (s) => s.seen === 'DraftMap');

test('no run needs immer if a step only changes its draft', async () => {
  const { figures } = await check(
    looking(() => false),
    [seen],
  );
  expect(figures?.ran).toBeGreaterThan(400);
  expect(figures).not.toHaveProperty('byImmer');
});

describe('a step that can tell which draft it has', () => {
  test.each<[string, (n: number) => boolean]>([
    ['in every state', () => true],
    ['in a state that the search comes to late', (n) => n === 390],
  ])('%s', async (_, looks) => {
    const expected = await referenceSearch(looking(looks), [seen]);
    const found = await check(looking(looks), [seen], { watch: 1 });
    expect(expected.properties[0]?.verdict).toBe('holds');
    expect(found.properties[0]?.verdict).toBe('holds');
    expect(found.distinct).toBe(expected.distinct);
    expect(found.figures?.byImmer).toBeGreaterThan(0);
  });
});
