import { whenDone } from 'allways';
import type { Draft } from '../../models/programs/debounce.js';

export const properties = [
  whenDone<Draft>(
    'the last change is saved',
    ({ typed, saved }) => saved === typed || `"${typed}" is typed, and "${saved}" is saved`,
  ),
];
