/*
 * Paxos with two values: the twin of models/paxos.ts. ACCEPTORS is 3 or 4, BALLOTS is 2 or 3.
 *
 * One process with one loop of atomic options: each action is one step. The set of messages is what
 * was sent of each kind: an acceptor promises a ballot once, and accepts no other value of a ballot
 * than what was proposed in it. The first option asks the invariant and is never taken.
 */
#define VOTE(b, v) (1 + 2 * (b) + (v)) /* a vote; 0 is none */

byte promised[ACCEPTORS];          /* the highest ballot heard of and 1; 0: none */
byte voted[ACCEPTORS];             /* the last vote */
bit prepare[BALLOTS];
byte promise[ACCEPTORS * BALLOTS]; /* 0: not sent; else the vote in it and 1 */
byte proposed[BALLOTS];            /* 0: not sent; else the value and 1 */
bit accepted[ACCEPTORS * BALLOTS];

#define P(a, b) promise[(a) * BALLOTS + (b)]
#define A(a, b) accepted[(a) * BALLOTS + (b)]
#define MAX(x, y) ((x) > (y) -> (x) : (y))

/* The later of two votes is the greater number; 1 is a promise without a vote. */
#define FREE(m, v) ((m) == 1 || ((m) - 2) % 2 == v)
#if ACCEPTORS == 3
#define QUORUM(x, y, z, b, v) (P(x, b) && P(y, b) && FREE(MAX(P(x, b), P(y, b)), v))
#define MAY_PROPOSE(b, v) (QUORUM(0, 1, 1, b, v) || QUORUM(0, 2, 2, b, v) || QUORUM(1, 2, 2, b, v))
#define CHOSEN(b, v) (proposed[b] == v + 1 && A(0, b) + A(1, b) + A(2, b) >= 2)
#else
#define QUORUM(x, y, z, b, v) \
  (P(x, b) && P(y, b) && P(z, b) && FREE(MAX(MAX(P(x, b), P(y, b)), P(z, b)), v))
#define MAY_PROPOSE(b, v) \
  (QUORUM(0, 1, 2, b, v) || QUORUM(0, 1, 3, b, v) || QUORUM(0, 2, 3, b, v) || QUORUM(1, 2, 3, b, v))
#define CHOSEN(b, v) (proposed[b] == v + 1 && A(0, b) + A(1, b) + A(2, b) + A(3, b) >= 3)
#endif

#if BALLOTS == 2
#define SOMEWHERE_CHOSEN(v) (CHOSEN(0, v) || CHOSEN(1, v))
#else
#define SOMEWHERE_CHOSEN(v) (CHOSEN(0, v) || CHOSEN(1, v) || CHOSEN(2, v))
#endif

#define LEADER(b) \
  :: d_step { !prepare[b] -> prepare[b] = 1 } \
  :: d_step { !proposed[b] && MAY_PROPOSE(b, 0) -> proposed[b] = 1 } \
  :: d_step { !proposed[b] && MAY_PROPOSE(b, 1) -> proposed[b] = 2 }

#define ANSWERS(a, b) \
  :: d_step { prepare[b] && b + 1 > promised[a] -> promised[a] = b + 1; P(a, b) = 1 + voted[a] } \
  :: d_step { proposed[b] && b + 1 >= promised[a] -> \
       promised[a] = b + 1; voted[a] = VOTE(b, proposed[b] - 1); A(a, b) = 1 }

#if BALLOTS == 2
#define ACCEPTOR(a) ANSWERS(a, 0) ANSWERS(a, 1)
#else
#define ACCEPTOR(a) ANSWERS(a, 0) ANSWERS(a, 1) ANSWERS(a, 2)
#endif

active proctype all() {
end: do
  :: SOMEWHERE_CHOSEN(0) && SOMEWHERE_CHOSEN(1) -> assert(false)
  LEADER(0)
  LEADER(1)
#if BALLOTS > 2
  LEADER(2)
#endif
  ACCEPTOR(0)
  ACCEPTOR(1)
  ACCEPTOR(2)
#if ACCEPTORS > 3
  ACCEPTOR(3)
#endif
  od
}
