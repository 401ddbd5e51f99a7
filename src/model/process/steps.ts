/** The steps of a process: one for each block, with the label as its guard. */
import { fixedGuard } from '../compiled-step.js';
import type { Fairness } from '../fairness.js';
import { mayWait, waitHere } from '../wait.js';
import { wait, type Call, type WrittenBlock } from './block.js';
import { refuseOtherAnswer } from './refuse-process.js';
import { placeOf, type BlockName, type ProcedureShape, type Shape } from './shape.js';

/** A call that is open: the locals of the procedure, and the label at which the process goes on. */
interface Frame extends Record<string, unknown> {
  back: string;
}

/** What a process has in the state. */
export interface Own extends Record<string, unknown> {
  at: string;
  /** The open calls, the last on top. Only a process with procedures has one. */
  stack?: Frame[];
}

/** A step of a process, in the form that an actor takes. */
export interface ProcessStep {
  readonly choose?: (state: unknown) => Iterable<unknown>;
  readonly when?: (state: unknown) => boolean;
  readonly then: (state: unknown, choice: unknown) => void;
  readonly says?: string | ((state: unknown, choice: unknown) => string);
  readonly fairness?: Fairness;
  readonly [mayWait]: true;
  readonly [fixedGuard]: true;
}

/** What a process has in a state. The model puts it there, so it is there. */
export const ownOf = (state: unknown, name: string): Own =>
  (state as { readonly processes: Record<string, Own> }).processes[name] as Own;

/** The part of a process that the blocks at a label call `my`: its locals, or those of the open call. */
const localsAt = (own: Own, procedure: string | undefined): object =>
  procedure === undefined ? own : (own.stack?.at(-1) ?? own);

/**
 * The step of a block.
 *
 * @param label - The label of the block; within a procedure, the label in it.
 * @param procedure - The procedure that the block is in; undefined for the process itself.
 */
export function stepOf(
  shape: Shape,
  label: string,
  { choose, then, says, fairness }: WrittenBlock,
  procedure?: string,
): ProcessStep {
  const { name } = shape;
  const here = placeOf(label, procedure);
  const my = (state: unknown) => localsAt(ownOf(state, name), procedure);
  const isHere = (state: unknown) => ownOf(state, name).at === here;
  const goOn = (state: unknown, next: unknown) => {
    if (next === wait) waitHere();
    go(shape, ownOf(state, name), next, { label, procedure });
  };
  /** What a block is given beside the state and its locals. */
  const others = (choice: unknown) => (choose === undefined ? [name] : [choice, name]);
  return {
    ...(choose === undefined
      ? { when: isHere }
      : { choose: (state: unknown) => (isHere(state) ? choose(state, my(state), name) : []) }),
    then: (state, choice) => {
      goOn(state, then(state, my(state), ...others(choice)));
    },
    ...(says !== undefined && {
      says:
        typeof says === 'string'
          ? says
          : (state: unknown, choice: unknown) => says(state, my(state), ...others(choice)),
    }),
    ...(fairness !== undefined && { fairness }),
    [mayWait]: true,
    [fixedGuard]: true,
  };
}

/** Moves a process to where its block says. */
function go(shape: Shape, own: Own, next: unknown, from: BlockName): void {
  const { procedure } = from;
  const labels =
    procedure === undefined ? shape.labels : (shape.procedures.get(procedure)?.labels ?? []);
  if (typeof next === 'string' && labels.includes(next)) own.at = placeOf(next, procedure);
  else if (next === 'done') end(shape, own, procedure);
  else if (isCall(next, shape, labels)) enter(shape, own, next, procedure);
  else refuseOtherAnswer(shape, labels, next, from);
}

/** Ends a procedure or the process. */
function end({ start, labels, repeat }: Shape, own: Own, procedure: string | undefined): void {
  if (procedure !== undefined) own.at = own.stack?.pop()?.back ?? 'done';
  else if (repeat) {
    reset(own, start);
    own.at = labels[0] as string;
  } else own.at = 'done';
}

/** Gives a process the locals that it has at the start, except for those that it keeps. */
export function reset(
  own: Own,
  start: Readonly<Record<string, unknown>>,
  kept: readonly string[] = [],
): void {
  for (const [name, value] of Object.entries(start)) {
    if (!kept.includes(name)) own[name] = structuredClone(value);
  }
}

function isCall(next: unknown, { procedures }: Shape, labels: readonly string[]): next is Call {
  const { call, then } = Object(next) as { readonly call?: unknown; readonly then?: unknown };
  return (
    typeof call === 'string' &&
    procedures.has(call) &&
    typeof then === 'string' &&
    labels.includes(then)
  );
}

/** Opens a call. */
function enter(
  { name, procedures, depth }: Shape,
  own: Own,
  { call, then, local }: Call,
  procedure: string | undefined,
): void {
  const { labels, local: start } = procedures.get(call) as ProcedureShape;
  const stack = (own.stack ??= []);
  if (stack.length >= depth) {
    throw new RangeError(
      `${name} calls ${call} with ${stack.length} calls open; give it a larger depth, or end the recursion.`,
    );
  }
  const frame: Frame = { ...structuredClone(start), back: placeOf(then, procedure) };
  for (const [argument, value] of Object.entries(local ?? {})) frame[argument] = value;
  stack.push(frame);
  own.at = placeOf(labels[0] as string, call);
}
