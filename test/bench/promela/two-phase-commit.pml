/*
 * Two-phase commit with N managers, 2 to 12: the twin of models/classics/two-phase-commit.ts.
 *
 * One process with one loop of atomic options, so that each action is one step and no state is
 * anybody's program counter. Sets of managers are bits of a number: smaller and faster for Spin
 * than arrays of bits. The first option asks the invariant, once in each state, and is never taken.
 */
#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3

#define ALL ((1 << N) - 1)
#define BIT(i) (1 << (i))

byte manager[N];
byte transaction; /* WORKING stands for undecided */
short prepared;   /* whom the transaction manager has heard of */
short sent;       /* who has sent that it is prepared */
bit commit, abort;

#define MANAGER(i) \
  :: d_step { transaction == WORKING && (sent & BIT(i)) -> prepared = prepared | BIT(i) } \
  :: d_step { manager[i] == WORKING -> manager[i] = PREPARED; sent = sent | BIT(i) } \
  :: d_step { manager[i] == WORKING -> manager[i] = ABORTED } \
  :: d_step { commit -> manager[i] = COMMITTED } \
  :: d_step { abort -> manager[i] = ABORTED }

#define IS(state, i) (i < N && manager[(i) % N] == state)
#define SOME(state) \
  (IS(state, 0) || IS(state, 1) || IS(state, 2) || IS(state, 3) || IS(state, 4) || IS(state, 5) || \
   IS(state, 6) || IS(state, 7) || IS(state, 8) || IS(state, 9) || IS(state, 10) || IS(state, 11))

active proctype all() {
end: do
  :: SOME(COMMITTED) && SOME(ABORTED) -> assert(false)
  :: d_step { transaction == WORKING && prepared == ALL -> transaction = COMMITTED; commit = 1 }
  :: d_step { transaction == WORKING -> transaction = ABORTED; abort = 1 }
  MANAGER(0)
  MANAGER(1)
#if N > 2
  MANAGER(2)
#endif
#if N > 3
  MANAGER(3)
#endif
#if N > 4
  MANAGER(4)
#endif
#if N > 5
  MANAGER(5)
#endif
#if N > 6
  MANAGER(6)
#endif
#if N > 7
  MANAGER(7)
#endif
#if N > 8
  MANAGER(8)
#endif
#if N > 9
  MANAGER(9)
#endif
#if N > 10
  MANAGER(10)
#endif
#if N > 11
  MANAGER(11)
#endif
  od
}
