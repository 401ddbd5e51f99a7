/** What happens when people use their controls while automation runs, stops and starts again. */
import { beforeAll, describe, expect, test } from 'vitest';
import { check, compareSafeguards, stepsOf, type Comparison } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { emergencyControls } from '../../models/emergency-controls/model.js';
import {
  emergencySafeguards,
  type EmergencySafeguard,
} from '../../models/emergency-controls/safeguards.js';
import type { Emergency } from '../../models/emergency-controls/state.js';
import {
  cleanupWorks,
  dnsIsThere,
  emergencyEnds,
  emergencyLiveness,
  emergencyProgress,
  emergencyProperties,
  emergencySafety,
  restoredStays,
  stoppedIsStill,
} from '../../properties/emergency-controls.js';
import { isDeep } from '../support/deep.js';
import { nameOf } from '../support/variants.js';

type Parameters = Partial<typeof emergencyControls.parameters>;

const names = Object.keys(emergencySafeguards) as EmergencySafeguard[];
const allBut = (...off: EmergencySafeguard[]) => names.filter((name) => !off.includes(name));

const asked = [...emergencySafety, ...emergencyLiveness];
/** In the order of `asked`. */
const shortNames = ['empty', 'not still', 'replaced', 'lost', 'endless', 'not live'];

/**
 * What is violated, each with the steps of its shortest counterexample, or of its lasso, and the
 * number of distinct states.
 */
async function broken(
  on: readonly EmergencySafeguard[],
  parameters: Parameters = {},
): Promise<[string, number]> {
  const model = emergencyControls.with(on, parameters);
  const { distinct, properties } = await check(model, asked, { fairness: 'weak' });
  const said = properties.flatMap(({ verdict, trace }, index) => {
    if (verdict === 'holds') return [];
    const steps = trace === undefined ? verdict : stepsOf(trace);
    return [`${shortNames[index]} ${steps}`];
  });
  return [said.join(', '), distinct];
}

describe('automation, where nobody touches it', () => {
  const alone = { stops: 0, restores: 0, forces: 0 };

  test.each<[Parameters, number]>([
    [{ enactors: 1 }, 49],
    [{ enactors: 2 }, 99],
    [{ enactors: 2, plans: 4 }, 880],
  ])('is safe and live: %o', async (parameters, distinct) => {
    expect(await broken([], { ...alone, ...parameters })).toEqual(['', distinct]);
  });
});

describe('controls as they are written', () => {
  test.each<[string, Parameters, string, number]>([
    ['a stop alone', { restores: 0, forces: 0 }, 'not still 5', 147],
    ['a restore alone', { stops: 0, forces: 0 }, 'empty 9, replaced 10, lost 8, not live 13', 225],
    ['a forced cleanup alone', { stops: 0, restores: 0 }, 'empty 2, lost 4, not live 13', 303],
    ['all of them', {}, 'empty 2, not still 5, replaced 10, lost 4, not live 12', 3602],
  ])('%s does harm', async (_, parameters, said, distinct) => {
    expect(await broken([], parameters)).toEqual([said, distinct]);
  });

  test('can all be used, and automation goes on after them', async () => {
    await expect(emergencyControls.with([])).toHold(emergencyProgress);
  });

  test('are models of which every step is taken, but for those that a safeguard replaces', async () => {
    const never = async (on: EmergencySafeguard[]) =>
      (await check(emergencyControls.with(on, { crashes: true }), [])).neverTaken.map(
        ({ actor, step }) => `${actor}.${step}`,
      );
    expect(await never([])).toEqual(['operator.drained']);
    expect(await never(['drain'])).toEqual([]);
    expect(await never(names)).toEqual(['operator.restore']);
  });
});

