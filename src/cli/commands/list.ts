import { rangeOf, type Bounds } from '../../model/parameters.js';
import { isModel } from '../../model/is-model.js';
import { visible, visibleIn } from '../../validation/visible.js';
import { padded, widthOf } from '../../report/text/format.js';
import { exit, type Exit } from '../exit.js';
import type { Host } from '../host.js';
import { asJson } from '../json.js';
import type { Subject } from '../subject.js';

/** Shows models with their safeguards, parameters and properties: the names that other commands take. */
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
    const { name, model, safeguards, parameters, bounds, properties, weighed } = visibleIn(
      described(subject),
    );
    const declared = new Map<string, Bounds | undefined>(Object.entries(bounds));
    if (index > 0) print('');
    print(`${bold(name)}${model === name ? '' : dim(`  ${model}`)}`);
    const width = widthOf(Object.keys(safeguards));
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

function described({ name, of, properties, weighed = properties }: Subject) {
  return {
    name,
    model: of.name,
    safeguards: isModel(of) ? {} : of.safeguards,
    parameters: of.parameters,
    /** The bounds that parameters declare; a parameter without bounds is absent. */
    bounds: isModel(of) ? {} : (of.bounds ?? {}),
    properties: properties.map((property) => property.name),
    /** Those that `compare` and `audit` weigh if the user names none. */
    weighed: weighed.map((property) => property.name),
  };
}
