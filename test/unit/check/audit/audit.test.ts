/** A checklist, answered by what a model shows and by nothing else. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  auditReport,
  check,
  checklist,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  fromReducer,
  invariant,
  ModelError,
  reachable,
  record,
  whenever,
  type Audit,
  type AuditOptions,
  type EvidenceFor,
  type QuestionId,
} from 'allways';
import { questionIds } from '../../../../src/check/audit/checklist.js';
import { untyped } from '../../model/thrown.js';

interface Counter {
  value: number;
  read: Record<string, number | null>;
  done: string[];
  owner: string | null;
}

/** Two add one each: each reads, and later writes. */
const counter = defineSystem({
  name: 'counter',
  safeguards: defineSafeguards({
    lock: 'Who reads keeps the others out until it has written.',
    turns: 'Bob waits until Ann has read.',
    label: 'It does nothing.',
    fuse: 'Nobody presses the button.',
  }),
  parameters: { button: false },
  model: (on, { button }) => {
    const adder = (name: string) =>
      actor<Counter>(name, {
        read: {
          when: (s) =>
            s.read[name] === null &&
            !(on.lock && s.owner !== null) &&
            !(on.turns && name === 'bob' && s.read['ann'] === null),
          then: (s) => {
            s.read[name] = s.value;
            s.owner = name;
          },
        },
        write: {
          when: (s) => s.read[name] !== null && !s.done.includes(name),
          then: (s) => {
            s.value = (s.read[name] ?? 0) + 1;
            s.done.push(name);
            s.owner = null;
          },
        },
      });
    const child = actor<Counter>('child', {
      press: {
        when: (s) => !on.fuse && s.value > 0,
        then: () => {
          throw new Error('bang');
        },
      },
      jump: {
        when: (s) => s.value > 5,
        then: (s) => {
          s.value = 0;
        },
      },
    });
    return defineModel<Counter>({
      name: 'counter',
      initial: { value: 0, read: { ann: null, bob: null }, done: [], owner: null },
      actors: [adder('ann'), adder('bob'), ...(button ? [child] : [])],
    });
  },
});

const noLostUpdate = invariant<Counter>(
  'no update is lost',
  (s) => s.done.length < 2 || s.value === 2 || `the value is ${s.value}`,
);
const canBeTwo = reachable<Counter>('it can be two', (s) => s.value === 2);
const canBeNine = reachable<Counter>('it can be nine', (s) => s.value === 9);
const smallNine = whenever<Counter>(
  'nine is small',
  (s) => s.value === 9,
  (s) => s.value < 10,
);
const done = eventually<Counter>('both are done', (s) => s.done.length === 2);

