import { invariant, whenDone } from 'allways';
import type { Shop } from '../../models/programs/double-submit.js';

export const properties = [
  invariant<Shop>(
    'no order is paid twice',
    ({ payments }) => payments.length <= 1 || `the customer pays ${payments.join(' and ')}`,
  ),
  whenDone<Shop>('the order is paid', ({ payments }) => payments.length > 0),
  whenDone<Shop>('the order is known', ({ orders }) => orders.includes('order 1')),
];
