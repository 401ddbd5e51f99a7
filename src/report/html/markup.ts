/** Puts HTML together. Text that comes from a model is escaped, so it stays text. */

import { visible, visibleIn } from '../../validation/visible.js';

/** HTML that is well formed and safe. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** What can stand in a {@link markup} template: nothing, text, which is escaped, or HTML. */
export type MarkupPart = undefined | false | string | number | Markup | readonly MarkupPart[];

/**
 * A template for HTML. It escapes all values that are put in, except those that are such templates.
 *
 * @example
 * markup`<p>${'<script>'}</p>`.html // '<p>&lt;script&gt;</p>'
 */
export function markup(texts: TemplateStringsArray, ...parts: MarkupPart[]): Markup {
  return new Markup(texts.map((text, index) => text + htmlOf(parts[index])).join(''));
}

function htmlOf(part: MarkupPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.html;
  if (typeof part === 'object') return part.map(htmlOf).join('');
  return escaped(String(part));
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** Data as JSON that can stand within a script element, whatever is in it. */
export function inScript(data: unknown): Markup {
  return new Markup(JSON.stringify(visibleIn(data)).replaceAll('<', '\\u003c'));
}

/** Makes ids that can be part of an address. Each is unique, and the same calls give the same ids. */
export class Ids {
  private readonly taken = new Set<string>();

  /** @param parts - The names of what the id stands for. */
  of(...parts: readonly string[]): string {
    const name = parts
      .join(' ')
      .toLowerCase()
      .replace(/[^\p{L}\d]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 100);
    for (let count = 1; ; count++) {
      const id = count === 1 && name !== '' ? name : `${name}-${count}`;
      if (this.taken.has(id)) continue;
      this.taken.add(id);
      return id;
    }
  }
}
