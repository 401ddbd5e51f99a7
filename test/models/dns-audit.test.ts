import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { audit, stepsOf, type Audit, type AuditAnswer, type QuestionId } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import type { Dns } from '../../models/dns/state.js';
import { badIsReported, dnsEvidence } from '../../properties/dns-audit.js';
import { allways } from '../unit/cli/host.js';
import { isDeep } from '../support/deep.js';

const questionsOf = ({ groups }: Audit<Dns>) => groups.flatMap(({ questions }) => questions);

/** The names of the questions with an answer, in their order. */
const answered = (found: Audit<Dns>, answer: AuditAnswer) =>
  questionsOf(found)
    .filter((one) => one.answer === answer)
    .map(({ id }) => id);

const evidenceFor = (found: Audit<Dns>, id: QuestionId) =>
  questionsOf(found).find((one) => one.id === id)?.evidence;

/** What is violated, each with the steps of its shortest counterexample. */
const violated = ({ base }: Audit<Dns>) =>
  base.properties.flatMap(({ name, verdict, trace }) =>
    verdict === 'violated' && trace !== undefined ? [`${stepsOf(trace)} ${name}`] : [],
  );

const auditOf = (on: DnsSafeguard[], parameters: Partial<typeof dns.parameters> = {}) =>
  audit(dns.with(on, parameters), dnsEvidence(), { system: dns });

/** Those that several tests look at, each made once. */
let naive: Audit<Dns>;
let enough: Audit<Dns>;
beforeAll(async () => {
  naive = await auditOf([], { crashes: true });
  enough = await auditOf(['stateCheck', 'fencing'], { crashes: true });
}, 600_000);

const alwaysViolated = [
  '4 the consistency check speaks exactly where something is bad',
  '3 an enactor that holds a plan for long is taken for stuck',
];
const notModelled = ['canBeStopped', 'changesTraced', 'peopleTried', 'badChangeSeen'];

describe('the checklist for the DNS system', { timeout: 600_000 }, () => {
  test('naive, where enactors crash: 7 yes, 12 no, 4 not modelled', () => {
    const found = naive;
    expect(found.counts).toEqual({ yes: 7, no: 12, undecided: 0, 'not modelled': 4 });
    expect(answered(found, 'no')).toEqual([
      'sparesInUse',
      'looksBeyondAge',
      'waitsFirst',
      'marksFirst',
      'inFlight',
      'usersKnown',
      'versioned',
      'staleRefused',
      'overlapSeen',
      'checkedAtOnce',
      'badStateSeen',
      'slownessSeen',
    ]);
    expect(answered(found, 'not modelled')).toEqual(notModelled);
    expect(violated(found)).toEqual([
      '9 no plan in use is deleted',
      "11 the live plan's addresses exist",
      '11 DNS is never empty',
      '3 a plan is under way exactly while an enactor holds it',
      '3 the reference count tells how many enactors hold a plan',
      '8 DNS never goes back to an older plan',
      '8 who writes is refused if another wrote since the plan was made',
      ...alwaysViolated,
    ]);
    expect(found.figures).toMatchObject({
      distinct: 5047,
      generated: 17_870,
      depth: 18,
      ended: { by: 'complete' },
      searches: 1,
    });
  });

  test('with stateCheck + fencing: 12 yes, 7 no, 4 not modelled', () => {
    const found = enough;
    expect(found.counts).toEqual({ yes: 12, no: 7, undecided: 0, 'not modelled': 4 });
    expect(answered(found, 'yes')).toEqual([
      'sparesInUse',
      'looksBeyondAge',
      'timelineKept',
      'versioned',
      'staleRefused',
      'overlapSeen',
      'delaysTried',
      'ordersTried',
      'faultsTried',
      'allStepsTaken',
      'nothingVacuous',
      'followedThrough',
    ]);
    expect(answered(found, 'not modelled')).toEqual(notModelled);
    expect(violated(found)).toEqual([
      '3 a plan is under way exactly while an enactor holds it',
      '3 the reference count tells how many enactors hold a plan',
      ...alwaysViolated,
    ]);
    expect(found.figures).toMatchObject({
      distinct: 3139,
      generated: 11_468,
      depth: 16,
      searches: 3,
    });
    expect(evidenceFor(found, 'looksBeyondAge')).toMatchObject([
      { on: ['stateCheck'], missedBy: [{ property: 'no plan in use is deleted', steps: 9 }] },
    ]);
    expect(evidenceFor(found, 'versioned')).toMatchObject([
      {
        on: ['fencing'],
        missedBy: [
          { property: "the live plan's addresses exist", steps: 12 },
          { property: 'DNS is never empty', steps: 12 },
          { property: 'DNS never goes back to an older plan', steps: 8 },
          {
            property: 'who writes is refused if another wrote since the plan was made',
            steps: 8,
          },
        ],
      },
    ]);
    expect(evidenceFor(found, 'timelineKept')).toMatchObject([
      { outcome: 'reproduced', steps: 16 },
    ]);
    expect(evidenceFor(found, 'delaysTried')).toMatchObject([{ actors: 6, ended: 'complete' }]);
    expect(evidenceFor(found, 'ordersTried')).toMatchObject([{ steps: 7 }]);
    expect(evidenceFor(found, 'faultsTried')).toMatchObject([
      { step: 'enactor 1.fail', taken: 701 },
      { step: 'enactor 1.crash', taken: 701 },
      { step: 'enactor 2.fail', taken: 701 },
      { step: 'enactor 2.crash', taken: 701 },
      { step: 'enactor 3.fail', taken: 701 },
      { step: 'enactor 3.crash', taken: 701 },
    ]);
  });

  // A crash that loses nothing, or none, gives back what the state says of who uses what.
  test('what is in use is known until an enactor crashes and forgets', async () => {
    const lost = ['inFlight', 'usersKnown'];
    expect(answered(enough, 'no')).toEqual(expect.arrayContaining(lost));
    const recovers = await auditOf(['stateCheck', 'fencing'], { crashes: true, recovers: true });
    expect(recovers.counts).toEqual({ yes: 14, no: 5, undecided: 0, 'not modelled': 4 });
    expect(answered(recovers, 'yes')).toEqual(expect.arrayContaining(lost));
    const whole = await auditOf(['stateCheck', 'fencing']);
    expect(whole.counts).toEqual({ yes: 13, no: 5, undecided: 0, 'not modelled': 5 });
    expect(answered(whole, 'yes')).toEqual(expect.arrayContaining(lost));
    // Who does not let it crash has not tried it.
    expect(answered(whole, 'not modelled')).toContain('faultsTried');
  });

  test("the article's safety buffer changes what happens, and nobody misses it", async () => {
    const found = await auditOf(['stateCheck', 'safetyBuffer', 'referenceCount']);
    expect(found.counts).toEqual({ yes: 9, no: 8, undecided: 1, 'not modelled': 5 });
    expect(answered(found, 'undecided')).toEqual(['waitsFirst']);
    expect(evidenceFor(found, 'waitsFirst')).toMatchObject([{ effect: 'unnoticed' }]);
    expect(evidenceFor(found, 'sparesInUse')).toMatchObject([
      { property: 'no plan in use is deleted', answer: 'yes' },
      { property: "the live plan's addresses exist", answer: 'no', steps: 13 },
      { property: 'DNS is never empty', answer: 'no', steps: 13 },
    ]);
  });

  test.runIf(isDeep)(
    'to wait, to mark first and to check and delete at once is of no use beside fencing',
    async () => {
      const found = await auditOf([
        'stateCheck',
        'fencing',
        'safetyBuffer',
        'softDelete',
        'oneStepSweep',
      ]);
      expect(answered(found, 'undecided')).toEqual(['waitsFirst', 'marksFirst', 'checkedAtOnce']);
      // With stateCheck, cleanup marks only what no enactor holds, so no enactor touches what is marked.
      expect(evidenceFor(found, 'allStepsTaken')).toMatchObject([
        { never: [], off: [{ step: 'cleanup.keep', by: 'without stateCheck' }] },
      ]);
    },
  );
});

