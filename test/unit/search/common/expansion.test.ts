import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, fromReducer, step, type Model } from 'allways';
import { referenceSearch } from '../../../../src/search/reference/reference.js';

interface Place {
  n: number;
}

const impure = (name: string) =>
  `${name} is not pure: taken twice in one and the same state, it came to two different outcomes. ` +
  'A step must depend on the state alone: on no clock, no random number and no variable outside it.';

/** A model of one actor, whose step is made by a function that may keep something outside. */
const machine = (when: () => boolean, then: (s: Place) => void): Model<Place> =>
  defineModel<Place>({
    name: 'machine',
    initial: { n: 0 },
    actors: [actor<Place>('a', { move: { when, then } })],
  });

describe('a model that is not pure is caught', () => {
  let outside = 0;
  const grow = (s: Place) => {
    s.n++;
  };

  test('in a recipe', async () => {
    const model = machine(
      () => true,
      (s) => {
        s.n = outside++;
      },
    );
    await expect(referenceSearch(model, [])).rejects.toThrow(impure('a.move'));
  });

  test('in a guard, whether it says yes or no first', async () => {
    for (const parity of [0, 1]) {
      outside = parity;
      const model = machine(() => outside++ % 2 === 0, grow);
      await expect(referenceSearch(model, [])).rejects.toThrow(impure('a.move'));
    }
  });

  test('in what throws now and then', async () => {
    outside = 0;
    const model = machine(
      () => true,
      () => {
        if (outside++ % 2 === 0) throw new Error('now');
      },
    );
    await expect(referenceSearch(model, [])).rejects.toThrow(impure('a.move'));
  });

  test('in a choice', async () => {
    outside = 0;
    const model = defineModel<Place>({
      name: 'machine',
      initial: { n: 0 },
      actors: [
        actor<Place>('a', {
          move: step({ choose: () => [outside++], then: (_, n) => ({ n }) }),
        }),
      ],
    });
    await expect(referenceSearch(model, [])).rejects.toThrow(impure('a.move(0)'));
  });

  test('in a reducer with a random number that is not seen', async () => {
    const random = Math.random.bind(Math);
    const dice = fromReducer<number, { type: string }>({
      name: 'dice',
      initial: 0,
      actions: () => [{ type: 'roll' }],
      reduce: random,
    });
    await expect(referenceSearch(dice, [])).rejects.toThrow(impure('dice.roll({"type":"roll"})'));
  });

  test('also far from the start, in one state of 64', async () => {
    outside = 0;
    const model = machine(
      () => true,
      (s) => {
        s.n = s.n < 100 ? s.n + 1 : s.n + (outside++ % 2) + 1;
      },
    );
    await expect(referenceSearch(model, [], { limits: { states: 400 } })).rejects.toThrow(
      impure('a.move'),
    );
  });
});

describe('a model that is pure', () => {
  test('may throw other words each time', async () => {
    let outside = 0;
    const model = machine(
      () => true,
      () => {
        throw new Error(`number ${outside++}`);
      },
    );
    expect(await check(model, [])).toMatchObject({ verdict: 'violated', distinct: 1 });
  });
});
