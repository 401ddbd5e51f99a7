/** The columns: who explores a row. */
import { search } from './children.js';
import { engine } from './engine.js';
import type { Measurement } from './measurement.js';
import { rowNamed, type Row } from './rows.js';
import { spin, spinCompiling } from './spin.js';

export type ColumnName =
  'engine' | 'auto' | 'byHand' | 'reference' | 'spinBfs' | 'spinDfs' | 'spinCompiling';

export interface Column {
  readonly name: ColumnName;
  readonly title: string;
  /** The row that it explores for this row; it may be a smaller one. */
  readonly rowFor: (row: Row) => Row;
  readonly measure: (row: Row, seconds: number) => Promise<Measurement>;
}

const itself = (row: Row) => row;

/** Those that can be measured here and now. */
export function columns(withSpin: boolean): readonly Column[] {
  const all: readonly Column[] = [
    {
      name: 'engine',
      title: 'engine',
      rowFor: itself,
      measure: ({ name }, seconds) => search(name, 'engine', 1, seconds),
    },
    {
      name: 'auto',
      title: 'auto',
      rowFor: itself,
      measure: ({ name }, seconds) => search(name, 'engine', 'auto', seconds),
    },
    {
      name: 'byHand',
      title: 'by hand',
      rowFor: ({ byHand }) => rowNamed(byHand),
      measure: ({ name }, seconds) => search(name, 'byHand', 1, seconds),
    },
    {
      name: 'reference',
      title: 'reference',
      rowFor: ({ reference }) => rowNamed(reference),
      measure: ({ name }, seconds) => search(name, 'reference', 1, seconds),
    },
    {
      name: 'spinBfs',
      title: 'Spin bfs',
      rowFor: itself,
      measure: (row, seconds) => spin(row, 'breadth-first', seconds),
    },
    {
      name: 'spinDfs',
      title: 'Spin dfs',
      rowFor: itself,
      measure: (row, seconds) => spin(row, 'depth-first', seconds),
    },
    {
      name: 'spinCompiling',
      title: 'Spin, with its compiling',
      rowFor: itself,
      measure: spinCompiling,
    },
  ];
  return all.filter(({ name }) => {
    if (name === 'auto') return engine.workers.includes('auto');
    return withSpin || !name.startsWith('spin');
  });
}
