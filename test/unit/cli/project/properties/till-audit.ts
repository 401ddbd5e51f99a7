import type { EvidenceFor } from 'allways';
import type { Till } from '../models/till.js';
import { noCoinIsLost } from './till.js';

const evidence: EvidenceFor<Till, 'atomic' | 'bell'> = {
  staleRefused: noCoinIsLost,
  versioned: { safeguards: ['atomic'] },
};

export default evidence;
