/** Lists of changes of a state. */
import type { Change } from '../text/changes.js';
import { markup, type Markup } from './markup.js';
import { lineOf } from './tree.js';

/** A list of changes, so many at most. */
export function changeList(changes: readonly Change[], most: number): Markup {
  const more = changes.length - most;
  return markup`<ul class="changes">${changes
    .slice(0, most)
    .map((change) => changeItem(change, most === Infinity ? 1000 : 120))}${
    more > 0 && markup`<li>and ${more} more</li>`
  }</ul>`;
}

function changeItem(change: Change, room: number): Markup {
  const path = change.path === '' ? 'state' : change.path;
  const after = 'after' in change && markup`<ins>${lineOf(change.after, room)}</ins>`;
  if (!('before' in change)) return markup`<li><code>${path}</code> ${after}</li>`;
  const before = markup`<del>${lineOf(change.before, room)}</del>`;
  if (after === false) return markup`<li><code>${path}</code> ${before}</li>`;
  return markup`<li><code>${path}</code> ${before} <span>to</span> ${after}</li>`;
}
