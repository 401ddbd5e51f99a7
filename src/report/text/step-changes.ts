import { visible } from '../../validation/visible.js';
import type { Trace } from '../../trace/trace.js';
import { changesBetween, type Change } from './changes.js';
import { formatValue } from './format.js';
import type { Style } from './style.js';

/** The fewest columns that a value gets. */
const narrowest = 16;

/**
 * For each step of a behaviour, what it changed in the state: a heading, then a line for each place. Of a run of a program,
 * the steps that changed nothing are left out.
 */
export function stepChanges<State>(trace: Trace<State>, style: Style): readonly string[] {
  const { states, actions, failed, ofProgram = false } = trace;
  const digits = String(actions.length + 1).length;
  const entry = (number: number, lines: readonly string[]) =>
    lines.map((line, at) => {
      const margin = String(number).padStart(digits + 1);
      return `${at === 0 ? style.colors.dim(margin) : ' '.repeat(digits + 1)}  ${line}`;
    });
  const room = style.columns - digits - 3;
  const lines = actions.flatMap((_, index) => {
    const changes = changesBetween(states[index], states[index + 1]);
    if (ofProgram && changes.length === 0) return [];
    const shown = changes.map((change) => formatChange(change, style, room));
    return entry(index + 1, shown.length === 0 ? ['nothing'] : shown);
  });
  const threw = failed === undefined ? [] : entry(actions.length + 1, ['nothing: it threw']);
  if (!ofProgram) return ['What each step changed:', ...lines, ...threw];
  if (lines.length === 0) return ['No step changed the state.'];
  return ['What each step changed; the others changed nothing:', ...lines];
}

/** The state that a behaviour starts in: a line for each of its fields. */
export function initialState<State>({ states }: Trace<State>, style: Style): string {
  return formatFields(states[0], style).join('\n');
}

/** A line for each field of a state. */
export function formatFields(state: unknown, style: Style): readonly string[] {
  const fields = changesBetween({}, state);
  return fields.map((field) => `  ${formatChange(field, style, style.columns - 2)}`);
}

/** One place that a step changed, in a line. */
export function formatChange(change: Change, { colors, symbols }: Style, room: number): string {
  const path = change.path === '' ? 'state' : visible(change.path);
  const left = room - path.length;
  const show = (value: unknown, width: number) =>
    formatValue(value, Math.max(narrowest, width), symbols.ellipsis);
  if (!('before' in change)) return `${path} ${colors.green(`+ ${show(change.after, left - 3)}`)}`;
  if (!('after' in change)) return `${path} ${colors.red(`- ${show(change.before, left - 3)}`)}`;
  const half = Math.floor((left - symbols.to.length - 3) / 2);
  return `${path} ${show(change.before, half)} ${symbols.to} ${show(change.after, half)}`;
}
