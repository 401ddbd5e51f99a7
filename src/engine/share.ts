/** Moves everything that the loop reads and writes into memory that threads share. */
import type { Explorer } from './explorer.js';
import { shareGrowing } from './store/growing.js';
import { inSharedMemory } from './store/numbers.js';
import { shareStore } from './store/store.js';

/** Lets threads see all that an explorer knows. A search does this once, when several threads pay for the first time. */
export function share<State>(explorer: Explorer<State>): void {
  const { space, trees, known, leaves } = explorer;
  if (space.shared) return;
  space.shared = true;
  shareStore(space.store);
  if (space.representatives !== undefined) shareStore(space.representatives);
  const { nodes, edges, roots, shapes } = trees;
  const { actionTrees, stepOf, lists, choiceLists, stepTrees } = known;
  const { table, changes, commuting, sparing } = leaves;
  const all = [
    ...[nodes, edges, roots, shapes.table, shapes.slots, shapes.tree],
    ...[actionTrees, stepOf, lists, choiceLists, ...stepTrees.values()],
    ...[table, changes, commuting, sparing],
  ];
  for (const array of all) shareGrowing(array);
  explorer.awake = inSharedMemory(explorer.awake);
  explorer.awakeNext = inSharedMemory(explorer.awakeNext);
}
