import { whenDone } from 'allways';
import type { Screen } from '../../models/programs/type-ahead.js';

export const properties = [
  whenDone<Screen>('suggestions match the query', ({ query, suggestions }) => {
    const other = suggestions.find((name) => !name.startsWith(query));
    return other === undefined || `${other} is suggested for ${query}`;
  }),
  whenDone<Screen>('something is suggested', ({ suggestions }) => suggestions.length > 0),
];
