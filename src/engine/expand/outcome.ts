/** The outcome of a step in the current state, as its tree has it. */
import type { Workspace, Kernel } from './kernel.js';
import { walk } from '../memo/tree.js';

/** The answer of a tree for a state, or for a step from it. */
export function ask(kernel: Kernel, tree: number, words: Int32Array, after = words): number {
  return walk(kernel, kernel.roots[tree] as number, words, after);
}

/** Makes the successor of the current state. */
export function change(
  { leaves, changes }: Kernel,
  { current, next }: Workspace,
  leaf: number,
): void {
  for (let word = 0; word < current.length; word++) next[word] = current[word] as number;
  const from = leaves[leaf] as number;
  const end = from + 3 * (leaves[leaf + 1] as number);
  for (let at = from; at < end; at += 3) {
    const word = changes[at] as number;
    next[word] =
      ((next[word] as number) & (changes[at + 1] as number)) | (changes[at + 2] as number);
  }
}
