/** A trace as a sequence diagram in the language of Mermaid, which GitHub and many others draw. */
import { visible } from '../../validation/visible.js';
import { refuseOtherTrace } from '../../trace/refuse-trace.js';
import type { Trace } from '../../trace/trace.js';
import { startInLine, startOf } from '../text/start.js';
import { afterOthers, slowFrom } from '../text/waits.js';
import { messagesOf, type MessageFlow } from '../../analysis/messages.js';
import { swimlanesOf, type SwimlaneStep } from '../../analysis/swimlanes.js';
import { drawn } from '../text/drawn.js';

/**
 * Draws a trace as a Mermaid sequence diagram: a lifeline for each actor, a note for each step, a mark on
 * the step that breaks the property, and a loop around the steps that repeat for ever.
 *
 * @param trace - The trace.
 * @param property - The property that it violates, for the title.
 * @returns The diagram; in Markdown it stands between "```mermaid" and "```".
 * @throws ModelError if it is not a trace.
 * @example
 * console.log(mermaid(outcome.trace, outcome.name));
 */
export function mermaid<State>(trace: Trace<State>, property?: string): string {
  return drawn('mermaid', 'the trace of an outcome, as it is', () => draw(trace, property));
}

function draw<State>(trace: Trace<State>, property: string | undefined): string {
  refuseOtherTrace(trace, 'mermaid');
  const { actions, lasso, model } = trace;
  const { lanes, steps: rows } = swimlanesOf(trace);
  const everyone = lanes.length < 2 ? 'a0' : `a0,a${lanes.length - 1}`;
  const messages = messagesOf(trace);
  const start = startOf(trace);
  const loop = lasso !== undefined && lasso.from < actions.length ? lasso.from : undefined;
  const isFatal = (index: number): boolean => lasso === undefined && index === rows.length - 1;
  const lines = rows.flatMap((row, index) => [
    ...(index === loop ? ['  loop again and again'] : []),
    ...arrowsTo(index + 1, messages, rows),
    ...(isFatal(index)
      ? ['  rect rgba(220, 38, 38, 0.2)', `  ${note(row, index)}`, '  end']
      : [`${loop !== undefined && index >= loop ? '  ' : ''}${note(row, index)}`]),
  ]);
  return [
    ...(property === undefined
      ? []
      : ['---', `title: ${JSON.stringify(visible(property))}`, '---']),
    'sequenceDiagram',
    ...(lanes.length === 0 ? [`  participant a0 as ${escape(model.name)}`] : []),
    ...lanes.map((name, index) => `  participant a${index} as ${escape(name)}`),
    ...(start === undefined ? [] : [`  Note over ${everyone}: ${escape(startInLine(start))}`]),
    ...(rows.length === 0 ? ['  Note over a0: in the initial state'] : lines),
    ...(loop === undefined ? [] : ['  end']),
    ...(lasso?.from === actions.length
      ? [`  Note over ${everyone}: and here it stops for ever`]
      : []),
  ].join('\n');
}

/** An arrow for each message that a step took out, from the lane of the step that sent it. */
function arrowsTo(
  step: number,
  messages: readonly MessageFlow[],
  rows: readonly SwimlaneStep[],
): string[] {
  return messages.flatMap(({ from, to, message, isLost }) => {
    const [sender, receiver] = [rows[from - 1]?.lane, rows[to - 1]?.lane];
    if (to !== step || sender === undefined || receiver === undefined) return [];
    return [`  a${sender}${isLost ? '-x' : '->>'}a${receiver}: ${escape(message)}`];
  });
}

function note(row: SwimlaneStep, index: number): string {
  const slow = row.waited >= slowFrom ? `${afterOthers(row)} ` : '';
  return `  Note over a${row.lane}: ${index + 1}. ${slow}${escape(row.says)}`;
}

/** Escapes a text for Mermaid: characters that may have a meaning there are written as their numbers. */
function escape(text: string): string {
  return visible(text)
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N} .,()'"=!?/]/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`);
}
