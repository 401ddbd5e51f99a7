/**
 * What immer's own functions, such as `current`, `original` and `isDraft`, find in a draft.
 *
 * They ask a draft for its inner state. So the draft answers with the inner state of a draft of immer of the
 * same data, which has been changed if this draft has. The code may look at all of it, so all of it
 * counts as read. What else immer does with the inner state, as in a nested `produce`, is not known, so the run
 * is not sure of its outcome.
 */
import { Immer, type Objectish } from 'immer';
import { valueAt } from '../store/unflatten.js';
import { draftState, type Node } from './run.js';

const immer = new Immer({ autoFreeze: false });

/** The inner state of a draft of immer, for a draft of ours. */
export function immerStateOf(node: Node): unknown {
  const { run, slot } = node;
  node.beUnsure();
  if (run.isOver) return undefined;
  node.readAll();
  const draft = immer.createDraft(valueAt(slot, run.vector) as Objectish);
  if (run.isChangedIn(slot)) change(draft);
  return (draft as unknown as { readonly [draftState]: unknown })[draftState];
}

/** Changes a draft of immer, in any way. */
function change(draft: unknown): void {
  if (draft instanceof Map) draft.set(change, 0);
  else if (draft instanceof Set) draft.add(change);
  else if (Array.isArray(draft)) draft.push(0);
  else (draft as Record<string, unknown>)['changed'] = change;
}
