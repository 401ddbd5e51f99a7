/*
 * The DNS system with PLANS plans, 3 to 5, three enactors and one tick: the twin of models/dns.
 * SAFE is 1 where referenceCount and fencing are on, 0 where no safeguard is.
 *
 * One process with one loop of atomic options: each action is one step. Addresses are there or
 * not, so they are a bit. With SAFE, the first option asks the invariants and is never taken, and
 * a write asks whether DNS goes back; without, nothing is asked, as hardly anything would hold.
 */
#define NONE 0
#define CREATED 1
#define PICKED_UP 2
#define IN_PROGRESS 3
#define COMPLETING 4
#define COMPLETED 5
#define FAILED 6

/* Plans are counted from 1; 0 is never used. */
byte status[PLANS + 1] = { NONE, COMPLETED, NONE };
byte base[PLANS + 1];       /* the version of the record that the plan was generated from */
byte references[PLANS + 1];
bit idle[PLANS + 1] = { 0, 1, 0 };
bit late[PLANS + 1];        /* completingFor */
bit deleted[PLANS + 1];
byte count = 1;
byte live = 1;              /* record.plan */
byte version = 1;
bit gone;                   /* no addresses in the record */
byte held[3];               /* the plan of each enactor; 0: none */
byte checked;               /* by cleanup; 0: none */

#define RELEASE(e, s) \
  status[held[e]] = s; references[held[e]]--; late[held[e]] = 0; held[e] = 0

#define PICK_UP(e, n) \
  :: d_step { held[e] == 0 && status[n] == CREATED && !deleted[n] && n > live -> \
       status[n] = PICKED_UP; references[n]++; idle[n] = 0; held[e] = n }

#define ENACTOR(e) \
  PICK_UP(e, 1) PICK_UP(e, 2) PICK_UP(e, 3) MORE_PICK_UPS(e) \
  :: d_step { held[e] && status[held[e]] == PICKED_UP -> status[held[e]] = IN_PROGRESS } \
  :: d_step { held[e] && status[held[e]] == IN_PROGRESS -> \
       if \
       :: SAFE && base[held[e]] != version -> RELEASE(e, FAILED) \
       :: else -> \
            assert(!SAFE || held[e] >= live); \
            status[held[e]] = COMPLETING; live = held[e]; gone = deleted[held[e]]; version++ \
       fi } \
  :: d_step { held[e] && status[held[e]] == COMPLETING -> idle[held[e]] = 0; RELEASE(e, COMPLETED) } \
  :: d_step { held[e] && status[held[e]] >= PICKED_UP && status[held[e]] <= COMPLETING -> \
       RELEASE(e, FAILED) }

#define CHECK(n, newer) \
  :: d_step { checked == 0 && n < count && !deleted[n] && (newer) && \
       !(SAFE && references[n] > 0) -> checked = n }

#define AGES(n) (status[n] != NONE && !deleted[n])
#define IS_LATE(n) (AGES(n) && status[n] == COMPLETING && !late[n])
#define GETS_OLDER(n) (AGES(n) && !idle[n] || IS_LATE(n))
#define OLDER(n) \
  if \
  :: AGES(n) -> idle[n] = 1; \
       if \
       :: status[n] == COMPLETING -> late[n] = 1 \
       :: else \
       fi \
  :: else \
  fi

#define DONE(n) (status[n] == COMPLETED)
#if PLANS == 3
#define MORE_PICK_UPS(e)
#define ANY_OLDER (GETS_OLDER(1) || GETS_OLDER(2) || GETS_OLDER(3))
#define ALL_OLDER OLDER(1); OLDER(2); OLDER(3)
#define NEWER_4 false
#define NEWER_3 false
#elif PLANS == 4
#define MORE_PICK_UPS(e) PICK_UP(e, 4)
#define ANY_OLDER (GETS_OLDER(1) || GETS_OLDER(2) || GETS_OLDER(3) || GETS_OLDER(4))
#define ALL_OLDER OLDER(1); OLDER(2); OLDER(3); OLDER(4)
#define NEWER_4 false
#define NEWER_3 DONE(4)
#else
#define MORE_PICK_UPS(e) PICK_UP(e, 4) PICK_UP(e, 5)
#define ANY_OLDER \
  (GETS_OLDER(1) || GETS_OLDER(2) || GETS_OLDER(3) || GETS_OLDER(4) || GETS_OLDER(5))
#define ALL_OLDER OLDER(1); OLDER(2); OLDER(3); OLDER(4); OLDER(5)
#define NEWER_4 DONE(5)
#define NEWER_3 (DONE(4) || NEWER_4)
#endif
#define NEWER_2 (DONE(3) || NEWER_3)
#define NEWER_1 (DONE(2) || NEWER_2)

active proctype all() {
end: do
#if SAFE
  :: gone || deleted[live] || deleted[held[0]] || deleted[held[1]] || deleted[held[2]] ->
       assert(false)
#endif
  :: d_step { count < PLANS -> count++; status[count] = CREATED; base[count] = version }
  ENACTOR(0)
  ENACTOR(1)
  ENACTOR(2)
  CHECK(1, NEWER_1)
  CHECK(2, NEWER_2)
#if PLANS > 3
  CHECK(3, NEWER_3)
#endif
#if PLANS > 4
  CHECK(4, NEWER_4)
#endif
  :: d_step { checked -> deleted[checked] = 1;
       if
       :: live == checked -> gone = 1
       :: else
       fi;
       checked = 0 }
  :: d_step { ANY_OLDER -> ALL_OLDER }
  od
}
