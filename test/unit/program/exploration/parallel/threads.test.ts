import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Program } from 'allways';
import { work } from '../../../../../src/program/execution/work.js';
import { DepthFirst } from '../../../../../src/program/exploration/depth-first.js';
import type { Reduction } from '../../../../../src/program/exploration/exploration.js';
import { oneRun } from '../../../../../src/program/exploration/one-run.js';
import { exploreTogether } from '../../../../../src/program/exploration/parallel/explore-together.js';
import { startCrew, type Crew } from '../../../../../src/program/exploration/parallel/threads.js';
import { wholeSearch } from '../../../../../src/program/exploration/part.js';
import { settingOf } from '../../../../../src/program/exploration/setting.js';
import type { ProgramProperty } from '../../../../../src/program/judge.js';
import * as module from '../../../../support/threaded-program.js';

const address = new URL('../../../../support/threaded-program.ts', import.meta.url).href;
const { doors, two, three, allLeave, atMostTwoInside, inBeforeOut } = module;

const crews: Crew[] = [];
afterEach(async () => {
  await Promise.all(crews.splice(0).map(async (crew) => crew.close()));
});

/** A thread, which has loaded a program or has refused it. */
async function loaded(
  program: Program<module.Doors>,
  properties: readonly ProgramProperty<module.Doors>[],
  modules: readonly string[] = [address],
): Promise<Crew> {
  const setting = settingOf(program.definition, properties);
  const { path, story } = await work(
    setting,
    oneRun(setting, ([first]) => first),
  );
  const names = properties.map(({ name, kind }) => ({ name, kind }));
  const crew = startCrew(1, { modules, program: program.name, properties: names, path, story });
  crews.push(crew);
  const isReady = () =>
    crew.refused() !== undefined || crew.helpers.every(({ isIdle }) => isIdle());
  await vi.waitUntil(isReady, { timeout: 60_000 });
  return crew;
}

/** What a search finds, alone or with threads. */
async function found(
  program: Program<module.Doors>,
  properties: readonly ProgramProperty<module.Doors>[],
  reduction: Reduction,
  crew?: Crew,
) {
  const setting = settingOf(program.definition, properties);
  const { done, judge, findings, pairs } = setting;
  const exploration = { reduction };
  const all =
    crew === undefined
      ? new DepthFirst(setting, exploration).explore()
      : exploreTogether(setting, exploration, wholeSearch, { crew, runs: Infinity, slice: 1 });
  const explored = await work(setting, all);
  const { runs, redundant, events, longest, crossed } = done;
  const isExact = reduction !== 'source sets';
  return {
    explored,
    done: { runs, longest, crossed, ...(isExact ? { redundant, events } : {}) },
    findings: [...findings.values()].map(({ name, says }) => `${name}: ${says}`),
    distinct: isExact ? judge.distinct : undefined,
    asked: [...judge.asked],
    hasPairs: pairs.all().length > 0,
  };
}

/** Counts the orders that threads are given. */
function counting(crew: Crew): { readonly crew: Crew; readonly orders: () => number } {
  let orders = 0;
  const helpers = crew.helpers.map(({ isIdle, explore }) => ({
    isIdle,
    explore: (order: Parameters<typeof explore>[0]) => {
      orders++;
      return explore(order);
    },
  }));
  return { crew: { ...crew, helpers }, orders: () => orders };
}

describe('threads that help', () => {
  test.each([
    // 10! / (5! 5!) orders of two clients with five events each.
    { program: two, properties: [inBeforeOut, allLeave], reduction: 'none', runs: 252 },
    // 6! / (2! 2! 2!) orders of the six calls; the other events touch only their own client.
    { program: three, properties: [atMostTwoInside], reduction: 'sleep sets', runs: 90 },
    { program: three, properties: [allLeave], reduction: 'source sets', runs: 90 },
  ] as const)(
    'find in $program.name, with $reduction, what one thread finds',
    async ({ program, properties, reduction, runs }) => {
      const alone = await found(program, properties, reduction);
      expect(alone.done).toMatchObject({ runs });
      const { crew, orders } = counting(await loaded(program, properties));
      expect(await found(program, properties, reduction, crew)).toEqual(alone);
      expect(orders()).toBeGreaterThan(2);
    },
  );

  test('stop together at a limit of runs', async () => {
    const crew = await loaded(three, [inBeforeOut]);
    const setting = settingOf(three.definition, [inBeforeOut]);
    const sharing = { crew, runs: 4_321, slice: 20 };
    const all = exploreTogether(setting, { reduction: 'none' }, wholeSearch, sharing);
    expect(await work(setting, all)).toMatchObject({ isCut: true });
    expect(setting.done.runs).toBe(4_321);
  });

  test('are an error of the check if they fail while they wait', async () => {
    const failing = new URL('../../../../support/failing-thread.ts', import.meta.url).href;
    const crew = await loaded(three, [inBeforeOut], [failing]);
    await vi.waitUntil(() => crew.refused() !== undefined, { timeout: 60_000 });
    expect(crew.refused()?.message).toBe(
      'check of a program: a thread failed: Error: too late; correct that, or search with one: leave workers out.',
    );
  });

  test.each([
    [
      'another program of the same name',
      doors('three clients', 3, 2),
      inBeforeOut,
      address,
      /the program that .*threaded-program\.ts exports runs otherwise.*two runs differ/s,
    ],
    [
      'a program that the module does not export',
      doors('nowhere', 3),
      inBeforeOut,
      address,
      /modules: .*threaded-program\.ts exports no program "nowhere"/,
    ],
    [
      'a property that it does not export',
      three,
      { ...inBeforeOut, name: 'nowhere' },
      address,
      /modules: .*threaded-program\.ts exports no property "nowhere"/,
    ],
    [
      'a module that is not there',
      three,
      inBeforeOut,
      'file:///nowhere.ts',
      /modules: another thread cannot load file:\/\/\/nowhere\.ts: .*nowhere/,
    ],
  ])('refuse %s', async (_, program, property, module, message) => {
    const crew = await loaded(program, [property], [module]);
    expect(crew.refused()?.message).toMatch(message);
    const setting = settingOf(program.definition, [property]);
    const sharing = { crew, runs: Infinity };
    const all = exploreTogether(setting, { reduction: 'none' }, wholeSearch, sharing);
    await expect(work(setting, all)).rejects.toThrow(message);
  });
});
