/** What the DNS system comes to in the end, and with which safeguards. */
import { describe, expect, test } from 'vitest';
import { check, weak, type CheckOptions } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import {
  backAfterCrash,
  dnsLiveness,
  emptyRecordHeals,
  newestGoesLiveInTheEnd,
  notAlwaysFailing,
} from '../../properties/dns.js';

const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];

/** Of each property of `dnsLiveness`: the steps of its lasso and where that begins, or `holds`. */
const inTheEnd = async (
  on: readonly DnsSafeguard[],
  parameters: Parameters<typeof dns.with>[1],
  options: CheckOptions = { fairness: 'weak' },
) => {
  const { distinct, graph, properties } = await check(
    dns.with(on, parameters),
    [...dnsLiveness, ...(parameters?.crashes === true ? [backAfterCrash] : [])],
    options,
  );
  const said = properties.map(({ verdict, trace }) =>
    verdict === 'violated' ? [trace?.actions.length, trace?.lasso?.from] : verdict,
  );
  return { distinct, edges: graph?.edges, said };
};

const holds = 'holds';

/** All go on, and of what an enactor tries again and again not all goes wrong. */
const notEachTime = [
  ...['planner', 'cleanup', 'clock', 'enactor 1', 'enactor 2', 'enactor 3'].map((name) =>
    weak(name),
  ),
  ...notAlwaysFailing(3),
];

describe('where nobody fails', () => {
  test.each<[on: DnsSafeguard[], distinct: number, edges: number, said: unknown[]]>([
    [[], 1449, 3792, [[15, 15], holds, [15, 15]]],
    [articleChecks, 1063, 2789, [[15, 15], holds, [15, 15]]],
    [['safetyBuffer'], 1321, 3452, [[15, 15], holds, [15, 15]]],
    [['softDelete'], 2208, 5549, [[19, 19], holds, [19, 19]]],
    [['neverSweepLive'], 1429, 3703, [[13, 13], holds, [15, 15]]],
    [['oneStepSweep'], 1034, 2722, [[13, 13], holds, [13, 13]]],
    // A plan that is refused because another came in between is not tried again.
    [['fencing'], 1046, 2725, [[12, 12], holds, holds]],
    [['checkAgain'], 1258, 3277, [holds, holds, holds]],
    [['stateCheck', 'checkAgain'], 994, 2575, [holds, holds, holds]],
  ])('with %j', async (on, distinct, edges, said) => {
    expect(await inTheEnd(on, { failures: false })).toEqual({ distinct, edges, said });
  });

  test('fencing needs no second enactor to keep the newest plan away', async () => {
    const { said } = await inTheEnd(['fencing'], { failures: false, enactors: 1 });
    expect(said).toEqual([[12, 12], holds, holds]);
  });

  test('to try again for the version that DNS has by then is a remedy', async () => {
    expect(await inTheEnd(['fencing'], { failures: false, retries: true })).toEqual({
      distinct: 1046,
      edges: 2797,
      said: [holds, holds, holds],
    });
  });
});

describe('where plans fail', () => {
  test('the newest may fail, and nobody tries again', async () => {
    const { said } = await inTheEnd(['checkAgain'], {});
    expect(said).toEqual([[7, 7], holds, holds]);
  });

  test.each<[DnsSafeguard, number]>([
    ['fencing', 1286],
    ['checkAgain', 1604],
  ])('retries are enough with %s, if not all of them fail', async (on, distinct) => {
    const again = await inTheEnd([on], { retries: true });
    expect(again).toMatchObject({ distinct, said: [[11, 4], holds, holds] });
    const fair = await inTheEnd([on], { retries: true }, { fairness: notEachTime });
    expect(fair).toMatchObject({ distinct, said: [holds, holds, holds] });
  });
});

describe('where enactors crash', () => {
  test('a restart is in vain for the plan that was in hand: nobody picks it up again', async () => {
    expect(await inTheEnd(['checkAgain'], { failures: false, crashes: true })).toEqual({
      distinct: 3720,
      edges: 11_598,
      said: [[9, 9], holds, holds, [9, 9]],
    });
  });

  test('one that goes on with its plan brings the system back, if it does not crash each time', async () => {
    const parameters = { failures: false, crashes: true, recovers: true };
    const again = await inTheEnd(['checkAgain'], parameters);
    expect(again.said).toEqual([[9, 5], holds, holds, [10, 6]]);
    const fair = await inTheEnd(['checkAgain'], parameters, { fairness: notEachTime });
    expect(fair.said).toEqual([holds, holds, holds, holds]);
  });
});

describe('the outage', () => {
  test('an empty record stays empty when all plans are done: nothing can happen any more', async () => {
    const model = dns.with([], { failures: false });
    const { properties } = await check(model, emptyRecordHeals, { fairness: 'strong' });
    expect(properties[0]).toMatchObject({
      verdict: 'violated',
      says: 'what must follow does not come: nothing can happen any more',
    });
  });

  test('who is not assumed to go on may stop for ever', async () => {
    const model = dns.with(['checkAgain'], { failures: false });
    const { properties } = await check(model, newestGoesLiveInTheEnd);
    expect(properties[0]).toMatchObject({
      says: 'it does not stay: planner, enactor 1, enactor 2, enactor 3 and clock may stop for ever, as nothing is assumed to make them go on',
      trace: { actions: [{ step: 'generate' }], lasso: { from: 1 } },
    });
  });
});
