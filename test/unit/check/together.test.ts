/** State constraints, processes, properties of some initial states, and refinement, each with the others. */
import { describe, expect, test } from 'vitest';
import { at, check, done, forState, from, reachable, refines, report, wait } from 'allways';

interface Count {
  n: number;
}

const { process, defineModel, invariant, noDeadlock } = forState<Count>();

const counting = (within: number, starts: readonly number[] = [0]) =>
  defineModel({
    name: 'counting',
    initial: () => starts.map((n) => ({ n })),
    actors: [
      process(
        'a',
        {},
        {
          count: (s) => {
            s.n++;
            return s.n > 9 ? done : 'count';
          },
        },
      ),
      process('b', {}, { stop: (s) => (s.n < 5 ? wait : done) }),
    ],
    within: (s) => s.n <= within,
  });

describe('a state constraint', () => {
  test('bounds a model of processes', async () => {
    const model = counting(3);
    const result = await check(model, [
      invariant('small', (s) => s.n <= 4),
      reachable<Count>('5 is reached', (s) => s.n === 5),
      noDeadlock(),
    ]);
    // 0 to 3 are inside, and 4 is outside.
    expect(result).toMatchObject({ distinct: 5, outside: 1 });
    expect(result.properties.map(({ verdict }) => verdict)).toEqual([
      'holds',
      'undecided',
      'holds',
    ]);
    expect(report(result)).toContain('1 state outside was not expanded');
  });

  test('bounds the search of a property of some initial states', async () => {
    const model = counting(7, [0, 6]);
    const small = invariant('small', (s) => s.n < 8);
    const result = await check(model, [
      from((s: Count) => s.n === 6, small),
      from(
        (s: Count) => s.n === 0,
        reachable<Count>('9 is reached', (s) => s.n === 9),
      ),
    ]);
    expect(result.properties.map(({ verdict }) => verdict)).toEqual(['violated', 'undecided']);
  });

  test('canTake asks guards and blocks outside, too', async () => {
    const model = counting(3);
    const asked = invariant('a can go on', (s) => model.canTake(s as never, 'a.count'));
    expect((await check(model, asked)).verdict).toBe('holds');
  });
});

test('a model of processes refines a simpler one, within a constraint', async () => {
  const spec = defineModel({
    name: 'spec',
    initial: { n: 0 },
    actors: [process('c', {}, { up: (s) => (s.n++, 'up') })],
    within: (s) => s.n < 20,
  });
  const map = (s: Count) => ({ n: s.n, processes: { c: { at: 'up' as const } } });
  const result = await check(counting(3), refines(spec, map));
  expect(result.verdict).toBe('holds');
  const twice = await check(
    counting(3),
    refines(spec, (s) => ({ ...map(s), n: 2 * s.n })),
  );
  expect(twice.properties[0]).toMatchObject({ verdict: 'violated' });
  expect(twice.properties[0]?.trace?.actions.length).toBe(1);
  expect(at(counting(3).initial[0] as never, 'a')).toBe('count');
});
