import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  auditReport,
  check,
  defineModel,
  defineSafeguards,
  defineSystem,
  fromReducer,
  invariant,
  ModelError,
  plainStyle,
  reachable,
  record,
  whenever,
  type EvidenceFor,
} from 'allways';
import { withoutUnicode } from '../../../../src/report/text/style.js';
import { untyped } from '../../model/thrown.js';

interface Door {
  open: number;
  rung: boolean;
}

/** A door that the wind pushes open, and a bell. */
const door = defineSystem({
  name: 'door',
  safeguards: defineSafeguards({
    bolt: 'The wind cannot open it.',
    paint: 'It does nothing.',
    gong: 'The bell rings but once.',
  }),
  parameters: { most: 2, trap: false },
  model: (on, { most, trap }) =>
    defineModel<Door>({
      name: 'door',
      initial: { open: 0, rung: false },
      actors: [
        actor<Door>('wind', {
          push: {
            when: (s) => s.open < most && !on.bolt,
            then: (s) => {
              s.open++;
            },
          },
        }),
        actor<Door>('bell', {
          ring: {
            when: (s) => !(on.gong && s.rung),
            then: (s) => {
              if (trap) throw new Error('the rope tore');
              s.rung = !s.rung;
            },
          },
        }),
      ],
    }),
});

type Name = keyof typeof door.safeguards;

const shut = invariant<Door>('it is shut', (s) => s.open === 0 || 'it is open.');
const wide = reachable<Door>('it can be wide open', (s) => s.open === 2);
const quiet = whenever<Door>(
  'an open door is quiet',
  (s) => s.open > 0,
  (s) => !s.rung,
);

const withoutTimes = (text: string) => text.replace(/\d+ ms/, '_');

/** The lines of the questions that have evidence. */
const answered = (text: string) => {
  const lines = text.split('\n');
  const isShown = (_: string, at: number) =>
    lines[at]?.startsWith('    ') === true ||
    (/^[✓✗?–]/.test(lines[at] ?? '') && lines[at + 1]?.startsWith('    ') === true);
  return lines.filter(isShown);
};

