import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dataFlowOf } from '../../analysis/data-flow.js';
import { swimlanesOf } from '../../analysis/swimlanes.js';
import type { CheckResult } from '../../check/check.js';
import type { Comparison } from '../../check/compare/comparison.js';
import { refuseOtherResult } from '../../check/refuse-result.js';
import { ModelError } from '../../validation/errors.js';
import { refuseUnknown } from '../../validation/refuse.js';
import type { PropertyOutcome } from '../../search/common/outcome.js';
import type { Variant } from '../text/table.js';
import { coverageTables, figuresTable } from './figures.js';
import { latticeSection } from './lattice.js';
import { Ids, inScript, Markup, markup } from './markup.js';
import type { StoryData } from './page-data.js';
import { storyOf, type Story } from './story.js';
import { verdictsTable } from './verdicts.js';
import { withOtherWays } from './ways.js';
import { drawn } from '../text/drawn.js';

/** The options of `htmlReport`. */
export interface HtmlOptions<State, Name extends string = string> {
  /** The title of the page. Absent: the name of the system, or the names of the models. */
  readonly title?: string;
  /** The result of `compareSafeguards`, which the page shows too. */
  readonly comparison?: Comparison<State, Name>;
}

/** The first characters of such a page. A file that begins with anything else is not such a page. */
export const htmlMarker = '<!-- allways report -->';

/**
 * Makes one HTML page of results. The page needs no other files and no network. It shows a table of variants
 * and properties, and each counterexample as swim lanes that the reader can step through, with the state
 * beside them. It also shows figures; coverage, if it was counted; and which sets of safeguards are enough,
 * if there is a comparison.
 *
 * @param variants - The results to show. The list may be empty if there is a comparison.
 * @param options - A title, and a comparison.
 * @returns The page, to be written to a file.
 * @throws ModelError if there is nothing to show, or if a variant does not have a result.
 * @example
 * const result = await check(account, noLostUpdate);
 * writeFileSync('account.html', htmlReport([{ name: 'as it is', result }]));
 */
export function htmlReport<State, Name extends string>(
  variants: readonly Variant<State>[],
  options: HtmlOptions<State, Name> = {},
): string {
  return drawn('htmlReport', 'variants with a name and the result of a check', () =>
    draw(variants, options),
  );
}

function draw<State, Name extends string>(
  variants: readonly Variant<State>[],
  options: HtmlOptions<State, Name>,
): string {
  refuseUnknown('htmlReport', 'option', options, ['title', 'comparison']);
  const { comparison } = options;
  for (const { name, result } of variants) refuseOtherResult(result, `htmlReport: ${name}`);
  if (variants.length === 0 && comparison === undefined) {
    throw new ModelError('htmlReport has nothing to show; give it variants, or a comparison.');
  }
  const rows = [...variants, ...namedSets(comparison, variants)];
  const { stories, ids } = storiesOf(rows, comparison);
  const told = stories.map((story) => ({
    story,
    ...storyOf(story, swimlanesOf(story.trace), dataFlowOf(story.trace)),
  }));
  const models = [...new Set(rows.map(({ result }) => result.model))];
  const howIn = (result: CheckResult<State> | undefined, property: string | undefined) => {
    const outcome = result?.properties.find(({ name }) => name === property);
    return outcome && ids.get(outcome);
  };
  const title = options.title ?? titleOf(models, comparison?.system);
  const data = Object.fromEntries(
    told.map(({ story, data: of }): [string, StoryData] => [story.id, of]),
  );
  const covered = coverageTables(rows);
  return page(
    title,
    markup`
<header><h1>${title}</h1>
<nav aria-label="Parts of this page">${rows.length > 0 && markup`<a href="#verdicts">Verdicts</a>`}${
      comparison !== undefined && markup`<a href="#safeguards">Safeguards</a>`
    }${told.length > 0 && markup`<a href="#stories">How it happens</a>`}${
      covered !== false && markup`<a href="#coverage">Coverage</a>`
    }${rows.length > 0 && markup`<a href="#figures">Figures</a>`}</nav></header>
<main>
${rows.length > 0 && verdictsSection(models, rows, ids)}
${comparison !== undefined && latticeSection(comparison, howIn)}
${told.length > 0 && storiesSection(told)}
${covered}
${rows.length > 0 && figuresTable(rows)}
</main>
`,
    data,
  );
}

