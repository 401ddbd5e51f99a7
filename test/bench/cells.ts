/** The cells of a table. */

export type Cells = readonly string[];

/** Columns as wide as they need to be; the first one to the left, the others to the right. */
export function format(header: Cells, lines: readonly Cells[]): string {
  const all = [header, ...lines];
  const widths = header.map((_, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
  return all
    .map((cells) =>
      cells
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A whole number, with commas. */
export const whole = (value: number): string => value.toLocaleString('en');

/** Three digits, whatever the size. */
export const digits = (value: number): string =>
  value >= 100 ? whole(Math.round(value)) : value.toPrecision(3);

/** A number, if there is one. */
export const perhaps = (value: number | undefined, inWords = digits): string =>
  value === undefined ? '' : inWords(value);
