import { invariant, whenDone } from 'allways';
import type { Renderings } from '../../models/programs/stampede.js';

export const properties = [
  invariant<Renderings>('no page is rendered twice', (renderings) => {
    const twice = Object.keys(renderings).find((page) => renderings[page] !== 1);
    return twice === undefined || `${twice} is rendered ${renderings[twice] ?? 0} times`;
  }),
  whenDone<Renderings>('both pages are rendered', ({ home, help }) => home === 1 && help === 1),
];
