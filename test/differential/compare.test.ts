/** All sets at once against each set alone, on random models whose steps depend on switches. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  actor,
  check,
  compareSafeguards,
  defineModel,
  defineSystem,
  eventually,
  leadsTo,
  stepsOf,
  type Ended,
  type FairnessOption,
  type Limits,
  type Property,
  type Switches,
  type System,
} from 'allways';
import {
  actorOf,
  arbitraryModel,
  arbitraryProperty,
  initialState,
  withinOf,
  nameOfActor,
  propertyOf,
  type ModelDescription,
  type SmallState,
} from '../support/arbitrary-model.js';
import { isDeep, tries } from '../support/deep.js';

const switches = ['p', 'q', 'r'] as const;
type Switch = (typeof switches)[number];

/** What a step has to do with a switch: it is there with it alone, may be taken so, or does nothing. */
interface Gate {
  readonly of: Switch;
  readonly is: boolean;
  readonly in: 'built' | 'when' | 'then';
}

const gates = fc.infiniteStream(
  fc.option(
    fc.record({
      of: fc.constantFrom(...switches),
      is: fc.boolean(),
      in: fc.constantFrom<Gate['in']>('built', 'when', 'when', 'then'),
    }),
    { freq: 3 },
  ),
);

interface Body {
  when: (state: SmallState, choice: number) => boolean;
  then: (state: SmallState, choice: number) => SmallState | undefined;
}

function gatedStep(body: Body, gate: Gate, on: Switches<Switch>): Body {
  const isOpen = () => on[gate.of] === gate.is;
  return {
    ...body,
    when: (s, choice) => (gate.in !== 'when' || isOpen()) && body.when(s, choice),
    then: (s, choice) => (gate.in !== 'then' || isOpen() ? body.then(s, choice) : undefined),
  };
}

function gated(
  { initial, actors, outside = null }: ModelDescription,
  drawn: readonly (Gate | null)[],
): System<SmallState, Switch> {
  return defineSystem({
    name: 'gated',
    safeguards: { p: 'One.', q: 'Another.', r: 'A third.' },
    model: (on) => {
      let next = 0;
      const within = withinOf(outside);
      return defineModel<SmallState>({
        // Only one of the switches decides whether the state constraint bounds anything.
        ...(within && { within: (s: SmallState) => on.q || within(s) }),
        name: 'gated',
        initial: () => initial.map((one) => initialState(one, actors, (items) => [...items])),
        actors: actors.map((one, index) => {
          const name = nameOfActor(index);
          const { steps } = actorOf(one, name);
          const kept: [string, unknown][] = [['idle', { when: () => false, then: () => {} }]];
          for (const [step, body] of Object.entries(steps)) {
            const gate = drawn[next++] ?? null;
            if (gate === null) kept.push([step, body]);
            else if (gate.in !== 'built' || on[gate.of] === gate.is) {
              kept.push([step, gatedStep(body as unknown as Body, gate, on)]);
            }
          }
          return actor<SmallState>(name, Object.fromEntries(kept) as typeof steps);
        }),
      });
    },
  });
}

/** What each set comes to alone. */
async function alone(
  system: System<SmallState, Switch>,
  properties: readonly Property<SmallState>[],
  options: { readonly fairness: FairnessOption; readonly limits: Limits },
) {
  const sets = Array.from({ length: 8 }, (_, set) =>
    switches.filter((_, index) => Math.floor(set / 2 ** index) % 2 === 1),
  );
  const found: {
    on: readonly Switch[];
    ended: Ended;
    violated: string[];
    verdicts: string[];
    steps: (number | undefined)[];
  }[] = [];
  for (const on of sets) {
    const { properties: said, ended } = await check(system.with(on), properties, options);
    const own = said.slice(0, properties.length);
    found.push({
      on,
      ended,
      violated: own.filter(({ verdict }) => verdict === 'violated').map(({ name }) => name),
      verdicts: own.map(({ verdict }) => verdict),
      steps: own.map(({ trace }, index) =>
        trace === undefined || properties[index]?.kind === 'temporal' ? undefined : stepsOf(trace),
      ),
    });
  }
  return found;
}

const isPart = (one: readonly string[], other: readonly string[]) =>
  one.length < other.length && one.every((name) => other.includes(name));

/** None that matters, and some that end the search of all sets, or of some sets, or of each. */
const limits = fc.constantFrom<Limits>(
  { states: 1000 },
  { states: 1000 },
  { states: 100 },
  { states: 30 },
  { depth: 4 },
);

