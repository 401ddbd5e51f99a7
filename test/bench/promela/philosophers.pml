/*
 * Dining philosophers: the twin of models/philosophers.ts, with SEATS 3 to 10.
 *
 * One process with one loop of atomic options: each action is one step. The first option asks the
 * invariant and is never taken; that nobody is stuck Spin asks by itself.
 */
#define THINKS 0
#define WAITS 1
#define EATS 2

byte doing[SEATS];
byte forks[SEATS];  /* how many one has */
byte fork[SEATS];   /* who has it, and 1; 0: nobody */

/* Everybody takes the fork of the lower number first. */
#define PHILOSOPHER(i, first, second) \
  :: d_step { doing[i] == THINKS && forks[i] == 0 -> doing[i] = WAITS } \
  :: d_step { doing[i] == WAITS && forks[i] == 0 && fork[first] == 0 -> \
       fork[first] = i + 1; forks[i] = 1 } \
  :: d_step { doing[i] == WAITS && forks[i] == 1 && fork[second] == 0 -> \
       fork[second] = i + 1; forks[i] = 2; doing[i] = EATS } \
  :: d_step { doing[i] == EATS -> fork[second] = 0; forks[i] = 1; doing[i] = THINKS } \
  :: d_step { doing[i] == THINKS && forks[i] == 1 -> fork[first] = 0; forks[i] = 0 }

#define BOTH_EAT(i) (i < SEATS && doing[(i) % SEATS] == EATS && doing[((i) + 1) % SEATS] == EATS)

active proctype all() {
  do
  :: BOTH_EAT(0) || BOTH_EAT(1) || BOTH_EAT(2) || BOTH_EAT(3) || BOTH_EAT(4) || BOTH_EAT(5) ||
     BOTH_EAT(6) || BOTH_EAT(7) || BOTH_EAT(8) || BOTH_EAT(9) -> assert(false)
  PHILOSOPHER(0, 0, 1)
  PHILOSOPHER(1, 1, 2)
#if SEATS > 3
  PHILOSOPHER(2, 2, 3)
#endif
#if SEATS > 4
  PHILOSOPHER(3, 3, 4)
#endif
#if SEATS > 5
  PHILOSOPHER(4, 4, 5)
#endif
#if SEATS > 6
  PHILOSOPHER(5, 5, 6)
#endif
#if SEATS > 7
  PHILOSOPHER(6, 6, 7)
#endif
#if SEATS > 8
  PHILOSOPHER(7, 7, 8)
#endif
#if SEATS > 9
  PHILOSOPHER(8, 8, 9)
#endif
  PHILOSOPHER(SEATS - 1, 0, SEATS - 1)
  od
}
