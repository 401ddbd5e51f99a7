import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, formatAction } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { leases } from '../../models/leases/model.js';
import {
  leaseServiceProperties,
  noWriteFromThePast,
  oneBelieves,
} from '../../properties/leases.js';
import { variantsOf } from '../support/variants.js';

/** In the order of `leaseServiceProperties`. */
const { testRows } = variantsOf(leases, leaseServiceProperties, ['past', 'one', '', 'done']);

describe('leases: what is violated, in how many steps', () => {
  testRows([
    [[], 'past 5', 21],
    // Time passes between the look and the write.
    [['lookFirst'], 'past 7', 63],
    [['fencing'], '', 19],
    [['lookFirst', 'fencing'], '', 61],
  ]);

  describe('if the clock of a holder misses a tick', () => {
    testRows(
      [
        [['lookFirst'], 'past 7, one 3', 153],
        [['lookFirst', 'fencing'], 'one 3', 149],
      ],
      { drift: 1 },
    );
  });

  describe('if workers crash', () => {
    testRows(
      [
        [[], 'past 5', 450],
        [['fencing'], '', 428],
        [['lookFirst', 'fencing'], '', 1028],
      ],
      { crashes: 1 },
    );
  });

  describe('with three workers, or longer leases', () => {
    testRows([[['fencing'], '', 115]], { workers: 3 });
    testRows(
      [
        [['lookFirst'], 'past 8', 83],
        [['lookFirst', 'fencing'], '', 81],
      ],
      { ticks: 2 },
    );
  });
});

describe('leases', () => {
  test('a slow holder writes after its lease has ended', async () => {
    const { properties } = await check(leases.with(['lookFirst']), noWriteFromThePast);
    expect(properties[0]?.trace?.actions.map(formatAction)).toEqual([
      'worker 1.take',
      'worker 1.look',
      'clock.tick',
      'worker 2.take',
      'worker 2.look',
      'worker 2.write',
      'worker 1.write',
    ]);
  });

  test('a clock that misses a tick lets two believe that they hold the lease', async () => {
    const { properties } = await check(leases.with([], { drift: 1 }), oneBelieves);
    expect(properties[0]?.trace?.actions.map(formatAction)).toEqual([
      'worker 1.take',
      'clock.drift("worker 1")',
      'worker 2.take',
    ]);
  });

  test('fencing is enough, and a look at the clock is of no use', async () => {
    const { together } = await compareSafeguards(leases, noWriteFromThePast);
    expect(together.minimal.map(({ on }) => on)).toEqual([['fencing']]);
    expect(together.idle).toEqual(['lookFirst']);
  });

  test('every step is taken', async () => {
    const { neverTaken } = await check(leases.with(['lookFirst'], { crashes: 1, drift: 1 }), []);
    expect(neverTaken).toEqual([]);
    const { neverTaken: without } = await check(leases.with(['lookFirst']), []);
    expect(without).toEqual([
      { actor: 'worker 1', step: 'recover' },
      { actor: 'worker 2', step: 'recover' },
    ]);
  });
});

replayRecordings('test/counterexamples/leases', leases, leaseServiceProperties);