describe('the report of an audit', () => {
  test('answers first, then asks and shows, then says what to look at', async () => {
    const [outcome] = (await check(door.with([]), shut)).properties;
    if (outcome?.trace === undefined) throw new Error('There is no counterexample.');
    const recording = record(outcome.trace, shut.name, 'violated');
    const evidence: EvidenceFor<Door, Name> = {
      sparesInUse: [shut, quiet],
      looksBeyondAge: { safeguards: ['bolt', 'paint'] },
      waitsFirst: { safeguards: ['bolt'] },
      marksFirst: { safeguards: ['gong'] },
      canBeStopped: { notModelled: 'nobody can shut it' },
      timelineKept: { recording },
      ordersTried: wide,
      peopleTried: { steps: ['people'] },
      faultsTried: { steps: ['wind.push', 'bell'] },
    };
    const text = auditReport(await audit(door.with(['gong']), evidence, { system: door }));
    expect(withoutTimes(text)).toBe(
      `
door with gong: 6 yes, 3 no, 1 undecided, 13 not modelled
most 2, trap false
23 questions, each put so that yes is good.

Cleanup
✗ Does cleanup spare everything that is in use?
    it is shut: violated in 1 step: it is open.
    an open door is quiet: violated in 2 steps: it does not hold
✗ Does cleanup look at more than how old a thing is?
    bolt, paint are off
✗ Does cleanup wait a while before it deletes?
    bolt is off
? Does cleanup mark a thing first, so that it can still be kept?
    without gong other things happen, and no property minds
– Can people stop cleanup at any moment?
    nobody can shut it

State tracking
– Is what is under way told apart from what is done?
– Can it be told at any time whether a thing is in use?
– Does each change of state tell which operation it is part of?
✓ Can it be told afterwards who did what, in which order?
    recorded, it is shut: reproduced after 1 step

Concurrency control
– Does a version or a fencing token guard each write?
– Is an operation refused once it is out of date?
– Is it noticed when one operation cuts in on another?
– Are check and act one step, or done under a lock?

Testing
✓ Was each actor held up at each point while others went on?
    every interleaving of 2 actors was explored
✓ Was it tried that what begins first ends last?
    it can be wide open: holds, reached in 2 steps
– Was it tried that people step in while automation runs?
    people: there is none in this model
✓ Were crashes and failures tried, wherever they can happen?
    can be taken: wind.push 4 times, bell 3 times
✓ Was each step of the model taken?
    2 of 2
✓ Was each property put to the test?
    3 of 3

Observability
– Is a bad state noticed, and no good one taken for bad?
– Does a change that must not happen raise an alarm?
– Can one operation be followed through the whole system?
– Is it noticed when an operation takes too long?

Counterexamples, and their shortest lengths
  ✗1 it is shut
  ✗2 an open door is quiet
Step by step: report(answer.base).

6 distinct states, 8 generated, depth 4; every interleaving was explored.
2 searches, _.`.slice(1),
    );
  });

  test('says of a safeguard who misses it, and where that is shown', async () => {
    const evidence: EvidenceFor<Door, Name> = {
      sparesInUse: [shut, wide, quiet],
      waitsFirst: { safeguards: ['bolt'] },
      marksFirst: { safeguards: ['paint'] },
    };
    const found = await audit(door.with(['bolt', 'paint']), evidence, { system: door });
    const text = auditReport(found);
    expect(answered(text)).toEqual([
      '✗ Does cleanup spare everything that is in use?',
      '    it is shut: holds',
      '    it can be wide open: violated: no reachable state satisfies it',
      '    an open door is quiet: its condition never holds',
      '✓ Does cleanup wait a while before it deletes?',
      '    without bolt, violated: it is shut in 1 step; an open door is quiet in 2',
      '      steps',
      '✗ Does cleanup mark a thing first, so that it can still be kept?',
      '    without paint nothing else happens',
      '– Was each actor held up at each point while others went on?',
      '    only one actor takes steps',
      '✓ Was each step of the model taken?',
      '    1 of 2; only in another variant: wind.push (without bolt)',
      '✗ Was each property put to the test?',
      '    never tested: an open door is quiet',
    ]);
    expect(text).toContain('\n  ✗ it can be wide open\n');
    expect(text).toContain(
      'Step by step: report(answer.base); without safeguards: report(result) of each\n',
    );
  });

  test('has no list of counterexamples where there is none', async () => {
    const text = auditReport(await audit(door.with([]), { inFlight: wide }));
    expect(text).not.toContain('Step by step');
    const missed = await audit(
      door.with(['bolt']),
      { inFlight: shut, waitsFirst: { safeguards: ['bolt'] } },
      { system: door },
    );
    expect(auditReport(missed)).toContain(
      '\n\nStep by step: without safeguards: report(result) of each in answer.drops.\n',
    );
    expect(auditReport(missed)).not.toContain('Counterexamples');
  });

  const open: EvidenceFor<Door, Name> = {
    inFlight: shut,
    waitsFirst: { safeguards: ['bolt'] },
    faultsTried: { steps: ['wind'] },
  };

  test('says where a limit, or who interrupts, left something open', async () => {
    const limited = await audit(door.with(['bolt']), open, {
      system: door,
      limits: { states: 1 },
    });
    expect(answered(auditReport(limited))).toEqual([
      '? Does cleanup wait a while before it deletes?',
      '    without bolt not all was explored, or not with it',
      '? Is what is under way told apart from what is done?',
      '    it is shut: not all was explored',
      '? Was each actor held up at each point while others went on?',
      '    not all was explored',
      '? Were crashes and failures tried, wherever they can happen?',
      '    wind: not all was explored',
      '? Was each step of the model taken?',
      '    not all was explored',
      '? Was each property put to the test?',
      '    not all was explored',
    ]);
    expect(auditReport(limited)).toContain('ended by the limit of 1 state, ');
    const signal = AbortSignal.abort();
    const interrupted = await audit(door.with(['bolt']), open, { system: door, signal });
    expect(auditReport(interrupted)).toContain('    interrupted before the search without bolt\n');
  });

  test('says where a step threw', async () => {
    const found = await audit(door.with([], { trap: true }), { ordersTried: wide });
    const text = auditReport(found);
    expect(text).toContain('    a step threw, and what lies behind it is unknown\n');
    expect(text).toContain('  ✗1 bell.ring does not throw\n');
    expect(text.replace(/\n */g, ' ')).toContain('but for what lies behind a step that threw.');
  });

  test('says what cannot be known of a reducer', async () => {
    const reducer = fromReducer<{ n: number }, { type: string }>({
      initial: { n: 0 },
      actions: () => [],
      reduce: (s) => s,
    });
    expect(answered(auditReport(await audit(reducer, {})))).toEqual([
      '– Was each actor held up at each point while others went on?',
      '    no actors are known to take steps',
      '– Was each step of the model taken?',
      '    a reducer does not list its steps',
      '– Was each property put to the test?',
      '    there is none',
    ]);
  });

  test('says why a step is never taken', async () => {
    const evidence: EvidenceFor<Door> = { peopleTried: { steps: ['wind'] } };
    const calm = auditReport(await audit(door.with(['bolt']), evidence));
    expect(calm).toMatch(/^ {4}wind: never taken, as this never holds: /m);
    const torn = await audit(door.with(['gong']), { faultsTried: { steps: ['wind', 'bill'] } });
    expect(auditReport(torn)).toContain(
      '    bill: there is none in this model; did you mean bell?\n    can be taken: wind 4 times\n',
    );
    const still = defineModel<{ n: number }>({
      name: 'still',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('it', {
          move: {
            when: (s) => s.n > 0,
            then: (s) => {
              s.n = 0;
            },
          },
        }),
      ],
    });
    const found = await audit(still, { faultsTried: { steps: ['it.move'] } });
    const text = auditReport(found);
    expect(text).toContain('    it.move: never taken, as this never holds: s.n > 0\n');
    expect(text.split('\n')[0]).toBe('still: 2 no, 21 not modelled');
    expect(text.split('\n')[1]).toBe('23 questions, each put so that yes is good.');
  });

  test('names what no code of the model read, if all was explored', async () => {
    const audited = async (limits: { states?: number }) =>
      auditReport(await audit(door.with(['gong', 'paint']), { inFlight: shut }, { limits }));
    expect(withoutTimes(await audited({}))).toMatch(
      /every interleaving was explored\.\nNever read by the model: safeguard paint\.\n1 search, _\.$/,
    );
    expect(await audited({ states: 1 })).not.toContain('Never read');
  });

  test('fits its columns, and can do without Unicode and colours', async () => {
    const evidence: EvidenceFor<Door, Name> = {
      ...open,
      canBeStopped: { notModelled: `${'a long reason '.repeat(9)}is given` },
      sparesInUse: [wide, quiet],
    };
    const found = await audit(door.with([]), evidence, { system: door });
    const narrow = auditReport(found, { ...withoutUnicode(plainStyle), columns: 50 });
    expect(narrow.split('\n').filter((line) => stringWidth(line) > 50)).toEqual([]);

    expect(narrow).toMatch(/^[\n\x20-\x7f]*$/);
    expect(narrow).toContain('\n- Can people stop cleanup at any moment?\n');
  });

  test('colours each sign by its answer', async () => {
    const paint = (name: string) => (text: string | number | null | undefined) =>
      `<${name}>${text ?? ''}</${name}>`;
    const colors = {
      bold: paint('b'),
      dim: paint('dim'),
      green: paint('green'),
      red: paint('red'),
      yellow: paint('yellow'),
    };
    const found = await audit(door.with([]), { sparesInUse: shut, inFlight: wide });
    const text = auditReport(found, { ...plainStyle, colors, columns: 200 });
    expect(text).toContain('<red>✗</red> Does cleanup spare');
    expect(text).toContain('<green>✓</green> Is what is under way');
    expect(text).toContain('<dim>–</dim> Can people stop');
    const limited = await audit(door.with(['bolt']), { inFlight: shut }, { limits: { states: 1 } });
    expect(auditReport(limited, { ...plainStyle, colors, columns: 200 })).toContain(
      '<yellow>?</yellow> Is what is under way',
    );
  });
});

test.each<[string, unknown, string]>([
  [
    'a promise',
    Promise.resolve({}),
    'auditReport wants what audit answered, and was given a promise; await it.',
  ],
  [
    'a model',
    door.with([]),
    'auditReport wants what audit answered, and was given a model; audit it first.',
  ],
  [
    'nothing',
    undefined,
    'auditReport wants what audit answered, and was given undefined; give all of the answer.',
  ],
])('%s is refused', (_, given, message) => {
  expect(() => auditReport(untyped(given))).toThrow(new ModelError(message));
});
