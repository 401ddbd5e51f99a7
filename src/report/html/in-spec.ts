/** A counterexample of a refinement as it is in the spec, below its lanes. */
import type { InSpec, SpecStep } from '../../property/refinement.js';
import { changesBetween } from '../text/changes.js';
import { insteadInWords, inWords } from '../text/in-spec.js';
import { changeList } from './changes.js';
import { markup, type Markup } from './markup.js';

/** A list of what each step is in the spec. None if the property is no refinement. */
export function inSpecSection(inSpec: InSpec | undefined): Markup | false {
  if (inSpec === undefined) return false;
  const { spec, start, steps } = inSpec;
  const instead = insteadInWords(inSpec);
  return markup`<section class="spec"><h4>In the spec, “${spec}”</h4>
${
  steps.length === 0
    ? markup`<p>It would have to start in:</p>${changeList(changesBetween({}, start), Infinity)}`
    : markup`<ol>
${steps.map((step, index) => stepItem(step, index === 0 ? start : steps[index - 1]?.state))}
</ol>`
}
${instead !== undefined && markup`<p>${instead}</p>`}
</section>
`;
}

function stepItem(step: SpecStep, before: unknown): Markup {
  const { kind, state } = step;
  const isKnown = kind !== 'unknown' && before !== undefined;
  const changes = isKnown ? changesBetween(before, state) : [];
  return markup`<li class="${kind}"><p>${inWords(step)}</p>${changes.length > 0 && changeList(changes, Infinity)}</li>
`;
}
