/**
 * Traces in the Informal Trace Format, which the viewers of Apalache and Quint open.
 *
 * Apalache ADR 15, https://apalache-mc.org/docs/adr/015adr-trace.html
 */
import { formatAction } from '../../model/action.js';
import { visibleJson } from '../../validation/visible.js';
import { refuseOtherTrace } from '../../trace/refuse-trace.js';
import type { Trace } from '../../trace/trace.js';
import { drawn } from '../text/drawn.js';

/**
 * Writes a trace in the Informal Trace Format.
 *
 * A state that is an object has a variable for each of its fields; any other state is the variable `state`.
 * Whole numbers and bigints are written as `{"#bigint": "1"}`, as Apalache does. Values that the format
 * cannot express, such as null or 0.5, are written as `{"#unserializable": "null"}`. The `#meta` of a state
 * has the action that led to it.
 *
 * @param trace - The trace.
 * @param property - The property that it violates, for the description.
 * @returns The text of a file `.itf.json`.
 * @throws ModelError if it is not a trace.
 * @example
 * writeFileSync('lost-update.itf.json', itf(outcome.trace, outcome.name));
 */
export function itf<State>(trace: Trace<State>, property?: string): string {
  return drawn('itf', 'the trace of an outcome, as it is', () => draw(trace, property));
}

function draw<State>(trace: Trace<State>, property: string | undefined): string {
  refuseOtherTrace(trace, 'itf');
  const { model, states, actions, lasso } = trace;
  const all = states.map(variablesOf);
  const vars = [...new Set(all.flatMap((one) => Object.keys(one)))];
  const absent = { '#unserializable': 'undefined' };
  const file = {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      source: model.name,
      ...(property === undefined ? {} : { status: 'violation', description: property }),
    },
    params: [],
    vars,
    states: all.map((variables, index) => {
      const action = actions[index - 1];
      const meta = { index, ...(action === undefined ? {} : { action: formatAction(action) }) };
      const values = vars.map((name): [string, unknown] => [
        name,
        name in variables ? variables[name] : absent,
      ]);
      return { '#meta': meta, ...Object.fromEntries(values) };
    }),
    ...(lasso === undefined ? {} : { loop: lasso.from }),
  };
  return `${visibleJson(JSON.stringify(file, null, 2))}\n`;
}

function variablesOf(state: unknown): Record<string, unknown> {
  const isRecord =
    typeof state === 'object' &&
    state !== null &&
    !Array.isArray(state) &&
    !(state instanceof Map) &&
    !(state instanceof Set);
  if (!isRecord) return { state: expression(state) };
  return Object.fromEntries(
    // A name that starts with # would have a meaning in the format.
    Object.entries(state).map(([name, value]) => [name.replace(/^#/, '_#'), expression(value)]),
  );
}

/** A value as the format writes it. */
function expression(value: unknown): unknown {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint' || Number.isInteger(value)) return { '#bigint': String(value) };
  if (Array.isArray(value)) return value.map(expression);
  if (value instanceof Set) return { '#set': [...value].map(expression) };
  if (value instanceof Map) {
    return { '#map': [...value].map(([key, one]) => [expression(key), expression(one)]) };
  }
  if (typeof value === 'object' && value !== null) return variablesOf(value);
  return { '#unserializable': String(value) };
}
