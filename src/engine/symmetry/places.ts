/** The slots of packed states in which the search looks for leaves. */
import type { Layout } from '../store/layout.js';
import type { Slot } from '../store/slots.js';
import { remixed, type Colours } from './colours.js';
import type { Leaf, Occurrences } from './occurrences.js';
import { addFirst } from './representative.js';
import { stillLeaves } from './still.js';

/** The slots in which leaves are looked for, word by word, in arrays by their positions. */
export interface Places {
  readonly layout: Layout;
  readonly slots: readonly Slot[];
  readonly shifts: Int32Array;
  readonly masks: Int32Array;
  /** The position of the first value of each slot in `index`; -1: the slot has too many values to be there. */
  readonly starts: Int32Array;
  /** By slot and value: `firstLeaf` more than the number of the leaf. 0: not known yet; 1: there is none. */
  readonly index: Int32Array;
  /** The position of the first slot of each word; then how many slots there are. */
  readonly firsts: Int32Array;
  /** The leaves that each state has in other slots, if they stay as they are under each exchange. */
  readonly still: ReadonlySet<Leaf>;
  /** The first colours of the names, as far as the leaves in other slots determine them. */
  readonly colours: Colours;
  readonly current: Current;
}

/** What was found in the current state. The next state has mostly the same words, and they are not looked at again. */
export interface Current {
  readonly words: Int32Array;
  /**
   * How many leaves each word has; -1: it was not looked at yet. Behind the words: how many leaves that may move each
   * state has in other slots.
   */
  readonly counts: Int32Array;
  /** The numbers of the leaves, for each word from the position of its first slot. */
  readonly leaves: Int32Array;
  /** For each word, what its leaves add to the first colour of each name. */
  readonly weights: Int32Array;
}

/** What the index has for leaf 0; see `Places`. */
export const firstLeaf = 2;

/** A slot that may have more values is not in the index. */
const mostIndexed = 2 ** 12;

/**
 * The places in a layout in which all slots have their places.
 *
 * @param numberOf - Gives numbers to leaves.
 */
export function placesIn(
  layout: Layout,
  occurrences: Occurrences,
  numberOf: (leaf: Leaf) => number,
): Places {
  const { all } = occurrences.slots;
  const isVaried = ({ id }: Slot) => layout.mask[id] !== 0;
  const wordOf = ({ id }: Slot) => layout.word[id] as number;
  const slots = all.filter(isVaried).sort((one, other) => wordOf(one) - wordOf(other));
  const constant = all
    .filter((slot) => !isVaried(slot))
    .map(({ id }) => occurrences.leafOf(id, 0))
    .filter((leaf) => leaf !== null);
  const still = stillLeaves(occurrences, constant);
  const fixed = constant.filter((leaf) => !still.has(leaf)).map(numberOf);
  const colours = remixed(occurrences.colours);
  for (const leaf of constant) addFirst(leaf, colours);
  const current = noneFound(layout.words, slots.length + fixed.length, colours.length);
  current.counts[layout.words] = fixed.length;
  current.leaves.set(fixed, slots.length);
  return {
    layout,
    slots,
    shifts: Int32Array.from(slots, ({ id }) => layout.shift[id] as number),
    masks: Int32Array.from(slots, ({ id }) => layout.mask[id] as number),
    ...emptyIndex(layout, slots),
    firsts: Int32Array.from({ length: layout.words + 1 }, (_, word) => {
      const first = slots.findIndex((slot) => wordOf(slot) >= word);
      return first < 0 ? slots.length : first;
    }),
    still,
    colours,
    current,
  };
}

/** An index in which nothing is known yet. */
function emptyIndex(layout: Layout, slots: readonly Slot[]): Pick<Places, 'starts' | 'index'> {
  let length = 0;
  const starts = Int32Array.from(slots, ({ id }) => {
    const values = (layout.mask[id] as number) + 1;
    if (values > mostIndexed) return -1;
    length += values;
    return length - values;
  });
  return { starts, index: new Int32Array(length) };
}

function noneFound(words: number, leaves: number, names: number): Current {
  return {
    words: new Int32Array(words),
    counts: new Int32Array(words + 1).fill(-1),
    leaves: new Int32Array(leaves),
    weights: new Int32Array(words * names),
  };
}
