/** The keys of orbits, for a model that the engine cannot search. */
import { describe, expect, test } from 'vitest';
import { canonicalKey, check, type Model } from 'allways';
import { consistent, twoPhaseCommit } from '../../../../models/classics/two-phase-commit.js';
import { TooManySlots } from '../../../../src/engine/store/slots.js';
import { orbitKeys } from '../../../../src/search/symmetry/orbit-keys.js';
import { symmetryOf } from '../../../../src/search/symmetry/symmetry.js';

const names = ['rm1', 'rm2', 'rm3'];

describe('keys of orbits', () => {
  test('tell states apart as the least keys under all names do', () => {
    const model = twoPhaseCommit(3);
    const keyOf = orbitKeys([names]);
    const { orbitOf } = symmetryOf([names]);
    const found = new Map<string, Set<string>>();
    const states = [...model.initial];
    const known = new Set<string>();
    for (const state of states) {
      const [key, least] = [keyOf(state), orbitOf(state)];
      found.set(key, (found.get(key) ?? new Set()).add(least));
      for (const action of model.actions(state)) {
        const next = model.reduce(state, action);
        const text = canonicalKey(next);
        if (known.has(text)) continue;
        known.add(text);
        states.push(next);
      }
    }
    expect(found.size).toBe(80);
    for (const least of found.values()) expect(least.size).toBe(1);
  });

  test('serve a model that was written by hand, also with many names', async () => {
    const group = Array.from({ length: 7 }, (_, index) => `rm${index + 1}`);
    const { ...byHand }: Model<ReturnType<typeof twoPhaseCommit>['initial'][number]> =
      twoPhaseCommit(7);
    const options = { symmetric: group, limits: { depth: 6 } };
    const plain = await check(byHand, consistent, options);
    const engine = await check(twoPhaseCommit(7), consistent, options);
    expect(plain.distinct).toBe(engine.distinct);
    expect(plain.generated).toBe(engine.generated);
    expect(plain.distinct).toBeGreaterThan(40);
  });

  test('are refused if there are too many slots', () => {
    const keyOf = orbitKeys([['a', 'b']]);
    expect(() => keyOf(Array.from({ length: 50_001 }, () => 0))).toThrow(TooManySlots);
  });
});
