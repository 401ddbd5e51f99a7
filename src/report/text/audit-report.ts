import type { Audit, AuditedQuestion } from '../../check/audit/audit.js';
import type { AuditAnswer, Finding } from '../../check/audit/evidence.js';
import { visibleIn } from '../../validation/visible.js';
import { refuseOtherAudit } from '../../check/refuse-result.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { stepsOf } from '../../trace/trace.js';
import { counted, formatDuration, formatNumber, hanging, nameOfVariant } from './format.js';
import { boundLines, explainEnd } from './endings.js';
import { neverReadLines } from './report.js';
import { plainStyle, type Style } from './style.js';
import { drawn } from './drawn.js';

/** How a reader can see counterexamples step by step. */
export interface AuditHints {
  /** Those of the model as it is; undefined if they are shown already. */
  readonly violated: string | undefined;
  /** Those of the model without some safeguards. */
  readonly missed: string;
}

const calls: AuditHints = {
  violated: 'report(answer.base)',
  missed: 'report(result) of each in answer.drops',
};

/**
 * Shows the result of `audit`: first how many answers are good; then each question with its answer and its
 * evidence; then the lengths of the counterexamples and how to see them; then the counts.
 *
 * @param given - The result of `audit`.
 * @param style - Colours, symbols and width. Absent: plain text.
 * @param hints - How the reader can see the counterexamples. Absent: the calls that show them.
 * @returns Lines of text, `style.columns` wide, without a line break at the end.
 * @throws ModelError if it is not the result of `audit`.
 * @example
 * console.log(auditReport(await audit(dns.with(['fencing']), evidence, { system: dns })));
 */
export function auditReport<State>(
  given: Audit<State>,
  style: Style = plainStyle,
  hints: AuditHints = calls,
): string {
  return drawn('auditReport', 'what audit answered, as it is', () => draw(given, style, hints));
}

