/** Procedures: blocks that several processes share. */
import { reading, refuseUnknown } from '../../validation/refuse.js';
import type { Block, WrittenBlock } from './block.js';
import { refuseOtherLabels, refuseOtherLocals } from './refuse-process.js';

/** What `procedure` takes beside the blocks. */
export interface ProcedureOptions<Local extends object> {
  /** The locals of a call, with their values at the start: plain data. Some are arguments of `call`. */
  readonly local?: Local;
}

/** Marks a procedure with the type of the state that its blocks change. */
declare const changes: unique symbol;

/** A procedure, for the option `procedures` of a process. Made by `procedure`. */
export interface Procedure<State, Label extends string = string> {
  readonly local: object;
  readonly blocks: Readonly<Record<Label, unknown>>;
  readonly [changes]?: (state: State) => void;
}

/** Makes a procedure; see `forState`. */
export function procedure<State, Label extends string, Local extends object>(
  options: ProcedureOptions<Local>,
  blocks: Readonly<Record<Label, Block<State, Local, Label, string>>>,
): Procedure<State, Label> {
  return reading('procedure', () => {
    refuseUnknown('procedure', 'option', options, ['local']);
    const { local = {} } = options;
    refuseOtherLabels('procedure', blocks, ['done']);
    refuseOtherLocals('procedure', local, ['back']);
    return { local, blocks };
  });
}

/** The blocks of a procedure or of a process as they run: one that is a function has nothing but its code. */
export function writtenBlocks(blocks: object): readonly (readonly [string, WrittenBlock])[] {
  return Object.entries(blocks).map(([label, block]: [string, unknown]) => {
    const written = typeof block === 'function' ? { then: block } : block;
    return [label, written as WrittenBlock] as const;
  });
}
