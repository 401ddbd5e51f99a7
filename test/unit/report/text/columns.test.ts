import colors from 'picocolors';
import { expect, test } from 'vitest';
import { inColumns } from '../../../../src/report/text/columns.js';

const { red } = colors.createColors(true);

test('each column is as wide as its widest cell, and a cell may have several lines', () => {
  const rows = [
    ['name', 'states', ''],
    ['漢字', '12+', 'first\nsecond line'],
    ['e\u0301\u05B7', '1,234,567', ''],
  ];
  expect(inColumns(rows, 2, (column) => column === 1)).toEqual([
    'name     states',
    '漢字        12+  first',
    '                 second line',
    'e\u0301\u05B7     1,234,567',
  ]);
});

test('a colour takes no room', () => {
  expect(
    inColumns(
      [
        [red('a'), 'b'],
        ['ccc', 'd'],
      ],
      1,
      () => true,
    ),
  ).toEqual([`  ${red('a')} b`, 'ccc d']);
});

test('without rows there are no lines', () => {
  expect(inColumns([], 1, () => false)).toEqual([]);
});