function draw<State>(given: Audit<State>, style: Style, hints: AuditHints): string {
  refuseOtherAudit(given, 'auditReport');
  const result = visibleIn(given);
  const { colors } = style;
  const groups = result.groups.map(({ title, questions }) => [
    colors.bold(title),
    ...questions.flatMap((one) => questionLines(one, style)),
  ]);
  return [
    headline(result, style),
    ...groups,
    ...counterexamples(result, style, hints),
    figures(result, style),
  ]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function headline<State>(
  { system, safeguards, parameters, counts, groups, base }: Audit<State>,
  style: Style,
): string[] {
  const { colors, columns } = style;
  const set = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  const all = groups.reduce((sum, { questions }) => sum + questions.length, 0);
  const variant = nameOfVariant(system, safeguards);
  const answers = (Object.entries(counts) as [AuditAnswer, number][])
    .filter(([, count]) => count > 0)
    .map(([answer, count]) => paint(answer, `${count} ${answer}`, style));
  return [
    hanging(`${colors.bold(variant)}: ${answers.join(', ')}`, columns),
    ...(set.length === 0 ? [] : [colors.dim(hanging(set.join(', '), columns))]),
    `${counted(all, 'question')}, each put so that yes is good.`,
    ...(isWithoutProperties(base.properties) ? [colors.yellow('No property was checked.')] : []),
  ];
}

function questionLines({ question, answer, evidence }: AuditedQuestion, style: Style): string[] {
  const { columns } = style;
  return [
    hanging(`${paint(answer, signOf(answer, style), style)} ${question}`, columns),
    ...evidenceLines(evidence).map((line) => indented(line, style)),
  ];
}

/** The evidence, one line each. The steps that can be taken share one line. */
function evidenceLines(evidence: readonly Finding[]): string[] {
  const taken = evidence.flatMap((one) =>
    one.kind === 'step' && one.answer === 'yes'
      ? [`${one.step} ${counted(one.taken ?? 0, 'time')}`]
      : [],
  );
  const others = evidence.filter(({ kind, answer }) => kind !== 'step' || answer !== 'yes');
  return [
    ...others.map(explain),
    ...(taken.length === 0 ? [] : [`can be taken: ${taken.join(', ')}`]),
  ];
}

/** A line of evidence below its question. */
function indented(text: string, { columns }: Style): string {
  return `    ${hanging(text, columns - 4).replaceAll('\n', '\n    ')}`;
}

function signOf(answer: AuditAnswer, { symbols }: Style): string {
  switch (answer) {
    case 'yes':
      return symbols.holds;
    case 'no':
      return symbols.violated;
    case 'undecided':
      return symbols.undecided;
    case 'not modelled':
      return symbols.notModelled;
  }
}

function paint(answer: AuditAnswer, text: string, { colors }: Style): string {
  switch (answer) {
    case 'yes':
      return colors.green(text);
    case 'no':
      return colors.red(text);
    case 'undecided':
      return colors.yellow(text);
    case 'not modelled':
      return colors.dim(text);
  }
}

/** The violations, the shortest first, and how to see their counterexamples. */
function counterexamples<State>(
  { base, drops }: Audit<State>,
  style: Style,
  hints: AuditHints,
): string[][] {
  const { colors, symbols, columns } = style;
  const violated = base.properties.flatMap((one) =>
    one.verdict === 'violated'
      ? [{ name: one.name, steps: one.trace === undefined ? Infinity : stepsOf(one.trace) }]
      : [],
  );
  const missed = drops.some(({ effect }) => effect === 'noticed');
  if (violated.length === 0 && !missed) return [];
  const width = Math.max(...violated.map(({ steps }) => lengthOf(steps).length));
  const lines = violated
    .sort((one, other) => one.steps - other.steps)
    .map(({ name, steps }) => {
      const length = colors.red(symbols.violated + lengthOf(steps).padEnd(width));
      return `  ${hanging(`${length} ${name}`, columns - 2).replaceAll('\n', '\n  ')}`;
    });
  const how = [
    ...(violated.length === 0 || hints.violated === undefined ? [] : [hints.violated]),
    ...(missed ? [`without safeguards: ${hints.missed}`] : []),
  ];
  return [
    [
      ...(lines.length === 0 ? [] : [colors.bold('Counterexamples, and their shortest lengths')]),
      ...lines,
      ...(how.length === 0 ? [] : [hanging(`Step by step: ${how.join('; ')}.`, columns)]),
    ],
  ];
}

/** The length of a counterexample as a text; empty if there is no counterexample. */
const lengthOf = (steps: number) => (Number.isFinite(steps) ? String(steps) : '');

function figures<State>(
  { base, figures: { searches, seconds } }: Audit<State>,
  { columns }: Style,
): string[] {
  const { distinct, generated, depth, ended, frontier, properties, neverRead } = base;
  const threw = properties.some(({ kind }) => kind === 'step');
  const extent =
    `${counted(distinct, 'distinct state')}, ${formatNumber(generated)} generated, ` +
    `depth ${formatNumber(depth)}; ${explainEnd(ended, frontier, threw, base.outside)}`;
  return [
    ...[extent, ...boundLines(base.outside), ...neverReadLines(neverRead)].map((line) =>
      hanging(line, columns),
    ),
    `${searches === 1 ? '1 search' : `${searches} searches`}, ${formatDuration(seconds)}.`,
  ];
}

const inSteps = (steps: number | undefined) =>
  steps === undefined ? '' : ` in ${counted(steps, 'step')}`;

/** A piece of evidence, as a line. */
function explain(finding: Finding): string {
  switch (finding.kind) {
    case 'property':
      return `${finding.property}: ${explainProperty(finding)}`;
    case 'safeguards':
      return explainSafeguards(finding);
    case 'step':
      return `${finding.step}: ${explainStep(finding)}`;
    case 'recording':
      return `recorded, ${finding.property}: ${finding.outcome} after ${counted(finding.steps, 'step')}`;
    case 'interleavings':
      return explainInterleavings(finding);
    case 'all steps':
      return explainAllSteps(finding);
    case 'vacuity':
      if (finding.vacuous.length > 0) return `never tested: ${finding.vacuous.join(', ')}`;
      if (finding.answer === 'not modelled') return 'there is none';
      return finding.answer === 'yes' ? `${finding.properties} of ${finding.properties}` : notAll;
    case 'reason':
      return finding.says;
  }
}

const notAll = 'not all was explored';

function explainAllSteps({
  answer,
  steps,
  never,
  off,
}: Extract<Finding, { kind: 'all steps' }>): string {
  if (answer === 'not modelled') return 'a reducer does not list its steps';
  const switched = off.map(({ step, by }) => `${step} (${by})`).join(', ');
  const rest = off.length === 0 ? '' : `; only in another variant: ${switched}`;
  if (never.length > 0) {
    const unknown = answer === 'undecided' ? ', as far as was explored' : '';
    return `never taken${unknown}: ${never.join(', ')}${rest}`;
  }
  return answer === 'yes' ? `${steps - off.length} of ${steps}${rest}` : notAll;
}

function explainProperty({ answer, steps, says }: Extract<Finding, { kind: 'property' }>): string {
  switch (answer) {
    case 'yes':
      return steps === undefined ? 'holds' : `holds, reached${inSteps(steps)}`;
    case 'no':
      return `violated${inSteps(steps)}${says === undefined ? '' : `: ${says}`}`;
    default:
      return says ?? notAll;
  }
}

function explainSafeguards({
  safeguards,
  on,
  effect,
  missedBy,
}: Extract<Finding, { kind: 'safeguards' }>): string {
  if (on.length === 0) {
    return `${safeguards.join(', ')} ${safeguards.length === 1 ? 'is' : 'are'} off`;
  }
  const without = `without ${on.join(' + ')}`;
  switch (effect) {
    case 'noticed': {
      const missed = missedBy.map(({ property, steps }) => `${property}${inSteps(steps)}`);
      return `${without}, violated: ${missed.join('; ')}`;
    }
    case 'unnoticed':
      return `${without} other things happen, and no property minds`;
    case 'dead':
      return `${without} nothing else happens`;
    case 'undecided':
      return `${without} not all was explored, or not with it`;
    default:
      return `interrupted before the search ${without}`;
  }
}

function explainStep({ taken, says }: Extract<Finding, { kind: 'step' }>): string {
  if (taken === undefined) return says ?? notAll;
  return `never taken${says === undefined ? '' : `, as ${says}`}`;
}

function explainInterleavings({
  answer,
  actors,
  ended,
}: Extract<Finding, { kind: 'interleavings' }>): string {
  switch (answer) {
    case 'yes':
      return `every interleaving of ${actors} actors was explored`;
    case 'not modelled':
      return actors === 1 ? 'only one actor takes steps' : 'no actors are known to take steps';
    default:
      return ended === 'complete' ? 'a step threw, and what lies behind it is unknown' : notAll;
  }
}