describe("the article's consistency check", { timeout: 600_000 }, () => {
  test('finds every empty record', async () => {
    await expect(dns.with([], { crashes: true })).toHold(badIsReported);
    await expect(dns.with(['softDelete'], { crashes: true })).toHold(badIsReported);
  });

  test('and says as much 4 steps after the start, where nothing is bad', () => {
    const outcome = enough.base.properties.find(({ name }) => name.startsWith('the consistency'));
    expect(outcome?.trace?.actions.map(({ step }) => step)).toEqual([
      'generate',
      'pickUp',
      'begin',
      'write',
    ]);
  });

  test('and takes nobody for stuck who has not written yet', () => {
    const outcome = naive.base.properties.find(({ name }) => name.startsWith('an enactor that'));
    expect(outcome).toMatchObject({ says: 'enactor 1 is slow with plan 2: PICKED_UP' });
    expect(outcome?.trace?.actions.map(({ actor, step }) => `${actor} ${step}`)).toEqual([
      'planner generate',
      'enactor 1 pickUp',
      'clock tick',
    ]);
  });
});

describe('the command', () => {
  const audited = async (...options: string[]) =>
    (await allways(['audit', 'dns', '--set', 'crashes', ...options], { folder: '.' })).out;
  const enough = ['--with', 'stateCheck,fencing'];

  test('answers first', async () => {
    expect(await audited()).toMatch(/^dns: 7 yes, 12 no, 4 not modelled\n/);
    expect(await audited(...enough)).toMatch(
      /^dns with stateCheck \+ fencing: 12 yes, 7 no, 4 not modelled\n[^]*\n✓ Is an operation refused once it is out of date\?\n/,
    );
  });

  test('shows on demand how it comes to what is violated, in 80 columns', async () => {
    const shown = await audited('--how');
    expect(shown).toContain('\nHow "DNS is never empty" is violated\n');
    expect((shown + (await audited('--how', ...enough))).match(/^How "/gm)).toHaveLength(13);
    expect(shown.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
  });
});
