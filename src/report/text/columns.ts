import { padded, widthOf } from './format.js';

/**
 * Lays out rows of cells in columns. Each column is as wide as its widest cell. A cell may have several lines.
 *
 * @param rows - The cells of each row, which may have colours.
 * @param gap - The spaces between two columns.
 * @param isRight - Whether the cells of a column stand at its right end.
 * @returns Lines of text, without spaces at their ends.
 */
export function inColumns(
  rows: readonly (readonly string[])[],
  gap: number,
  isRight: (column: number) => boolean,
): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.split('\n')));
  const widths = (cells[0] ?? []).map((_, column) =>
    widthOf(cells.flatMap((row) => row[column] ?? [])),
  );
  return cells.flatMap((row) => {
    const height = Math.max(...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      row
        .map((lines, column) =>
          padded(lines[line] ?? '', widths[column] ?? 0, isRight(column) ? 'right' : 'left'),
        )
        .join(' '.repeat(gap))
        .trimEnd(),
    );
  });
}
