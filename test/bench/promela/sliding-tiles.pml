/*
 * Sliding tiles of three by three: the twin of models/sliding-tiles.ts.
 *
 * One process with one loop of atomic options: each action is one step. Where the gap is follows
 * from the squares; kept beside them it adds no state, and saves Spin the looking. The first option
 * asks the invariant and is never taken.
 */
byte square[9] = { 1, 2, 3, 4, 5, 6, 7, 8, 0 };
byte gap = 8;

#define SLIDE(guard, to) \
  :: d_step { guard -> square[gap] = square[to]; square[to] = 0; gap = to }

active proctype all() {
end: do
  :: square[0] == 1 && square[1] == 2 && square[2] == 3 && square[3] == 4 && square[4] == 5 &&
     square[5] == 6 && square[6] == 8 && square[7] == 7 -> assert(false)
  SLIDE(gap % 3 > 0, gap - 1)
  SLIDE(gap % 3 < 2, gap + 1)
  SLIDE(gap > 2, gap - 3)
  SLIDE(gap < 6, gap + 3)
  od
}
