/** Results as JUnit XML, which build servers read. */
import type { CheckResult } from '../../check/check.js';
import { visibleIn } from '../../validation/visible.js';
import { refuseOtherResult } from '../../check/refuse-result.js';
import type { PropertyOutcome } from '../../search/common/outcome.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { sentenceAdvice } from '../text/answered-false.js';
import { nameOfVariant, nothingChecked } from '../text/format.js';
import { specBelow } from '../text/in-spec.js';
import { timeline } from '../text/timeline.js';
import { drawn } from '../text/drawn.js';

/**
 * Writes results of checks as JUnit XML: a suite for each result, and a case for each property. A violated
 * property is a failure, with its timeline. An undecided property is an error, so that a build does not
 * pass because of a limit. A result without properties has one case, an error, so that a build does not pass
 * without a check.
 *
 * @param results - Results of `check`.
 * @returns The text of an XML file.
 * @throws ModelError if one of them is not a result of `check`.
 * @example
 * writeFileSync('allways.xml', junit([await check(account, [noLostUpdate])]));
 */
export function junit<State>(results: readonly CheckResult<State>[]): string {
  return drawn('junit', 'a list of what check answered', () => draw(results));
}

function draw<State>(results: readonly CheckResult<State>[]): string {
  for (const result of results) refuseOtherResult(result, 'junit');
  const shown = visibleIn(results);
  const suites = shown.map(suite);
  const all = shown.flatMap(casesOf);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="allways" ${countsOf(all)} time="${secondsOf(results)}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite<State>(result: CheckResult<State>): string {
  const { model, safeguards } = result;
  const name = nameOfVariant(model, safeguards);
  const cases = casesOf(result);
  return [
    `  <testsuite name="${escape(name)}" ${countsOf(cases)} time="${secondsOf([result])}">`,
    ...cases.map((outcome) => testcase(outcome, name)),
    '  </testsuite>',
  ].join('\n');
}

/** A case for each property and for each step that threw. An error if no property was checked. */
function casesOf<State>({ properties }: CheckResult<State>): readonly PropertyOutcome<State>[] {
  if (!isWithoutProperties(properties)) return properties;
  return [
    ...properties,
    { name: 'properties', kind: 'invariant', verdict: 'undecided', says: nothingChecked },
  ];
}

function testcase<State>(outcome: PropertyOutcome<State>, model: string): string {
  const start = `    <testcase classname="${escape(model)}" name="${escape(outcome.name)}"`;
  switch (outcome.verdict) {
    case 'holds':
      return `${start}/>`;
    case 'violated': {
      const advice = sentenceAdvice([outcome]);
      const drawn =
        outcome.trace === undefined ? '' : timeline(outcome.trace) + specBelow(outcome.inSpec);
      const shown = escape(advice === undefined ? drawn : `${advice}\n\n${drawn}`);
      return `${start}>\n      <failure message="${escape(outcome.says)}">${shown}</failure>\n    </testcase>`;
    }
    case 'undecided':
      return `${start}>\n      <error message="${escape(outcome.says ?? 'undecided')}"/>\n    </testcase>`;
  }
}

function countsOf<State>(outcomes: readonly PropertyOutcome<State>[]): string {
  const number = (wanted: string) => outcomes.filter(({ verdict }) => verdict === wanted).length;
  return `tests="${outcomes.length}" failures="${number('violated')}" errors="${number('undecided')}"`;
}

const secondsOf = (results: readonly { readonly seconds: number }[]): string =>
  results.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);

/** Escapes a visible text for XML, which lacks two characters that Unicode has. */
function escape(text: string): string {
  return text
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[<>&"\n]/g, (sign) => escapes[sign] ?? sign);
}

const escapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  // Within an attribute it would become a space.
  '\n': '&#10;',
};
