/** Several counterexamples of a property: a story for each, and links from each to the others. */
import type { InSpec } from '../../property/refinement.js';
import type { PropertyOutcome } from '../../search/common/outcome.js';
import type { Trace } from '../../trace/trace.js';
import { endOf } from '../text/other-ways.js';
import { markup, type Ids, type Markup } from './markup.js';

/** A behaviour that the page tells. */
export interface Story<State> {
  /** The id of its section, for the address. */
  readonly id: string;
  /** The name of its property. */
  readonly property: string;
  /** What happens, in a sentence. */
  readonly title: string;
  /** The name of the variant. */
  readonly of: string;
  /** What is wrong in the end. */
  readonly says?: string;
  readonly because?: string;
  readonly trace: Trace<State>;
  /** If it is a refinement: the behaviour as it is in the spec. */
  readonly inSpec?: InSpec | undefined;
  /** What the last step does: it breaks a property, or it reaches the goal. */
  readonly ends: 'violation' | 'goal';
  /** The ids of all counterexamples of the same property, this one included, if there are several. */
  readonly ways?: readonly string[];
}

/**
 * The story of an outcome, and of each counterexample of another kind.
 *
 * @param first - The story of the counterexample that is shown first.
 * @param ids - Gives the others their ids.
 */
export function withOtherWays<State>(
  first: Story<State>,
  outcome: PropertyOutcome<State>,
  ids: Ids,
): readonly Story<State>[] {
  const others = (outcome.verdict === 'violated' ? outcome.others : undefined) ?? [];
  if (others.length === 0) return [first];
  const more = others.map((other, index) => ({
    ...first,
    id: ids.of(first.id, 'way', String(index + 2)),
    title: `${first.title}: another way (${index + 2} of ${others.length + 1})`,
    of: `${first.of}, ends with ${endOf(other)}`,
    says: other.says,
    trace: other.trace,
    inSpec: other.inSpec,
  }));
  const all = [first, ...more];
  const ways = all.map(({ id }) => id);
  return all.map((story) => ({ ...story, ways }));
}

/** Links from a story to all counterexamples of its property. The keys n and p follow them too. */
export function waysNav<State>({ id, ways = [] }: Story<State>): Markup | false {
  if (ways.length === 0) return false;
  return markup`<nav class="ways" aria-label="Ways in which it is violated"><span>Ways:</span> ${ways.map(
    (way, index) =>
      markup`<a href="#${way}"${way === id && markup` aria-current="true"`}>${index + 1}</a> `,
  )}<kbd>n</kbd> next, <kbd>p</kbd> previous</nav>
`;
}