test.each([
  ['what is said of all sets is what a search of each alone says under the same limits', false],
  ['the same with a state constraint that asks a switch', true],
])(
  '%s',
  async (_, bounded) => {
    const seen = {
      holds: 0,
      violated: 0,
      undecided: 0,
      limited: 0,
      rescued: 0,
      idle: 0,
      harmful: 0,
    };
    await fc.assert(
      fc.asyncProperty(
        arbitraryModel({ throwing: true, bounded }),
        gates.map((stream) => [...stream.take(16)]),
        fc.array(arbitraryProperty(), { minLength: 1, maxLength: 3 }),
        fc.constantFrom<FairnessOption>('none', 'weak', 'strong'),
        limits,
        async (description, drawn, described, fairness, limits) => {
          const system = gated(description, drawn);
          const properties = [
            ...described.map((one, index) => propertyOf(one, `property ${index}`)),
            eventually<SmallState>('done in the end', (s) => s.phase === 'done'),
            leadsTo<SmallState>(
              'zero, then two',
              (s) => s.x === 0,
              (s) => s.y === 2,
            ),
          ];
          const compared = await compareSafeguards(system, properties, { fairness, limits });
          const each = await alone(system, properties, { fairness, limits });
          for (const { on, violations } of compared.together.maximal) {
            const own = each.find((one) => one.on.join() === on.join())?.violated ?? [];
            // A step that throws is told of only if no property is violated.
            if (own.length === 0) continue;
            expect(violations.map(({ violated }) => violated).sort()).toEqual(own.sort());
          }
          for (const [index, said] of compared.properties.entries()) {
            const having = (verdict: string) =>
              each.filter(({ verdicts }) => verdicts[index] === verdict);
            const [holds, violated] = [having('holds'), having('violated')];
            const undecided = having('undecided');
            expect(new Map(said.undecided.map(({ on, ended }) => [on.join(), ended.by]))).toEqual(
              new Map(undecided.map(({ on, ended }) => [on.join(), ended.by])),
            );
            const isIn = (sets: typeof each, on: readonly string[]) =>
              sets.some((one) => one.on.join() === on.join());
            expect(said.counts).toEqual({
              holds: holds.length,
              violated: violated.length,
              undecided: undecided.length,
            });
            const minimal = holds.filter(({ on }) => !holds.some((one) => isPart(one.on, on)));
            expect(new Set(said.minimal.map(({ on }) => on.join()))).toEqual(
              new Set(minimal.map(({ on }) => on.join())),
            );
            const maximal = violated.filter(
              ({ on }) => !violated.some((one) => isPart(on, one.on)),
            );
            const isTemporal = properties[index]?.kind === 'temporal';
            expect(
              new Map(
                said.maximal.map(({ on, steps }) => [on.join(), isTemporal ? undefined : steps]),
              ),
            ).toEqual(new Map(maximal.map(({ on, steps }) => [on.join(), steps[index]])));
            const flipped = (on: readonly string[], name: Switch) =>
              switches.filter((one) => on.includes(one) !== (one === name));
            const idle = switches.filter(
              (name) =>
                undecided.length === 0 &&
                each.every(({ on }) => isIn(holds, on) === isIn(holds, flipped(on, name))),
            );
            expect(said.idle).toEqual(idle);
            const harmful = switches.filter((name) =>
              holds.some(({ on }) => !on.includes(name) && isIn(violated, flipped(on, name))),
            );
            expect(said.harmful.map(({ safeguard }) => safeguard)).toEqual(harmful);
            seen.holds += holds.length;
            seen.violated += violated.length;
            seen.undecided += undecided.length;
            seen.limited += undecided.filter(({ ended }) => ended.by === 'limit').length;
            if (compared.ended.by === 'limit') seen.rescued += holds.length;
            seen.idle += idle.length;
            seen.harmful += harmful.length;
          }
        },
      ),
      // With these ten, each kind of answer comes up; the deep suite tries others.
      { numRuns: tries(10), ...(isDeep ? {} : { seed: 5 }) },
    );
    // It says little where nothing of a kind ever came up.
    const { holds, violated, undecided } = seen;
    const counts = bounded ? [holds, violated, undecided] : Object.values(seen);
    for (const count of counts) expect(count).toBeGreaterThan(0);
  },
  600_000,
);
