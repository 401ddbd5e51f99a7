/**
 * Processes: sequential code as a sequence of atomic blocks.
 *
 * A process is an actor. Each block is a step of it, named by its label, which can be taken while the process
 * is at this label. The label and the locals stand in the state, under `processes`, so a process is plain
 * data like everything else. The idea, and the words label and block, are those of PlusCal (L. Lamport, "The
 * PlusCal Algorithm Language", 2009).
 */
import type { Actor, Steps, TypedAction } from '../actor.js';
import type { Fairness } from '../fairness.js';
import { faultFor, type FaultPart, type Times } from '../faults.js';
import { refuseNameless } from '../names.js';
import { brings, type StatePart } from '../parts.js';
import {
  reading,
  refuseOtherNumber,
  refuseOtherValue,
  refuseUnknown,
  refuseUnknownName,
} from '../../validation/refuse.js';
import { yesOrNo } from '../../validation/values.js';
import type { Block } from './block.js';
import { crashSteps, type CrashShape } from './crash.js';
import { writtenBlocks, type Procedure } from './procedure.js';
import { refuseOtherLabels, refuseOtherLocals } from './refuse-process.js';
import { placeOf, type ProcedureShape, type Shape } from './shape.js';
import { stepOf } from './steps.js';

/** What a process has in the state: where it is, and its locals. */
export type Running<Local, Label extends string> = { at: Label } & Local;

/** The part of the state that a process brings. */
export interface ProcessPart<Name extends string, Local, Label extends string> extends StatePart {
  readonly group: 'processes';
  readonly name: Name;
  readonly value: Running<Local, Label>;
}

/** The procedures of a process, by name. */
export type Procedures<State> = Readonly<Record<string, Procedure<State>>>;

/** What `process` takes beside the name and the blocks. */
export interface ProcessOptions<State, Local extends object, Label extends string, Called> {
  /** The locals of the process, with their values at the start: plain data. Absent: none. */
  readonly local?: Local;
  /** True: a process that is done starts again, at its first label and with its locals as at the start. */
  readonly repeat?: boolean;
  /** The procedures that it can call, by name. See `procedure`. */
  readonly procedures?: Called & Procedures<State>;
  /** How many calls may be open at one time; a call beyond is an error of the step. At least 1. Absent: 8. */
  readonly depth?: number;
  /** Lets the process crash. Absent: it does not. */
  readonly crash?: Crash<NoInfer<Local>, NoInfer<Label>>;
  /** Whether the process takes a step in the end if it can. Absent: the check's option `fairness` decides. */
  readonly fairness?: Fairness;
}

/** How a process crashes. */
export interface Crash<Local extends object, Label extends string> {
  /** How many times. */
  readonly times: Times;
  /** The label at which it goes on after a restart. Absent: it stays down. */
  readonly restartAt?: Label;
  /** The locals that it still knows then; all others are again as at the start. Absent: none. */
  readonly durable?: readonly (keyof Local & string)[];
}

/** The labels of procedures as they stand in the state. */
export type LabelsIn<Called> = {
  [Name in keyof Called & string]: Called[Name] extends Procedure<never, infer Label>
    ? `${Name}.${Label}`
    : never;
}[keyof Called & string];

/** A process: an actor with a label and locals. Made by `process`. */
export type Process<State, Name extends string, Local, Label extends string> = Actor<
  State,
  ProcessPart<Name, Local, Label | 'done' | 'crashed'> | FaultPart,
  TypedAction<Name, Label | 'crash' | 'restart', unknown>
>;

/** Makes a process; see `forState`. */
export function process<
  State,
  Name extends string,
  Label extends string,
  Local extends object,
  Called extends object,
>(
  name: Name,
  options: ProcessOptions<State, Local, Label, Called>,
  blocks: Readonly<Record<Label, Block<State, Local, Label, keyof Called & string>>>,
): Process<State, Name, Local, Label | LabelsIn<Called>> {
  return reading('process', () => {
    refuseNameless(name, 'A process', "process('its name', { … }, { … })");
    const where = `Process ${JSON.stringify(name)}`;
    refuseUnknown(where, 'option', options, processOptions);
    const { repeat = false, local = {}, fairness, procedures = {}, depth = 8 } = options;
    refuseOtherLabels(where, blocks, ['done', 'crashed', 'crash', 'restart']);
    refuseOtherLocals(where, local, ['at', 'stack']);
    refuseOtherNumber(`${where}: depth`, depth, 1);
    refuseOtherValue(`${where}: repeat`, repeat, yesOrNo);
    const shape: Shape = {
      name,
      labels: Object.keys(blocks),
      procedures: shapesOf(where, procedures),
      start: { ...local },
      repeat,
      depth,
    };
    const crash = crashOf(where, shape, options.crash);
    const at = shape.labels[0] as string;
    const stack = shape.procedures.size > 0 && { stack: [] };
    const part = { group: 'processes', name, value: { ...local, ...stack, at } };
    const made = {
      name,
      steps: { ...stepsOf(shape, blocks, procedures), ...(crash && crashSteps(shape, crash)) },
      ...(fairness !== undefined && { fairness }),
      [brings]: crash === undefined ? [part] : [part, crash.fault.part],
    };
    // Each step has the types of its block, which is a type of its own for each label.
    return made as unknown as Process<State, Name, Local, Label | LabelsIn<Called>>;
  });
}

const processOptions = ['local', 'repeat', 'procedures', 'depth', 'crash', 'fairness'];

/** The steps of all blocks, those of procedures as well. */
function stepsOf(shape: Shape, blocks: object, procedures: Procedures<never>): Steps<never> {
  const own = writtenBlocks(blocks).map(
    ([label, block]) => [label, stepOf(shape, label, block)] as const,
  );
  const called = Object.entries(procedures).flatMap(([name, procedure]) =>
    writtenBlocks(procedure.blocks).map(
      ([label, block]) => [placeOf(label, name), stepOf(shape, label, block, name)] as const,
    ),
  );
  return Object.fromEntries([...own, ...called]) as unknown as Steps<never>;
}

function shapesOf(where: string, procedures: object): ReadonlyMap<string, ProcedureShape> {
  refuseUnknown(where, 'procedure', procedures, Object.keys(Object(procedures) as object));
  return new Map(
    Object.entries(procedures).map(([name, one]: [string, unknown]) => {
      const { blocks, local } = Object(one) as {
        readonly blocks?: unknown;
        readonly local?: unknown;
      };
      refuseOtherLabels(`${where}: procedure ${name}`, blocks, ['done']);
      refuseOtherLocals(`${where}: procedure ${name}`, local, ['back']);
      return [name, { labels: Object.keys(blocks as object), local: { ...(local as object) } }];
    }),
  );
}

function crashOf<Local extends object, Label extends string>(
  where: string,
  { name, labels, start }: Shape,
  crash: Crash<Local, Label> | undefined,
): CrashShape | undefined {
  if (crash === undefined) return undefined;
  refuseUnknown(`${where}: crash`, 'option', crash, ['times', 'restartAt', 'durable']);
  const { times, restartAt, durable = [] } = crash;
  const fault = faultFor(times, `${name}.crash`);
  if (restartAt !== undefined) refuseUnknownName(where, 'label', restartAt, labels);
  for (const one of durable) refuseUnknownName(where, 'local', one, Object.keys(start));
  return fault.part.value === 0 ? undefined : { fault, restartAt, durable };
}
