/*
 * Three counters within a window: the twin of models/counters.ts.
 * LAST is how much is produced, WINDOW how far one may be ahead of the next.
 *
 * One process with one loop of atomic options: each action is one step. The first option asks the
 * invariant and is never taken.
 */
int produced, consumed, acknowledged;

active proctype all() {
end: do
  :: acknowledged > consumed || consumed > produced -> assert(false)
  :: d_step { produced < LAST && produced - consumed < WINDOW -> produced++ }
  :: d_step { consumed < produced && consumed - acknowledged < WINDOW -> consumed++ }
  :: d_step { acknowledged < consumed -> acknowledged = consumed }
  :: d_step { acknowledged < consumed -> acknowledged++ }
  od
}
