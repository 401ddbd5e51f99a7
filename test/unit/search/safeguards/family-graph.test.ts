import { expect, test } from 'vitest';
import { FamilyGraphBuilder } from '../../../../src/search/safeguards/family-graph.js';

test('numbers states and actions in the order in which they are found', () => {
  const graph = new FamilyGraphBuilder<string>();
  expect([graph.add('key a', 'a'), graph.add('key b', 'b')]).toEqual([0, 1]);
  expect([graph.numberOf('key b'), graph.numberOf('key c')]).toEqual([1, undefined]);
  const go = { actor: 'one', step: 'go' };
  graph.connect(0, go, 1, 0b11n);
  graph.connect(1, { ...go, actor: 'other' }, 0, 0b01n);
  graph.connect(1, { ...go }, 1, 0b10n);
  expect(graph.actions.map(({ actor }) => actor)).toEqual(['one', 'other']);
  expect(graph.edges).toEqual([
    [{ action: 0, target: 1, family: 0b11n }],
    [
      { action: 1, target: 0, family: 0b01n },
      { action: 0, target: 1, family: 0b10n },
    ],
  ]);
});

test('notes which sets reach a state, and tells which do so for the first time', () => {
  const graph = new FamilyGraphBuilder<string>();
  const number = graph.add('key', 'state');
  expect(graph.arrive(number, 0b011n)).toBe(0b011n);
  expect(graph.arrive(number, 0b110n)).toBe(0b100n);
  expect(graph.arrive(number, 0b111n)).toBe(0n);
  graph.start(number, 0b001n);
  graph.start(number, 0b010n);
  expect(graph).toMatchObject({ arrived: [0b111n], initial: [0b011n] });
});
