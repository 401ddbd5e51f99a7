import { invariant, whenDone } from 'allways';
import type { Log } from '../../models/programs/listeners.js';

export const properties = [
  whenDone<Log>(
    'listeners that stay are called',
    (log) => log.includes('audit is called') && log.includes('stock is called'),
  ),
  invariant<Log>('a listener that is removed is not called', (log) => {
    const removed = log.indexOf('mail is removed');
    return removed < 0 || !log.includes('mail is called', removed);
  }),
];
