import type { Parameter } from '../../model/model.js';
import { rangeOf, type Bounds } from '../../model/parameters.js';
import { isModel } from '../../model/is-model.js';
import { visible, visibleIn } from '../../validation/visible.js';
import { padded, widthOf } from '../../report/text/format.js';
import { exit, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import type { Subject } from '../subject.js';

/** Shows models and programs with their tasks, safeguards, parameters and properties: the names that other commands take. */
export function listCommand(
  subjects: readonly Subject[],
  { json = false }: { readonly json?: boolean },
  { print, style }: Host,
): Exit {
  if (json) {
    print(asJson(subjects.map(described)));
    return exit.holds;
  }
  const { bold, dim } = style.colors;
  subjects.forEach((subject, index) => {
    const found = visibleIn(described(subject));
    const { name, model, tasks = [], safeguards, parameters, bounds, properties, weighed } = found;
    const declared = new Map<string, Bounds | undefined>(Object.entries(bounds));
    if (index > 0) print('');
    print(`${bold(name)}${model === name ? '' : dim(`  ${model}`)}`);
    const width = widthOf(Object.keys(safeguards));
    section('tasks', tasks);
    section(
      'safeguards',
      Object.entries(safeguards).map(([one, says]) => `${padded(one, width)}  ${says}`),
    );
    section(
      'parameters',
      Object.entries(parameters).map(([one, value]) => {
        const bound = declared.get(one);
        return `${one}=${value}${bound === undefined ? '' : dim(` (${rangeOf(bound)})`)}`;
      }),
    );
    const isChosen = weighed.length < properties.length;
    section(
      'properties',
      properties.map((one) =>
        isChosen && weighed.includes(one) ? `${one}${dim('  weighed by compare and audit')}` : one,
      ),
    );
    if (subject.unasked !== undefined) {
      print(`  ${style.colors.yellow(visible(subject.unasked))}`);
    }
  });
  return exit.holds;

  function section(title: string, lines: readonly string[]): void {
    if (lines.length === 0) return;
    print(dim(`  ${title}`));
    for (const line of lines) print(`    ${line}`);
  }
}

/** What the list says of a subject. */
interface Described {
  readonly name: string;
  readonly model: string;
  /** The tasks and processes of a program; absent for a model. */
  readonly tasks?: readonly string[];
  readonly safeguards: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The bounds that parameters declare; a parameter without bounds is absent. */
  readonly bounds: Readonly<Record<string, Bounds | undefined>>;
  readonly properties: readonly string[];
  /** Those that `compare` and `audit` weigh if the user names none. */
  readonly weighed: readonly string[];
}

function described(subject: Subject): Described {
  const { name } = subject;
  const properties = subject.properties.map((property) => property.name);
  if (subject.kind === 'program') {
    const { definition } = subject.of;
    return {
      name,
      model: subject.of.name,
      tasks: [...Object.keys(definition.tasks ?? {}), ...Object.keys(definition.processes ?? {})],
      safeguards: {},
      parameters: {},
      bounds: {},
      properties,
      weighed: properties,
    };
  }
  const { of, weighed = subject.properties } = subject;
  return {
    name,
    model: of.name,
    safeguards: isModel(of) ? {} : of.safeguards,
    parameters: of.parameters,
    bounds: isModel(of) ? {} : (of.bounds ?? {}),
    properties,
    weighed: weighed.map((property) => property.name),
  };
}