/** The tables of verdicts, one for each model. */
function verdictsSection<State>(
  models: readonly string[],
  rows: readonly Variant<State>[],
  ids: ReadonlyMap<PropertyOutcome<State>, string>,
): Markup {
  return markup`<section id="verdicts"><h2>Verdicts</h2>
${models.map(
  (model) => markup`${models.length > 1 && markup`<h3>${model}</h3>`}
${verdictsTable(
  rows.filter(({ result }) => result.model === model),
  ids,
)}`,
)}
</section>`;
}

function storiesSection<State>(
  told: readonly { readonly html: Markup; readonly story: Story<State> }[],
): Markup {
  const ofPrograms = told.some(({ story }) => story.trace.ofProgram === true);
  const overtaken =
    ofPrograms && ' A dotted arrow leads from a call that was overtaken to the step that shows it.';
  return markup`<section id="stories"><h2>How it happens</h2>
<p class="lead">Time runs down, and every actor has a lane. A thick line marks the actor that waited longest although it could have acted; a dashed arrow leads from a write to a step that does not know of it.${overtaken}</p>
${told.map(({ html }) => html)}
</section>`;
}

/** The title of a page for which the user gave none. */
function titleOf(models: readonly string[], system: string | undefined): string {
  if (system !== undefined) return system;
  return models.length > 3 ? `${models.length} models` : models.join(', ');
}

/** The sets that a comparison names for all properties together, as variants that are not shown yet. */
function namedSets<State, Name extends string>(
  comparison: Comparison<State, Name> | undefined,
  variants: readonly Variant<State>[],
): Variant<State>[] {
  if (comparison === undefined) return [];
  const { minimal, maximal } = comparison.together;
  const known = new Set(variants.map(({ result }) => result));
  return [...minimal, ...maximal].flatMap(({ on, result }) =>
    result === undefined || known.has(result) ? [] : [{ name: nameOfSet(on), result }],
  );
}

/**
 * The stories of the page: for each row, all its traces; for a set that the comparison names for one
 * property, the trace of that property.
 */
function storiesOf<State, Name extends string>(
  rows: readonly Variant<State>[],
  comparison: Comparison<State, Name> | undefined,
): {
  readonly stories: readonly Story<State>[];
  readonly ids: Map<PropertyOutcome<State>, string>;
} {
  const names = new Ids();
  const ids = new Map<PropertyOutcome<State>, string>();
  const stories: Story<State>[] = [];
  const tell = (outcome: PropertyOutcome<State>, of: string) => {
    const { name, verdict, trace, because } = outcome;
    if (trace === undefined || ids.has(outcome)) return;
    const id = names.of(of, name);
    ids.set(outcome, id);
    const story: Story<State> = {
      id,
      property: name,
      title: verdict === 'violated' ? `How “${name}” is violated` : `How “${name}” is reached`,
      of,
      ...(verdict === 'violated' ? { says: outcome.says, inSpec: outcome.inSpec } : {}),
      ...(because === undefined ? {} : { because }),
      trace,
      ends: verdict === 'violated' ? 'violation' : 'goal',
    };
    stories.push(...withOtherWays(story, outcome, names));
  };
  for (const { name, result } of rows) for (const one of result.properties) tell(one, name);
  for (const { property, minimal, maximal } of comparison?.properties ?? []) {
    for (const { on, result } of [...minimal, ...maximal]) {
      const outcome = result?.properties.find(({ name }) => name === property);
      if (outcome !== undefined) tell(outcome, nameOfSet(on));
    }
  }
  return { stories, ids };
}

const nameOfSet = (on: readonly string[]) => on.join(' + ') || 'no safeguard';

function page(title: string, body: Markup, data: unknown): string {
  const style = fileOf('page.css');
  const script = fileOf('page.js');
  // Whatever text a model has, the browser may run only this one script, and may fetch nothing.
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return markup`${new Markup(htmlMarker)}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title} – allways</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
<script type="application/json" id="data">${inScript(data)}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.html;
}

const fileOf = (name: string): string =>
  readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
