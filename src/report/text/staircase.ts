import type { Style } from './style.js';

/**
 * The names of columns that are one character wide. Each name has its own line, so the columns need no
 * more room.
 *
 * @param margin - How many columns are left of the first.
 */
export function staircase(
  names: readonly string[],
  margin: number,
  { colors, symbols }: Style,
): string[] {
  return names.map((name, index) => {
    const before = `${symbols.wait} `.repeat(index);
    return `${' '.repeat(margin)}${colors.dim(before)}${colors.bold(name)}`;
  });
}
