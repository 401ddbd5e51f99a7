import { expect, test } from 'vitest';
import { levelByLevel, type LevelSearch } from '../../../../src/search/common/levels.js';

/** A search through levels of these sizes. It logs what is called: `o` for open, `e` for expand, … */
function searchOf(sizes: readonly number[], parts: Partial<LevelSearch<string>> = {}) {
  const log: string[] = [];
  let level = -1;
  let left = 0;
  const search: LevelSearch<string> = {
    isDone: () => left === 0,
    open() {
      left = sizes[++level] ?? 0;
      log.push(`o${left}`);
    },
    endBetween: () => (left === 0 ? 'complete' : undefined),
    expand() {
      left--;
      log.push('e');
      return undefined;
    },
    endWithin: () => void log.push('w'),
    ...parts,
  };
  return { search, log };
}

const interrupted = { by: 'interrupt' } as const;

/** A budget that says after so many looks that the search must end. */
function budgetAfter(looks: number) {
  const look = () => (looks-- > 0 ? undefined : interrupted);
  return { stopped: look, ended: () => Promise.resolve(look()), seconds: undefined };
}

const calm = budgetAfter(Infinity);

test('opens the levels in turn, and expands each whole', async () => {
  const { search, log } = searchOf([2, 1, 3]);
  expect(await levelByLevel(search, calm)).toBe('complete');
  expect(log.join(' ')).toBe('o2 e e o1 e o3 e e e o0');
});

test('collects after each level that was opened, before it judges', async () => {
  const { search, log } = searchOf([2, 1]);
  const collect = async () => {
    await Promise.resolve();
    log.push('c');
  };
  const endBetween = () => {
    log.push('j');
    return search.endBetween();
  };
  expect(await levelByLevel({ ...search, collect, endBetween }, calm)).toBe('complete');
  expect(log.join(' ')).toBe('o2 c j e e o1 c j e o0 c j');
});

test('several threads expand in place of one while that pays', async () => {
  const { search, log } = searchOf([1, 2, 1]);
  const together = {
    pays: () => log.filter((one) => one === 'e').length % 3 > 0,
    async expand() {
      await Promise.resolve();
      log.push('t');
      return search.expand();
    },
  };
  expect(await levelByLevel({ ...search, together }, calm)).toBe('complete');
  expect(log.join(' ')).toBe('o1 e o2 t e t e o1 e o0');
});

test('ends between two levels without being told that it ended within one', async () => {
  let judged = 0;
  const { search, log } = searchOf([1, 1, 1], {
    endBetween: () => (++judged === 2 ? 'enough' : undefined),
  });
  expect(await levelByLevel(search, calm)).toBe('enough');
  expect(log.join(' ')).toBe('o1 e o1');
});

test.each([1, 2])('ends within a level, at state %i of it', async (state) => {
  let expanded = 0;
  const { search, log } = searchOf([1, 2, 4]);
  const expand = () => {
    void search.expand();
    return ++expanded === state + 1 ? 'full' : undefined;
  };
  expect(await levelByLevel({ ...search, expand }, calm)).toBe('full');
  expect(log.join(' ')).toBe(`o1 e o2 ${'e '.repeat(state)}w`);
});

test('a signal or a limit on time ends it within a level, and what is complete stays complete', async () => {
  const ends = new Set<string>();
  for (let looks = 0; looks < 8; looks++) {
    const { search, log } = searchOf([1, 2]);
    const ended = await levelByLevel(search, budgetAfter(looks));
    expect(log.at(-1)).toBe(ended === 'complete' ? 'o0' : 'w');
    expect(ended).toEqual(log.includes('o0') ? 'complete' : interrupted);
    ends.add(log.join(' '));
  }
  expect([...ends]).toEqual(['o1 w', 'o1 e o2 w', 'o1 e o2 e w', 'o1 e o2 e e o0']);
});

test('what is left to be done afterwards is done while there is time', async () => {
  const reasons: unknown[] = [];
  const run = async (looks: number) => {
    const { search, log } = searchOf([1]);
    let pieces = 3;
    const afterwards = (reason: unknown) => {
      reasons.push(reason);
      if (reason !== 'complete') return undefined;
      return () => {
        log.push('a');
        return --pieces > 0;
      };
    };
    const ended = await levelByLevel({ ...search, afterwards }, budgetAfter(looks));
    return [ended, log.join(' ')];
  };
  expect(await run(0)).toEqual([interrupted, 'o1 w']);
  expect(await run(3)).toEqual(['complete', 'o1 e o0 a']);
  expect(await run(4)).toEqual(['complete', 'o1 e o0 a a']);
  expect(await run(Infinity)).toEqual(['complete', 'o1 e o0 a a a']);
  expect(reasons).toEqual([interrupted, 'complete', 'complete', 'complete']);
});
