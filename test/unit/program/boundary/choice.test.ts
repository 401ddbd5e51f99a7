import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import { choose } from '../../../../src/program/boundary/choice.js';
import { endsOf, logging, single, storyOf } from '../../../support/program-runs.js';
import { refusalOf } from '../../../support/refusal.js';

describe('io.choose', () => {
  const dishes = ['soup', 'rice'] as const;
  const choosing = single(async ({ io, write }) => write(await io.choose('dish', dishes)));

  test.each(['none', 'sleep sets', 'source sets', undefined] as const)(
    'every choice is explored: %s',
    async (reduction) => {
      expect(await endsOf(choosing, reduction)).toEqual({
        ends: ['rice', 'soup'],
        wrong: [],
        runs: 2,
      });
    },
  );

  test('choices after choices', async () => {
    const program = single(async ({ io, write }) => {
      for (const name of ['a', 'b']) write(await io.choose(name, [1, 2, 3]));
    });
    for (const reduction of ['none', 'sleep sets', 'source sets'] as const) {
      expect((await endsOf(program, reduction)).runs).toBe(9);
    }
  });

  test('its story', async () => {
    expect(await storyOf(choosing)).toEqual(['task starts', 'task chooses soup as dish']);
  });

  test('a task that waits for two choices', async () => {
    const program = single(async ({ io, write }) => {
      write(...(await Promise.all([io.choose('a', [1, 2]), io.choose('b', [1, 2])])));
    });
    // Two choices of two values, in two orders.
    expect(await endsOf(program, 'none')).toEqual({
      ends: ['1 1', '1 2', '2 1', '2 2'],
      wrong: [],
      runs: 8,
    });
  });

  test('refuses what is no list of values, also if the code catches the error', async () => {
    const programOf = (values: readonly string[]) =>
      single(({ io }) => {
        try {
          return io.choose('dish', values);
        } catch {
          return undefined;
        }
      });
    expect(await refusalOf(() => check(programOf([]), []))).toBe(
      'io.choose("dish", …) was given an empty list; give a list with at least one value.',
    );
    expect(await refusalOf(() => check(programOf('soup' as never), []))).toBe(
      'io.choose("dish", …) was given a string; give a list with at least one value.',
    );
  });

  test('refuses choices in start and outside of tasks', async () => {
    const program = logging({
      start: async (io) => ({ dish: await io.choose('dish', dishes) }),
      tasks: { task: () => {} },
    });
    expect(await refusalOf(() => check(program, []))).toBe(
      'io.choose("dish", …) was called in start, where only one choice would be explored; call it in a task.',
    );
    expect(await refusalOf(() => choose('dish', dishes))).toBe(
      'io.choose("dish", …) was called outside of a task; call it in a task of the program.',
    );
  });
});