describe('one safeguard alone', () => {
  test.each<[EmergencySafeguard, string, number]>([
    ['lookAgain', 'empty 2, not still 5, replaced 10, lost 4, not live 12', 3602],
    ['stopAtWrite', 'empty 2, replaced 10, lost 4, not live 12', 3525],
    ['drain', 'empty 2, replaced 10, lost 4, not live 12', 3253],
    ['stopFirst', 'empty 3, not still 5, replaced 11, lost 5, not live 14', 1282],
    ['epochs', 'empty 2, replaced 10, lost 4, not live 12', 6251],
    ['retireOlder', 'empty 2, not still 5, replaced 10, lost 4, not live 9', 2939],
    ['spareLive', 'empty 2, not still 5, replaced 10, lost 4, not live 12', 3520],
    ['pinRestored', 'empty 2, not still 5, replaced 10, lost 4, not live 12', 3520],
    ['restoreAtOnce', 'empty 2, not still 5, replaced 9, lost 4, not live 11', 3212],
    ['checkAtDelete', 'empty 2, not still 5, replaced 10, lost 4, not live 12', 3474],
    ['guardedForce', 'empty 6, not still 5, replaced 10, lost 4, not live 12', 3002],
  ])('%s', async (name, said, distinct) => {
    expect(await broken([name])).toEqual([said, distinct]);
  });
});

describe('all safeguards but one or two', () => {
  test.each<[string, EmergencySafeguard[], string, number]>([
    // Nobody has to be slow for these: each step comes after the last one in good order.
    ['people delete what is live', ['guardedForce'], 'empty 4, not live 11', 420],
    ['what people passed over is begun anew', ['retireOlder'], 'replaced 12', 349],
    [
      'cleanup finds the restored plan stale',
      ['spareLive', 'pinRestored'],
      'empty 11, not live 12',
      395,
    ],
    // Here somebody is.
    [
      'a look before the deletion is too early',
      ['stopFirst', 'checkAtDelete'],
      'empty 6, lost 4, not live 13',
      1655,
    ],
    ['automation goes on meanwhile', ['stopFirst', 'epochs'], 'replaced 9', 1671],
    ['a run outlives the whole emergency', ['drain', 'epochs'], 'replaced 11', 592],
    [
      'a plan is deleted between two steps of its restore',
      ['stopFirst', 'pinRestored', 'restoreAtOnce'],
      'empty 9, lost 8, not live 10',
      2296,
    ],
  ])('%s', async (_, off, said, distinct) => {
    expect(await broken(allBut(...off))).toEqual([said, distinct]);
  });
});

/** To stop and wait; to stop and fence; to fence, and never to stop. */
const waiting: EmergencySafeguard[] = [
  'drain',
  'stopFirst',
  'retireOlder',
  'spareLive',
  'guardedForce',
];
const fencing: EmergencySafeguard[] = [
  'stopFirst',
  'epochs',
  'retireOlder',
  'spareLive',
  'guardedForce',
];
const running: EmergencySafeguard[] = [
  'epochs',
  'retireOlder',
  'pinRestored',
  'checkAtDelete',
  'guardedForce',
];

describe.runIf(isDeep)('which safeguards are enough, of all 2,048 sets', () => {
  let enough: Comparison<Emergency, EmergencySafeguard>;
  beforeAll(async () => {
    enough = await compareSafeguards(emergencyControls, emergencySafety);
  }, 600_000);

  const minimalFor = (property: { name: string }) =>
    enough.properties
      .find((one) => one.property === property.name)
      ?.minimal.map(({ on }) => nameOf(on));

  test('for all that must never happen', () => {
    expect(enough.complete).toBe(true);
    expect(enough.together.counts).toEqual({ holds: 184, violated: 1864, undecided: 0 });
    expect(enough.together.minimal.map(({ on }) => on)).toEqual([
      waiting,
      ['drain', 'stopFirst', 'retireOlder', 'pinRestored', 'guardedForce'],
      fencing,
      ['stopFirst', 'epochs', 'retireOlder', 'pinRestored', 'guardedForce'],
      running,
      ['epochs', 'retireOlder', 'spareLive', 'restoreAtOnce', 'checkAtDelete', 'guardedForce'],
    ]);
  });

  test('to look at the flag again is of no account, however late; nothing does harm', () => {
    expect(enough.together.idle).toEqual(['lookAgain', 'stopAtWrite']);
    expect(enough.together.harmful).toEqual([]);
  });

  test('what is missing from the largest sets that are not', () => {
    const missing = enough.together.maximal.map(({ on, steps }) => [allBut(...on), steps]);
    expect(missing).toEqual([
      [['guardedForce'], 4],
      [['retireOlder'], 12],
      [['spareLive', 'pinRestored'], 11],
      [['stopFirst', 'checkAtDelete'], 4],
      [['stopFirst', 'epochs'], 9],
      [['drain', 'epochs'], 11],
      [['stopFirst', 'pinRestored', 'restoreAtOnce'], 8],
    ]);
  });

  test('a stop is one where the write looks, where it waits, or where it fences', () => {
    expect(minimalFor(stoppedIsStill)).toEqual(['stopAtWrite', 'drain', 'epochs']);
  });

  test('a restore stays by epochs, stopped or not, or by waiting', () => {
    expect(minimalFor(restoredStays)).toEqual([
      'epochs + retireOlder',
      'drain + stopFirst + retireOlder',
    ]);
  });
});

