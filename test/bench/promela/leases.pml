/*
 * A lock table with leases: the twin of models/leases.ts, with CLIENTS 2 or 3, RESOURCES 2 or 3,
 * and leases of TICKS ticks.
 *
 * One process with one loop of atomic options: each action is one step. A Map is an array in which
 * holder 0 is nobody, a Set the bits of a number. The first option asks the invariant and is never
 * taken.
 */
byte holder[RESOURCES]; /* the number of a client and 1; 0: nobody */
byte left[RESOURCES];   /* ticks; 0 where there is no lease */
byte waiting[RESOURCES];
byte believes[RESOURCES];

#define BIT(c) (1 << (c))
#define WITHOUT(c) (255 - (1 << (c)))

#define PAIR(c, r) \
  :: d_step { !(waiting[r] & BIT(c)) && !(believes[r] & BIT(c)) -> waiting[r] = waiting[r] | BIT(c) } \
  :: d_step { holder[r] == c + 1 && left[r] < TICKS -> left[r] = TICKS } \
  :: d_step { (believes[r] & BIT(c)) -> believes[r] = believes[r] & WITHOUT(c); \
       if \
       :: holder[r] == c + 1 -> holder[r] = 0; left[r] = 0 \
       :: else \
       fi } \
  :: d_step { (waiting[r] & BIT(c)) && holder[r] == 0 -> waiting[r] = waiting[r] & WITHOUT(c); \
       holder[r] = c + 1; left[r] = TICKS; believes[r] = believes[r] | BIT(c) }

#define OLDER(r) \
  if \
  :: left[r] == 1 -> left[r] = 0; holder[r] = 0 \
  :: left[r] > 1 -> left[r]-- \
  :: else \
  fi

#define UNKNOWING(r) (holder[r] && !(believes[r] & BIT(holder[r] - 1)))

#if RESOURCES == 3
#define ANY_LEASE (left[0] || left[1] || left[2])
#define ANY_UNKNOWING (UNKNOWING(0) || UNKNOWING(1) || UNKNOWING(2))
#define CLIENT(c) PAIR(c, 0) PAIR(c, 1) PAIR(c, 2)
#else
#define ANY_LEASE (left[0] || left[1])
#define ANY_UNKNOWING (UNKNOWING(0) || UNKNOWING(1))
#define CLIENT(c) PAIR(c, 0) PAIR(c, 1)
#endif

active proctype all() {
end: do
  :: ANY_UNKNOWING -> assert(false)
  CLIENT(0)
  CLIENT(1)
#if CLIENTS > 2
  CLIENT(2)
#endif
  :: d_step { ANY_LEASE -> OLDER(0); OLDER(1)
#if RESOURCES == 3
       ; OLDER(2)
#endif
     }
  od
}