/** The question of that name. */
function asked<State>({ groups }: Audit<State>, id: QuestionId) {
  const found = groups.flatMap(({ questions }) => questions).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no ${id}.`);
  return found;
}

const auditOf = (
  on: Parameters<typeof counter.with>[0],
  evidence: EvidenceFor<Counter, keyof typeof counter.safeguards>,
  { button = false, ...options }: Omit<AuditOptions<Counter>, 'system'> & { button?: boolean } = {},
) => audit(counter.with(on, { button }), evidence, { system: counter, ...options });

describe('the checklist', () => {
  test('has five groups, and each question once', () => {
    expect(Object.keys(checklist)).toEqual([
      'Cleanup',
      'State tracking',
      'Concurrency control',
      'Testing',
      'Observability',
    ]);
    expect(questionIds).toHaveLength(23);
    expect(new Set(questionIds).size).toBe(23);
  });
});

describe('a question without evidence', () => {
  test('is not modelled, but for those that the search answers', async () => {
    const found = await audit(counter.with(['lock']), {});
    expect(found).toMatchObject({
      system: 'counter',
      safeguards: ['lock'],
      parameters: { button: false },
      counts: { yes: 2, no: 0, undecided: 0, 'not modelled': 21 },
      figures: { distinct: 9, generated: 9, depth: 5, ended: { by: 'complete' }, searches: 1 },
      drops: [],
    });
    expect(asked(found, 'sparesInUse')).toEqual({
      id: 'sparesInUse',
      question: 'Does cleanup spare everything that is in use?',
      answer: 'not modelled',
      evidence: [],
    });
    expect(asked(found, 'delaysTried')).toMatchObject({
      answer: 'yes',
      evidence: [{ kind: 'interleavings', answer: 'yes', actors: 2, ended: 'complete' }],
    });
    expect(asked(found, 'allStepsTaken')).toMatchObject({
      answer: 'yes',
      evidence: [{ kind: 'all steps', steps: 4, never: [], off: [] }],
    });
    expect(asked(found, 'nothingVacuous')).toMatchObject({
      answer: 'not modelled',
      evidence: [{ kind: 'vacuity', properties: 0, vacuous: [] }],
    });
  });
});

describe('a property', () => {
  test('says yes where it holds, no where it is violated, each with its steps', async () => {
    const found = await auditOf([], {
      overlapSeen: noLostUpdate,
      ordersTried: canBeTwo,
      followedThrough: canBeNine,
    });
    expect(asked(found, 'overlapSeen')).toMatchObject({
      answer: 'no',
      evidence: [
        {
          kind: 'property',
          answer: 'no',
          property: 'no update is lost',
          steps: 4,
          says: 'the value is 1',
        },
      ],
    });
    expect(asked(found, 'ordersTried').evidence).toEqual([
      { kind: 'property', answer: 'yes', property: 'it can be two', steps: 4 },
    ]);
    expect(asked(found, 'followedThrough').evidence).toEqual([
      {
        kind: 'property',
        answer: 'no',
        property: 'it can be nine',
        says: 'no reachable state satisfies it',
      },
    ]);
    const locked = await auditOf(['lock'], { overlapSeen: noLostUpdate });
    expect(asked(locked, 'overlapSeen').evidence).toEqual([
      { kind: 'property', answer: 'yes', property: 'no update is lost' },
    ]);
  });

  test('that was never put to the test says nothing', async () => {
    const found = await auditOf([], { inFlight: smallNine });
    expect(asked(found, 'inFlight')).toMatchObject({
      answer: 'undecided',
      evidence: [{ answer: 'undecided', says: 'its condition never holds' }],
    });
    expect(asked(found, 'nothingVacuous')).toMatchObject({
      answer: 'no',
      evidence: [{ properties: 1, vacuous: ['nine is small'] }],
    });
  });

  test('that answers two questions is asked once, together with all others', async () => {
    const found = await auditOf([], { overlapSeen: noLostUpdate, inFlight: noLostUpdate });
    expect(found.base.properties).toHaveLength(1);
    expect(found.figures.searches).toBe(1);
    expect(asked(found, 'inFlight')).toMatchObject({ answer: 'no' });
  });

  test('that is violated does not end the search before all is explored', async () => {
    const found = await auditOf([], { overlapSeen: invariant<Counter>('never', () => false) });
    expect(found.base.ended).toEqual({ by: 'complete' });
    expect(found.base.verdict).toBe('violated');
    expect(asked(found, 'delaysTried').answer).toBe('yes');
  });

  test('may be one of what must happen in the end, under the fairness that is given', async () => {
    const unfair = await audit(counter.with(['lock']), { inFlight: done });
    expect(asked(unfair, 'inFlight')).toMatchObject({ answer: 'no', evidence: [{ steps: 0 }] });
    const fair = await audit(counter.with(['lock']), { inFlight: done }, { fairness: 'weak' });
    expect(asked(fair, 'inFlight').answer).toBe('yes');
  });
});

describe('properties beside the evidence', () => {
  test('are tested, and a safeguard is missed if one of them is violated without it', async () => {
    const found = await auditOf(
      ['lock'],
      { versioned: { safeguards: ['lock'] } },
      { properties: [noLostUpdate, smallNine] },
    );
    expect(asked(found, 'nothingVacuous')).toMatchObject({
      answer: 'no',
      evidence: [{ properties: 2, vacuous: ['nine is small'] }],
    });
    expect(asked(found, 'versioned')).toMatchObject({
      answer: 'yes',
      evidence: [{ missedBy: [{ property: 'no update is lost', steps: 4 }] }],
    });
    const twice = await auditOf([], { inFlight: canBeTwo }, { properties: canBeTwo });
    expect(twice.base.properties).toHaveLength(1);
  });
});

describe('safeguards', () => {
  test('say yes where something that holds is violated without them', async () => {
    const found = await auditOf(['lock', 'label'], {
      overlapSeen: noLostUpdate,
      versioned: { safeguards: ['lock'] },
      checkedAtOnce: { safeguards: ['turns', 'lock'] },
      waitsFirst: { safeguards: ['label'] },
    });
    expect(asked(found, 'versioned')).toMatchObject({
      answer: 'yes',
      evidence: [
        {
          kind: 'safeguards',
          safeguards: ['lock'],
          on: ['lock'],
          effect: 'noticed',
          missedBy: [{ property: 'no update is lost', steps: 4 }],
        },
      ],
    });
    expect(asked(found, 'checkedAtOnce')).toMatchObject({
      answer: 'yes',
      evidence: [{ safeguards: ['turns', 'lock'], on: ['lock'] }],
    });
    // Each set that is on is left out once.
    expect(found.drops.map(({ dropped }) => dropped)).toEqual(['label', 'lock']);
    expect(found.figures.searches).toBe(3);
  });

  test('say no where they are off or do nothing, and nothing where nobody misses them', async () => {
    const found = await auditOf(['turns', 'label'], {
      inFlight: canBeTwo,
      versioned: { safeguards: ['lock', 'fuse'] },
      checkedAtOnce: { safeguards: ['turns'] },
      waitsFirst: { safeguards: ['label'] },
    });
    expect(asked(found, 'versioned')).toMatchObject({
      answer: 'no',
      evidence: [{ on: [], missedBy: [] }],
    });
    expect(asked(found, 'checkedAtOnce')).toMatchObject({
      answer: 'undecided',
      evidence: [{ effect: 'unnoticed' }],
    });
    expect(asked(found, 'waitsFirst')).toMatchObject({
      answer: 'no',
      evidence: [{ effect: 'dead' }],
    });
  });

  test('are missed where something cannot be reached without them, or a step throws', async () => {
    const losesOne = reachable<Counter>('Bob reads one', (s) => s.read['bob'] === 1);
    const found = await auditOf(
      ['fuse'],
      { inFlight: losesOne, waitsFirst: { safeguards: ['fuse'] } },
      { button: true },
    );
    expect(asked(found, 'waitsFirst')).toMatchObject({
      answer: 'yes',
      evidence: [{ missedBy: [{ property: 'child.press does not throw', steps: 3 }] }],
    });
    const never = defineSystem({
      name: 'door',
      safeguards: defineSafeguards({ key: 'It opens.' }),
      model: (on) =>
        defineModel<{ open: boolean }>({
          name: 'door',
          initial: { open: false },
          actors: [
            actor<{ open: boolean }>('hand', {
              open: {
                when: (s) => on.key && !s.open,
                then: (s) => {
                  s.open = true;
                },
              },
            }),
          ],
        }),
    });
    const opens = reachable<{ open: boolean }>('it opens', (s) => s.open);
    const door = await audit(
      never.with(['key']),
      { inFlight: opens, waitsFirst: { safeguards: ['key'] } },
      { system: never },
    );
    expect(asked(door, 'waitsFirst').evidence).toMatchObject([
      { answer: 'yes', missedBy: [{ property: 'it opens' }] },
    ]);
    // Nobody can be held up where one acts alone.
    expect(asked(door, 'delaysTried')).toMatchObject({
      answer: 'not modelled',
      evidence: [{ actors: 1 }],
    });
  });
});

describe('steps', () => {
  test('say yes where they can be taken, by the name of step or actor', async () => {
    const found = await auditOf([], { faultsTried: { steps: ['ann.read', 'bob'] } });
    expect(asked(found, 'faultsTried')).toMatchObject({
      answer: 'yes',
      evidence: [
        { kind: 'step', step: 'ann.read', taken: 3 },
        { kind: 'step', step: 'bob', taken: 8 },
      ],
    });
  });

  test('say no where they never can, and why', async () => {
    const found = await auditOf(
      ['fuse'],
      { faultsTried: { steps: ['child.jump'] }, peopleTried: { steps: ['child'] } },
      { button: true },
    );
    expect(asked(found, 'faultsTried')).toMatchObject({
      answer: 'no',
      evidence: [{ taken: 0, says: 'this never holds: s.value > 5' }],
    });
    const [ofChild] = asked(found, 'peopleTried').evidence;
    expect(ofChild).toEqual({ kind: 'step', answer: 'no', step: 'child', taken: 0 });
    expect(asked(found, 'allStepsTaken')).toMatchObject({
      answer: 'no',
      evidence: [{ steps: 6, never: ['child.press', 'child.jump'] }],
    });
  });

  const shop = defineSystem({
    name: 'shop',
    safeguards: defineSafeguards({ lock: 'It locks.', lease: 'A lock ends.', bell: 'It rings.' }),
    parameters: { crashes: 0, strict: false, doors: 1 },
    model: (on, { crashes, strict, doors }) => {
      if (strict && !on.lock) throw new ModelError('strict needs a lock');
      const once = (isOn: () => boolean) => ({
        when: (s: { n: number }) => isOn() && s.n < doors,
        then: (s: { n: number }) => {
          s.n++;
        },
      });
      return defineModel<{ n: number }>({
        name: 'shop',
        initial: { n: 0 },
        actors: [
          actor<{ n: number }>('it', {
            open: once(() => true),
            acquire: once(() => on.lock),
            expire: once(() => on.lock && on.lease),
            crash: once(() => crashes > 0),
            recover: once(() => crashes > 0 && on.lease),
            audit: once(() => strict && on.lock),
            dead: once(() => false),
          }),
        ],
      });
    },
  });
  const everyStep = async (
    on: readonly ('lock' | 'lease' | 'bell')[],
    options: AuditOptions<{ n: number }> = {},
  ) => {
    const found = await audit(shop.with(on), {}, { system: shop, ...options });
    const [finding] = asked(found, 'allStepsTaken').evidence;
    return { finding, searches: found.figures.searches };
  };

  test('that a safeguard or a parameter switches off are told apart from those that are never taken', async () => {
    expect(await everyStep([])).toEqual({
      finding: {
        kind: 'all steps',
        answer: 'no',
        steps: 7,
        never: ['it.dead'],
        off: [
          { step: 'it.acquire', by: 'with lock' },
          { step: 'it.crash', by: 'with crashes 1' },
          { step: 'it.expire', by: 'with all safeguards' },
          { step: 'it.recover', by: 'with all safeguards and parameters' },
          { step: 'it.audit', by: 'with all safeguards and parameters' },
        ],
      },
      // The system refuses to be strict without a lock.
      searches: 7,
    });
    expect((await everyStep(['lock', 'lease'])).finding).toMatchObject({
      never: ['it.dead'],
      off: [
        { step: 'it.crash', by: 'with crashes 1' },
        { step: 'it.recover', by: 'with crashes 1' },
        { step: 'it.audit', by: 'with strict true' },
      ],
    });
  });

  test('that a safeguard or a parameter replaces are told apart too', async () => {
    const till = defineSystem({
      name: 'till',
      safeguards: defineSafeguards({ atOnce: 'One step.', open: 'It is open.' }),
      parameters: { byHand: true },
      model: (on, { byHand }) => {
        const when = (isOn: boolean) => ({
          when: (s: { n: number }) => isOn && s.n === 0,
          then: (s: { n: number }) => {
            s.n++;
          },
        });
        return defineModel<{ n: number }>({
          name: 'till',
          initial: { n: 0 },
          actors: [
            actor<{ n: number }>('it', {
              all: when(on.atOnce),
              part: when(!on.atOnce),
              count: when(!byHand),
              shut: when(!on.atOnce && !on.open),
              dead: when(false),
            }),
          ],
        });
      },
    });
    const found = await audit(till.with(['atOnce', 'open']), {}, { system: till });
    expect(asked(found, 'allStepsTaken').evidence).toEqual([
      {
        kind: 'all steps',
        answer: 'no',
        steps: 5,
        never: ['it.dead'],
        off: [
          { step: 'it.part', by: 'without atOnce' },
          { step: 'it.count', by: 'with byHand false' },
          { step: 'it.shut', by: 'without safeguards' },
        ],
      },
    ]);
    expect(found.figures.searches).toBe(5);
  });

  test('are not said to be never taken if a search for them was cut', async () => {
    const cut = new AbortController();
    const model = shop.with([]);
    let asks = 0;
    const system = {
      ...shop,
      with: (...given: Parameters<typeof shop.with>) => {
        if (++asks > 1) cut.abort();
        return shop.with(...given);
      },
    };
    const found = await audit(model, {}, { system, signal: cut.signal });
    expect(asked(found, 'allStepsTaken')).toMatchObject({
      answer: 'undecided',
      evidence: [{ off: [{ step: 'it.acquire', by: 'with lock' }] }],
    });
    expect(auditReport(found)).toContain('never taken, as far as was explored: it.expire');
  });

  test('that are evidence say what switches them on', async () => {
    const found = await audit(
      shop.with([]),
      { faultsTried: { steps: ['it.crash', 'it.dead'] } },
      { system: shop },
    );
    expect(asked(found, 'faultsTried').evidence).toEqual([
      {
        kind: 'step',
        answer: 'no',
        step: 'it.crash',
        taken: 0,
        says: 'it can only be taken with crashes 1',
      },
      {
        kind: 'step',
        answer: 'no',
        step: 'it.dead',
        taken: 0,
        says: 'this never holds: isOn()',
      },
    ]);
  });

  test('that there are not are not modelled, which is told apart from a slip', async () => {
    const found = await auditOf([], {
      faultsTried: { steps: ['child.jump'] },
      peopleTried: { steps: ['ann.wrote'] },
    });
    expect(asked(found, 'faultsTried')).toMatchObject({
      answer: 'not modelled',
      evidence: [{ says: 'there is none in this model' }],
    });
    expect(asked(found, 'peopleTried')).toMatchObject({
      answer: 'not modelled',
      evidence: [{ says: 'there is none in this model; did you mean ann.write?' }],
    });
  });

  test('of a reducer nobody can list', async () => {
    const reducer = fromReducer({
      initial: { n: 0 },
      actions: (s) => (s.n < 2 ? [{ type: 'add' }] : []),
      reduce: (s) => ({ n: s.n + 1 }),
    });
    const found = await audit(reducer, {
      faultsTried: { steps: ['reducer.add'] },
      inFlight: invariant<{ n: number }>('it is small', (s) => s.n < 3),
    });
    expect(asked(found, 'faultsTried')).toMatchObject({
      answer: 'not modelled',
      evidence: [{ says: 'a reducer does not list its steps' }],
    });
    expect(asked(found, 'delaysTried').answer).toBe('not modelled');
    expect(asked(found, 'allStepsTaken').answer).toBe('not modelled');
    expect(asked(found, 'inFlight').answer).toBe('yes');
  });
});

describe('a recording', () => {
  const recorded = async () => {
    const [outcome] = (await check(counter.with([]), noLostUpdate)).properties;
    if (outcome?.trace === undefined) throw new Error('There is no counterexample.');
    return record(outcome.trace, noLostUpdate.name, 'violated');
  };

  test('says yes where it comes out as it is expected to, else no', async () => {
    const recording = await recorded();
    const found = await auditOf(['lock'], {
      overlapSeen: noLostUpdate,
      timelineKept: { recording },
      changesTraced: { recording: { ...recording, expect: 'holds' } },
    });
    expect(asked(found, 'timelineKept').evidence).toEqual([
      {
        kind: 'recording',
        answer: 'yes',
        property: 'no update is lost',
        outcome: 'reproduced',
        steps: 4,
      },
    ]);
    expect(asked(found, 'changesTraced').answer).toBe('no');
  });

  test('that is to hold does where it no longer can happen, but not where its steps are gone', async () => {
    const recording = { ...(await recorded()), expect: 'holds', safeguards: ['lock'] } as const;
    const [first] = recording.actions;
    const gone = { ...recording, actions: [{ actor: 'ann', step: 'look' }] };
    const kept = { ...recording, safeguards: [], actions: first === undefined ? [] : [first] };
    const found = await auditOf(['lock'], {
      overlapSeen: noLostUpdate,
      timelineKept: { recording },
      changesTraced: { recording: gone },
      followedThrough: { recording: kept },
    });
    expect(asked(found, 'timelineKept')).toMatchObject({
      answer: 'yes',
      evidence: [{ outcome: 'no longer possible', steps: 1 }],
    });
    expect(asked(found, 'changesTraced')).toMatchObject({
      answer: 'no',
      evidence: [{ outcome: 'no longer possible', steps: 0 }],
    });
    expect(asked(found, 'followedThrough')).toMatchObject({
      answer: 'yes',
      evidence: [{ outcome: 'no longer violated', steps: 1 }],
    });
  });

  test('of a model needs no system', async () => {
    const found = await audit(counter.with([]), {
      overlapSeen: noLostUpdate,
      timelineKept: { recording: await recorded() },
    });
    expect(asked(found, 'timelineKept').answer).toBe('yes');
  });
});

describe('several pieces of evidence', () => {
  test('must all say yes; the worst is the answer', async () => {
    const reason = { notModelled: 'there are no logs' };
    const found = await auditOf([], {
      sparesInUse: [canBeTwo, reason, smallNine, noLostUpdate],
      inFlight: [canBeTwo, reason, smallNine],
      usersKnown: [canBeTwo, reason],
      changesTraced: [canBeTwo, { steps: ['ann'] }],
      timelineKept: [],
    });
    expect(asked(found, 'sparesInUse').answer).toBe('no');
    expect(asked(found, 'inFlight').answer).toBe('undecided');
    expect(asked(found, 'usersKnown')).toMatchObject({
      answer: 'not modelled',
      evidence: [{}, { kind: 'reason', answer: 'not modelled', says: 'there are no logs' }],
    });
    expect(asked(found, 'changesTraced').answer).toBe('yes');
    expect(asked(found, 'timelineKept').answer).toBe('not modelled');
    expect(found.counts).toEqual({ yes: 3, no: 2, undecided: 1, 'not modelled': 17 });
  });

  test('add to what the search answers itself', async () => {
    const found = await auditOf([], { delaysTried: noLostUpdate });
    expect(asked(found, 'delaysTried')).toMatchObject({
      answer: 'no',
      evidence: [{ kind: 'interleavings', answer: 'yes' }, { answer: 'no' }],
    });
  });
});

describe('what was left open is undecided, never yes', () => {
  const evidence: EvidenceFor<Counter, keyof typeof counter.safeguards> = {
    overlapSeen: noLostUpdate,
    inFlight: done,
    faultsTried: { steps: ['ann.read'] },
    versioned: { safeguards: ['lock'] },
    checkedAtOnce: { safeguards: ['lock', 'label'] },
  };
  const answersOf = (found: Audit<Counter>) =>
    (
      [
        'overlapSeen',
        'inFlight',
        'faultsTried',
        'versioned',
        'checkedAtOnce',
        'delaysTried',
        'allStepsTaken',
        'nothingVacuous',
      ] as const
    ).map((id) => asked(found, id).answer);

  test('by a limit', async () => {
    const found = await auditOf(['lock', 'label'], evidence, {
      limits: { depth: 3 },
      fairness: 'weak',
    });
    expect(answersOf(found)).toEqual(Array(8).fill('undecided'));
    expect(asked(found, 'inFlight').evidence).toMatchObject([
      { says: expect.any(String) as string },
    ]);
    expect(found.counts).toMatchObject({ yes: 0, undecided: 8 });
    expect(found.figures.ended).toEqual({ by: 'limit', limit: 'depth', value: 3 });
  });

  test('by a limit that only the search without a safeguard meets', async () => {
    // With the lock there are 9 states, without it more.
    const found = await auditOf(
      ['lock'],
      { ...evidence, inFlight: canBeTwo },
      {
        limits: { states: 10 },
      },
    );
    expect(asked(found, 'overlapSeen').answer).toBe('yes');
    expect(asked(found, 'versioned')).toMatchObject({
      answer: 'undecided',
      evidence: [{ effect: 'undecided', missedBy: [] }],
    });
  });

  test('by who interrupts: then nothing more is searched', async () => {
    const found = await auditOf(['lock', 'label'], evidence, { signal: AbortSignal.abort() });
    expect(answersOf(found)).toEqual(Array(8).fill('undecided'));
    expect(found.figures).toMatchObject({ ended: { by: 'interrupt' }, searches: 1 });
  });

  test('by a step that threw', async () => {
    const found = await auditOf(['lock', 'label'], evidence, { button: true });
    expect(answersOf(found)).toEqual(Array(8).fill('undecided'));
    expect(found.base.properties.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['both are done', 'undecided'],
      ['no update is lost', 'undecided'],
      ['child.press does not throw', 'violated'],
    ]);
    // What is violated without the lock is not known to hold with it.
    expect(found.drops[1]).toMatchObject({ effect: 'noticed' });
  });
});

describe('wrong use is refused in a sentence', () => {
  const model = counter.with(['lock']);
  test.each<[string, unknown, unknown, unknown, string]>([
    [
      'a question that there is not',
      model,
      { stalRefused: noLostUpdate },
      {},
      'audit has no question "stalRefused"; did you mean staleRefused?',
    ],
    [
      'what is no evidence',
      model,
      { inFlight: true },
      {},
      'audit: the evidence for inFlight was given a boolean in place of its kinds; give an object of safeguards, steps, recording, notModelled.',
    ],
    [
      'a kind of evidence that there is not',
      model,
      { inFlight: [noLostUpdate, { step: 'ann' }] },
      {},
      'audit: the evidence for inFlight has no kind "step"; did you mean steps?',
    ],
    [
      'steps that are no list',
      model,
      { inFlight: { steps: 'ann' } },
      {},
      'audit: the evidence for inFlight: steps is a string; give a list of names.',
    ],
    [
      'no safeguard at all',
      model,
      { inFlight: { safeguards: [] } },
      { system: counter },
      'audit: the evidence for inFlight: safeguards is an empty list; give a list of names.',
    ],
    [
      'a safeguard without its system',
      model,
      { versioned: { safeguards: ['lock'] } },
      {},
      'audit: the evidence for versioned is a safeguard, and its system is not known; give the system as { system: … }.',
    ],
    [
      'a safeguard that there is not',
      model,
      { versioned: { safeguards: ['locks'] } },
      { system: counter },
      'System "counter" has no safeguard "locks"; did you mean lock?',
    ],
    [
      'an option that there is not',
      model,
      {},
      { sistem: counter },
      'audit has no option "sistem"; did you mean system?',
    ],
    [
      'what is no system',
      model,
      {},
      { system: model },
      'audit wants a system, and was given a model; give what defineSystem made.',
    ],
    [
      'another system',
      model,
      {},
      { system: { ...counter, name: 'abacus' } },
      'audit: model "counter" is no variant of system "abacus"; give what system.with([…]) made.',
    ],
    [
      'a system in place of a model',
      counter,
      {},
      {},
      'audit wants a model, and was given a system; choose its safeguards: system.with([…]).',
    ],
    [
      'two properties of one name',
      model,
      { inFlight: [noLostUpdate, { ...noLostUpdate }] },
      {},
      'Two properties are named "no update is lost"; rename one.',
    ],
  ])('%s', async (_, subject, evidence, options, message) => {
    await expect(audit(untyped(subject), untyped(evidence), untyped(options))).rejects.toEqual(
      new ModelError(message),
    );
  });

  test('but evidence that is left out is none', async () => {
    const found = await audit(model, untyped({ inFlight: undefined }));
    expect(asked(found, 'inFlight').answer).toBe('not modelled');
  });
});
