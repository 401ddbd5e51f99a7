/** What only the watch can see: it does a share of the states again, in every search. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  invariant,
  noDeadlock,
  transition,
  type Model,
  type Property,
} from 'allways';
import { referenceSearch } from '../../src/search/reference.js';
import { engine, turns } from '../support/engine.js';

interface Line {
  n: number;
  stopped: boolean;
}

/** 2,000 states on a line, and from each one in which the system stops. */
const line = (spoils: (n: number) => boolean = () => false): Model<Line> =>
  defineModel<Line>({
    name: 'line',
    initial: { n: 0, stopped: false },
    actors: [
      actor<Line>('walker', {
        walk: {
          when: (s) => !s.stopped && s.n < 2000,
          then: (s) => {
            s.n++;
          },
        },
        stop: {
          when: (s) => !s.stopped,
          then: (s) => {
            s.stopped = !spoils(s.n);
          },
        },
      }),
    ],
  });

/** Says no after it was asked so many times. */
const late = (calls = 0) => {
  const last = 600;
  return () => ++calls < last;
};

const watched: readonly (readonly [string, () => Property<Line>])[] = [
  ['an invariant', () => invariant('late', (s) => !s.stopped || isFine())],
  ['a property of steps', () => transition('late', (before) => before.stopped || isFine())],
  ['a property of states in which it stops', () => noDeadlock(() => isFine(), { name: 'late' })],
];
let isFine = late();

describe('a property that answers something else after a while', () => {
  const message = 'Property "late" is not pure: asked twice about one and the same state';

  test.each(watched)('is refused with a watch of 1: %s', async (_, property) => {
    isFine = late();
    await expect(check(line(), property(), { watch: 1 })).rejects.toThrow(message);
    isFine = late();
    await expect(engine(line(), [property()], {}, { watch: 1, threads: turns() })).rejects.toThrow(
      message,
    );
  });
});

describe('a step that is not pure in one state of 4,001', () => {
  let isOdd = false;
  // In one state it comes to the one and to the other in turns.
  const model = () => line((n) => n === 1001 && (isOdd = !isOdd));

  test('is refused by the reference search with a watch of 1', async () => {
    await expect(referenceSearch(model(), [], { watch: 1 })).rejects.toThrow(
      'walker.stop is not pure: taken twice in one and the same state',
    );
  });

  test('is refused by the symmetric search with a watch of 1', async () => {
    const options = { symmetric: ['nobody', 'no one'], watch: 1 };
    await expect(check(model(), [], options)).rejects.toThrow('is not pure');
  });
});

test('no state is done again with a watch of 0', async () => {
  const runs = async (watch: number) => {
    let asked = 0;
    const model = line(() => {
      asked++;
      return false;
    });
    await referenceSearch(model, [], { watch });
    return asked;
  };
  expect([await runs(0), await runs(1)]).toEqual([2001, 4002]);
});
