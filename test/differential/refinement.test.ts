/** Refinement against an obvious judge that shares no code with it, on pairs of graphs made at random. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  actor,
  check,
  compareSafeguards,
  defineModel,
  defineSystem,
  faultOf,
  formatRecording,
  parseRecording,
  record,
  refines,
  replay,
  sample,
  step,
  stepsOf,
  type CheckOptions,
  type Property,
  type PropertyOutcome,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { tries } from '../support/deep.js';

type Edge = readonly [from: number, to: number];

/** A graph, and its image under a mapping with something added and something left out. */
interface Pair {
  readonly initial: readonly number[];
  readonly edges: readonly Edge[];
  readonly specInitial: readonly number[];
  readonly specEdges: readonly Edge[];
  /** For each state the state of the spec; null: the mapping throws there. */
  readonly map: readonly (number | null)[];
}

const size = 7;
const specSize = 4;
const node = (nodes: number) => fc.nat(nodes - 1);
const edgesOver = (nodes: number, most: number) =>
  fc.array(fc.tuple(node(nodes), node(nodes)), { maxLength: most });

const arbitraryPair: fc.Arbitrary<Pair> = fc
  .record({
    initial: fc.uniqueArray(node(size), { minLength: 1, maxLength: 3 }),
    edges: edgesOver(size, 12),
    map: fc.array(fc.oneof({ weight: 20, arbitrary: node(specSize) }, fc.constant(null)), {
      minLength: size,
      maxLength: size,
    }),
    more: edgesOver(specSize, 2),
    moreInitial: fc.uniqueArray(node(specSize), { maxLength: 2 }),
    missing: fc.option(fc.nat(11)),
    misses: fc.boolean(),
  })
  .map(({ initial, edges, map, more, moreInitial, missing, misses }) => {
    const image = edges.flatMap(([from, to], index): Edge[] => {
      const [a, b] = [map[from] ?? null, map[to] ?? null];
      return a === null || b === null || index === missing ? [] : [[a, b]];
    });
    const starts = initial.slice(misses ? 1 : 0).map((one) => map[one] ?? 0);
    const specInitial = [...new Set([...starts, ...moreInitial])];
    return {
      initial,
      edges,
      map,
      specInitial: specInitial.length === 0 ? [0] : specInitial,
      specEdges: [...image, ...more],
    };
  });

interface Place {
  at: number;
  deep: { odd: boolean };
}

const place = (at: number): Place => ({ at, deep: { odd: at % 2 === 1 } });

/** A model of a graph, with two actors who share its edges. */
const modelOf = (initial: readonly number[], edges: readonly Edge[]) =>
  defineModel<Place>({
    name: 'graph',
    initial: () => initial.map(place),
    actors: [0, 1].map((part) =>
      actor<Place>(`actor ${part}`, {
        go: step({
          choose: (s: Place) =>
            edges.filter(([from], at) => from === s.at && at % 2 === part).map(([, to]) => to),
          then: (s, to) => {
            s.at = to;
            s.deep.odd = to % 2 === 1;
          },
        }),
      }),
    ),
  });

const specOf = ({ specInitial, specEdges }: Pair) =>
  defineModel<{ node: number }>({
    name: 'spec',
    initial: () => specInitial.map((one) => ({ node: one })),
    actors: [
      actor<{ node: number }>('spec', {
        go: step({
          choose: (s: { node: number }) =>
            specEdges.filter(([from]) => from === s.node).map(([, to]) => to),
          then: (s, to) => {
            s.node = to;
          },
        }),
      }),
    ],
  });

const refinementOf = (pair: Pair): Property<Place> =>
  refines(specOf(pair), (s: Place) => {
    const mapped = pair.map[s.at] ?? null;
    if (mapped === null) throw new Error('no such state');
    return { node: mapped };
  });

/** What the judge says: the length of a shortest counterexample, or whether any step moves the spec. */
interface Judgement {
  readonly length: number | undefined;
  readonly moves: boolean;
}