describe('three designs are proved', () => {
  test.each<[string, EmergencySafeguard[], Parameters, number]>([
    ['to stop and wait', waiting, {}, 317],
    ['to stop and fence', fencing, {}, 708],
    ['to fence, and never to stop', running, {}, 2457],
    ['to stop and wait', waiting, { plans: 4, enactors: 2 }, 5313],
    ['to stop and fence', fencing, { plans: 4, enactors: 2 }, 17893],
    ['to fence, and never to stop', running, { plans: 4 }, 26827],
    ['to fence, and never to stop', running, { enactors: 2 }, 4348],
    ['to stop and wait', waiting, { stops: 2, restores: 2, forces: 2 }, 1276],
    ['to stop and fence', fencing, { stops: 2, restores: 2, forces: 2 }, 4753],
    ['to fence, and never to stop', running, { stops: 2, restores: 2, forces: 2 }, 22847],
  ])('%s: %o, %o', async (_, on, parameters, distinct) => {
    expect(await broken(on, parameters)).toEqual(['', distinct]);
  });

  test('and useful: all controls work, cleanup too, and automation goes on', async () => {
    for (const on of [waiting, fencing, running]) {
      await expect(emergencyControls.with(on)).toHold(emergencyProgress);
      await expect(emergencyControls.with(on, { forces: 0 })).toReach(cleanupWorks, { steps: 7 });
    }
  });

  // A slow one writes an old plan over the restored one: automation wrote it, so it is not pinned, and
  // a newer one was applied before the restore. One enactor alone never leaves such a plan behind.
  test('what is enough for one enactor may not be for two', async () => {
    const on: EmergencySafeguard[] = [
      'retireOlder',
      'pinRestored',
      'checkAtDelete',
      'guardedForce',
    ];
    await expect(emergencyControls.with(on)).toHold(dnsIsThere);
    await expect(emergencyControls.with(on, { enactors: 2 })).toViolate(dnsIsThere, { steps: 13 });
  });
});

describe('where somebody dies in the middle of a run', () => {
  const dying = { crashes: true };

  test('to wait is to wait for ever: automation cannot be started again', async () => {
    expect(await broken(waiting, dying)).toEqual(['endless 4, not live 4', 485]);
  });

  test('an epoch waits for nobody; what is safe stays safe', async () => {
    expect(await broken(fencing, dying)).toEqual(['not live 4', 1402]);
    expect(await broken(running, dying)).toEqual(['not live 4', 5191]);
  });

  test.runIf(isDeep)(
    'waiting is what does harm, of all 2,048 sets',
    { timeout: 600_000 },
    async () => {
      const { together, complete } = await compareSafeguards(emergencyControls, emergencyEnds, {
        parameters: { ...dying, plans: 2, restores: 0, forces: 0 },
        fairness: 'weak',
      });
      expect(complete).toBe(true);
      expect(together.counts).toEqual({ holds: 1024, violated: 1024, undecided: 0 });
      expect(together.harmful).toEqual([
        { safeguard: 'drain', added: [], broken: [emergencyEnds.name] },
      ]);
    },
  );

  // That is none of the controls' doing: nobody takes over what a dead enactor holds.
  test('the plan in the hand of the dead is lost, with controls or without', async () => {
    const alone = { ...dying, stops: 0, restores: 0, forces: 0 };
    expect(await broken([], alone)).toEqual(['not live 4', 91]);
  });
});

replayRecordings('test/counterexamples/emergency-controls', emergencyControls, emergencyProperties);
