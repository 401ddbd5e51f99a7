import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSafeguards,
  defineSystem,
  invariant,
  noDeadlock,
  reachable,
  transition,
  type FiniteProperty,
} from 'allways';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { bitOf, membersOf, universeOf } from '../../../../src/search/safeguards/families.js';
import { familyModelsOf, namesIn } from '../../../../src/search/safeguards/family-models.js';
import { familySearch, type FamilyOptions } from '../../../../src/search/safeguards/search.js';

interface Walk {
  at: number;
}

/** Walks to 4. `short` ends at 2, `jump` goes by 2, and `trip` throws at 3. */
const walk = defineSystem({
  name: 'walk',
  safeguards: defineSafeguards({
    short: 'It ends at 2.',
    jump: 'It goes by 2.',
    trip: 'It falls at 3.',
  }),
  model: (on) =>
    defineModel<Walk>({
      name: 'walk',
      initial: { at: 0 },
      actors: [
        actor<Walk>('walker', {
          go: {
            when: (s) => s.at < (s.at >= 2 && on.short ? 2 : 4),
            then: (s) => {
              if (s.at === 3 && on.trip) throw new Error('fell');
              s.at += s.at === 0 && on.jump ? 2 : 1;
            },
          },
        }),
      ],
    }),
});
const names = ['short', 'jump', 'trip'] as const;
const properties: readonly FiniteProperty<Walk>[] = [
  invariant('stays below 3', (s) => s.at < 3),
  reachable('comes to 4', (s) => s.at === 4),
  transition('goes by 1', (before, _action, after) => after.at - before.at === 1),
  noDeadlock((s) => s.at === 4),
];

function searchAll(options: FamilyOptions = { whole: true }) {
  const universe = universeOf(names.length, names.length);
  return familySearch(familyModelsOf(walk, {}, universe), universe, properties, options);
}

describe('a search of all sets at once', () => {
  test('comes to the verdicts and lengths of a search of each set alone', async () => {
    const { verdicts, threw, ended } = await searchAll();
    expect(ended).toEqual({ by: 'complete' });
    for (const set of membersOf(universeOf(3, 3).all)) {
      const alone = await referenceSearch(walk.with(namesIn(names, set)), properties);
      const bit = bitOf(set);
      expect((threw & bit) !== 0n).toBe(alone.properties.length > properties.length);
      for (const [index, property] of properties.entries()) {
        const own = alone.properties[index];
        const { violated = 0n, reached = 0n } = verdicts.get(property) ?? {};
        const hasTrace = ((violated | reached) & bit) !== 0n;
        expect(hasTrace).toBe(own?.trace !== undefined);
        expect(verdicts.get(property)?.stepsWith(bit)).toBe(own?.trace?.actions.length);
      }
    }
  });

  test('stores a state only once, with the sets that reach it', async () => {
    const { graph, distinct, depth } = await searchAll();
    expect(graph.states).toEqual([{ at: 0 }, { at: 2 }, { at: 1 }, { at: 3 }, { at: 4 }]);
    expect(graph.arrived.map((one) => membersOf(one).length)).toEqual([8, 8, 4, 4, 2]);
    expect({ distinct, depth }).toEqual({ distinct: 5, depth: 5 });
  });

  test('keeps the edges only if it is whole', async () => {
    const edges = async (whole: boolean) => (await searchAll({ whole })).graph.edges.flat().length;
    expect(await edges(true)).toBe(7);
    expect(await edges(false)).toBe(0);
  });

  test('says which sets a limit left open', async () => {
    const byDepth = await searchAll({ whole: false, limits: { depth: 3 } });
    expect(byDepth.ended).toEqual({ by: 'limit', limit: 'depth', value: 3 });
    expect(membersOf(byDepth.unfinished)).toEqual([0, 1, 2, 4, 5, 6]);
    const byStates = await searchAll({ whole: false, limits: { states: 1 } });
    expect(byStates.ended).toEqual({ by: 'limit', limit: 'states', value: 1 });
    expect(membersOf(byStates.unfinished)).toHaveLength(8);
  });

  test('a level that was not expanded to its end leaves its sets open', async () => {
    // With `jump` and without `short` there is no room for the state after 2. State 1 is left, with all
    // sets without `jump`. With both, nothing comes after 2.
    const { ended, unfinished } = await searchAll({ whole: true, limits: { states: 3 } });
    expect(ended).toEqual({ by: 'limit', limit: 'states', value: 3 });
    expect(membersOf(unfinished)).toEqual([0, 1, 2, 4, 5, 6]);
  });
});
