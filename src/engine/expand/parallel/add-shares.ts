/** Adds up what several threads did. */
import { findingSize, type Workspace } from '../kernel.js';
import type { Share } from './batch.js';

/**
 * Adds the shares of several threads to a workspace: their counts, the steps that they took last, and their findings, in
 * the order of the states, as with one thread.
 *
 * @param moved - The states that have another number by now: the old number, and the new.
 */
export function addShares(
  workspace: Workspace,
  shares: readonly Share[],
  moved: ReadonlyMap<number, number>,
): void {
  const numberOf = (state: number) => moved.get(state) ?? state;
  const heard: number[][] = [];
  for (const share of shares) {
    workspace.generated += share.generated;
    workspace.asleep += share.asleep;
    workspace.remembered += share.remembered;
    add(workspace.recalled, share.recalled);
    add(workspace.spared, share.spared);
    for (const [action, from] of share.takenIn.entries()) {
      if (share.changed[action] === 1) workspace.changed[action] = 1;
      if (from === 0) continue;
      workspace.takenIn[action] = from;
      workspace.takenTo[action] = numberOf((share.takenTo[action] as number) - 1) + 1;
    }
    // They are of an earlier level than those that have other numbers by now.
    workspace.outside.push(...share.outside);
    const { findings } = share;
    for (let item = 0; item < findings.length; item += findingSize) {
      const [kind, state, ...about] = findings.slice(item, item + findingSize) as [number, number];
      heard.push([kind, numberOf(state), ...about]);
    }
  }
  heard.sort(([, one], [, other]) => (one as number) - (other as number));
  for (const item of heard) workspace.findings.push(...item);
}

function add(into: Float64Array, more: Float64Array): void {
  for (const [index, count] of more.entries()) into[index] = (into[index] as number) + count;
}
