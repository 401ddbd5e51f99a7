/**
 * Processes against the same model written by hand: a step for each block, with a label of its own, a guard
 * that computes beforehand whether the block would wait, and a recipe.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  done,
  eventually,
  forState,
  invariant,
  noDeadlock,
  wait,
  type Model,
  type Property,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { tries } from '../support/deep.js';

interface Shared {
  x: number;
  y: number;
}

/** What the hand-written model has for each process. */
interface Own {
  at: string;
  z: number;
}

interface ByHand extends Shared {
  processes: Record<string, Own>;
  faults: Record<string, number>;
}

type Place = 'x' | 'y' | 'z';

/** An assignment, modulo 3. */
interface Assign {
  readonly to: Place;
  readonly from: Place;
  readonly add: number;
}

/** A block: assignments, and what it answers if a place has a value, and otherwise. */
interface Code {
  readonly first: readonly Assign[];
  readonly test: Place;
  readonly is: number;
  readonly yes: string;
  readonly no: string;
  readonly last: readonly Assign[];
}

interface Program {
  readonly blocks: readonly Code[];
  readonly repeat: boolean;
  readonly crash: {
    readonly times: number;
    readonly restartAt: string;
    readonly keeps: boolean;
  } | null;
}

const places = fc.constantFrom<Place>('x', 'y', 'z');
const assignments = fc.array(fc.record({ to: places, from: places, add: fc.nat(2) }), {
  maxLength: 2,
});
const label = (index: number) => `l${index}`;

const programs: fc.Arbitrary<Program> = fc.integer({ min: 1, max: 4 }).chain((count) => {
  const answers = fc.oneof(
    { weight: 4, arbitrary: fc.nat(count - 1).map(label) },
    { weight: 1, arbitrary: fc.constant('done') },
    { weight: 2, arbitrary: fc.constant('wait') },
  );
  return fc.record({
    blocks: fc.array(
      fc.record({
        first: assignments,
        test: places,
        is: fc.nat(2),
        yes: answers,
        no: answers,
        last: assignments,
      }),
      { minLength: count, maxLength: count },
    ),
    repeat: fc.boolean(),
    crash: fc.option(
      fc.record({
        times: fc.nat(2),
        restartAt: fc.nat(count - 1).map(label),
        keeps: fc.boolean(),
      }),
      { freq: 2 },
    ),
  });
});

const models = fc.array(programs, { minLength: 1, maxLength: 3 });

/** Runs a block, on a state and locals that it may change. */
function run(
  { first, test: tested, is, yes, no, last }: Code,
  s: Shared,
  my: { z: number },
): string {
  const get = (place: Place) => (place === 'z' ? my.z : s[place]);
  const assign = ({ to, from, add }: Assign) => {
    const value = (get(from) + add) % 3;
    if (to === 'z') my.z = value;
    else s[to] = value;
  };
  first.forEach(assign);
  const answer = get(tested) === is ? yes : no;
  last.forEach(assign);
  return answer;
}

const nameOf = (index: number) => `p${index + 1}`;

function asProcesses(all: readonly Program[]): Model<Shared> {
  const { process, defineModel: define } = forState<Shared>();
  return define({
    name: 'as processes',
    initial: { x: 0, y: 0 },
    actors: all.map(({ blocks, repeat, crash }, index) =>
      process(
        nameOf(index),
        {
          local: { z: 0 },
          repeat,
          ...(crash && {
            crash: {
              times: crash.times,
              restartAt: crash.restartAt,
              durable: crash.keeps ? ['z' as const] : [],
            },
          }),
        },
        Object.fromEntries(
          blocks.map((code, at) => [
            label(at),
            (s: Shared, my: { z: number }) => {
              const answer = run(code, s, my);
              return answer === 'wait' ? wait : answer === 'done' ? done : answer;
            },
          ]),
        ),
      ),
    ),
  });
}

/** The steps of one process by hand. */
function stepsByHand({ blocks, repeat, crash }: Program, name: string) {
  const own = (s: ByHand): Own => s.processes[name] as Own;
  const end = (me: Own) => {
    if (repeat) Object.assign(me, { at: label(0), z: 0 });
    else me.at = 'done';
  };
  const entries = blocks.map((code, index) => {
    const when = (s: ByHand) =>
      own(s).at === label(index) && run(code, { ...s }, { ...own(s) }) !== 'wait';
    const then = (s: ByHand) => {
      const me = own(s);
      const answer = run(code, s, me);
      if (answer === 'done') end(me);
      else me.at = answer;
    };
    return [label(index), { when, then }] as const;
  });
  const steps = Object.fromEntries(entries);
  if (crash === null || crash.times === 0) return steps;
  const left = `${name}.crash`;
  return {
    ...steps,
    crash: {
      when: (s: ByHand) => !['done', 'crashed'].includes(own(s).at) && (s.faults[left] ?? 0) > 0,
      then: (s: ByHand) => {
        s.faults[left] = (s.faults[left] ?? 0) - 1;
        own(s).at = 'crashed';
        if (!crash.keeps) own(s).z = 0;
      },
      fairness: 'none' as const,
    },
    restart: {
      when: (s: ByHand) => own(s).at === 'crashed',
      then: (s: ByHand) => {
        own(s).at = crash.restartAt;
      },
    },
  };
}

function byHand(all: readonly Program[]): Model<ByHand> {
  const faults = all.flatMap(({ crash }, index) =>
    crash === null || crash.times === 0 ? [] : [[`${nameOf(index)}.crash`, crash.times] as const],
  );
  return defineModel<ByHand>({
    name: 'by hand',
    initial: {
      x: 0,
      y: 0,
      processes: Object.fromEntries(all.map((_, index) => [nameOf(index), { at: 'l0', z: 0 }])),
      ...(faults.length > 0 && { faults: Object.fromEntries(faults) }),
    } as ByHand,
    actors: all.map((program, index) =>
      actor<ByHand>(nameOf(index), stepsByHand(program, nameOf(index))),
    ),
  });
}

const asked: readonly Property<Shared>[] = [
  invariant('x and y are not both 2', (s) => s.x < 2 || s.y < 2),
  noDeadlock(),
  eventually('x is 1 in the end', (s) => s.x === 1),
];

const found = (result: Awaited<ReturnType<typeof check<Shared>>>) => ({
  distinct: result.distinct,
  generated: result.generated,
  depth: result.depth,
  properties: result.properties.map(({ name, verdict, trace }) => ({
    name,
    verdict,
    length: trace?.actions.length,
  })),
});

test('a model of processes is the model that a person writes by hand', async () => {
  await fc.assert(
    fc.asyncProperty(
      models,
      fc.constantFrom('weak', 'strong', undefined),
      async (all, fairness) => {
        const options = { limits: { states: 20_000 }, ...(fairness && { fairness }) };
        const processes = asProcesses(all);
        const hand = byHand(all);
        expect(processes.initial).toEqual(hand.initial);
        const expected = await check(hand, asked, options);
        expect(found(await check(processes, asked, options))).toEqual(found(expected));
        const plain = await referenceSearch(processes, asked, options);
        expect({
          distinct: plain.distinct,
          generated: plain.generated,
          depth: plain.depth,
          verdicts: plain.properties.map(({ verdict }) => verdict),
        }).toEqual({
          distinct: expected.distinct,
          generated: expected.generated,
          depth: expected.depth,
          verdicts: expected.properties.map(({ verdict }) => verdict),
        });
      },
    ),
    { numRuns: tries(60) },
  );
});
