/** The page that `check` and `compare` write for people. */
import { htmlMarker, htmlReport, type HtmlOptions } from '../report/html/html-report.js';
import type { Variant } from '../report/text/table.js';
import type { Host } from './host.js';
import { refuseOtherFile, writeOutput, type FileKind } from './output.js';

/** The flags about the page. */
export interface PageFlags {
  /** Where to write it: a path from the working directory. */
  readonly html?: string;
}

const kind: FileKind = { what: 'The page of results', begins: new RegExp(`^${htmlMarker}`) };

/** Refuses a path at which another file is, or that cannot be written, before the search starts. */
export function refuseOtherPage({ html }: PageFlags, host: Host): void {
  if (html !== undefined) refuseOtherFile(html, kind, host);
}

/**
 * Writes the page if the user asked for one.
 *
 * @returns False if it could not be written.
 */
export function writePage<State, Name extends string>(
  { html }: PageFlags,
  variants: readonly Variant<State>[],
  options: HtmlOptions<State, Name>,
  host: Host,
): boolean {
  return html === undefined || writeOutput(html, htmlReport(variants, options), kind, host);
}