function judge({ initial, edges, map, specInitial, specEdges }: Pair): Judgement {
  const isBadStart = (one: number) =>
    map[one] === null || !specInitial.includes(map[one] as number);
  if (initial.some(isBadStart)) return { length: 0, moves: false };
  const depths = new Map(initial.map((one) => [one, 0]));
  let length: number | undefined;
  let moves = false;
  for (const [at, depth] of depths) {
    for (const [from, to] of edges) {
      if (from !== at) continue;
      const [a, b] = [map[from] ?? null, map[to] ?? null];
      const allowed =
        a !== null && b !== null && (a === b || specEdges.some(([f, t]) => f === a && t === b));
      moves ||= a !== b;
      if (!allowed) length = Math.min(length ?? Infinity, depth + 1);
      if (!depths.has(to)) depths.set(to, depth + 1);
    }
  }
  return { length, moves };
}

const wordOn = (outcome: PropertyOutcome<Place> | undefined): Judgement => ({
  length: outcome?.verdict === 'violated' && outcome.trace ? stepsOf(outcome.trace) : undefined,
  moves: outcome?.verdict === 'holds' && outcome.vacuous === undefined,
});

const expected = ({ length, moves }: Judgement): Judgement => ({
  length,
  moves: length === undefined && moves,
});

const manners: readonly CheckOptions[] = [
  {},
  { watch: 1 },
  { workers: 2 },
  { counterexamples: 3, prefer: 'fewest switches' },
];

test('every search agrees with the judge', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPair, async (pair) => {
      const model = modelOf(pair.initial, pair.edges);
      const property = refinementOf(pair);
      const said = expected(judge(pair));
      const found = await Promise.all([
        ...manners.map((options) => check(model, property, options)),
        referenceSearch(model, [property]),
        referenceSearch(model, [property], { counterexamples: 3 }),
      ]);
      for (const { properties } of found) expect(wordOn(properties[0])).toEqual(said);
      // Each of the other counterexamples breaks it at its last step, and not before.
      for (const { properties } of found) {
        const [outcome] = properties;
        const others = outcome?.verdict === 'violated' ? (outcome.others ?? []) : [];
        for (const { trace } of others) {
          expect(faultOf(property, trace)?.at).toBe(trace.actions.length);
        }
      }
    }),
    { numRuns: tries(150) },
  );
});

test('a sample, a recording and the trace say the same', () => {
  fc.assert(
    fc.property(arbitraryPair, (pair) => {
      const model = modelOf(pair.initial, pair.edges);
      const property = refinementOf(pair);
      const [outcome] = sample(model, property, { seed: 1, numRuns: 30 }).properties;
      const { length } = judge(pair);
      if (outcome?.verdict !== 'violated') return;
      const { trace, says } = outcome;
      expect(length).toBeDefined();
      expect(faultOf(property, trace)).toEqual({ at: trace.actions.length, says });
      const text = formatRecording(record(trace, property.name));
      expect(replay(parseRecording(text, 'it'), model, property).outcome).toBe('reproduced');
    }),
    { numRuns: tries(100) },
  );
});

test('a comparison of safeguards agrees with the judge', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPair, fc.nat(11), async (pair, left) => {
      const safer = { ...pair, edges: pair.edges.filter((_, at) => at !== left) };
      const system = defineSystem({
        name: 'graph',
        safeguards: { safe: 'An edge less.' },
        model: (on) => {
          // Both variants keep each edge with its actor.
          const edges = pair.edges.map((edge, at): Edge => (at === left ? [-1, 0] : edge));
          return modelOf(pair.initial, on.safe ? edges : pair.edges);
        },
      });
      const { properties } = await compareSafeguards(system, refinementOf(pair));
      const isViolated = (one: Pair) => judge(one).length !== undefined;
      const enough = [
        ...(isViolated(pair) ? [] : [[]]),
        ...(isViolated(safer) || !isViolated(pair) ? [] : [['safe']]),
      ];
      expect(properties[0]?.minimal.map(({ on }) => on)).toEqual(enough);
    }),
    { numRuns: tries(60) },
  );
});
