/*
 * The alternating bit protocol: the twin of models/alternating-bit.ts, with Spin's own channels.
 * LAST is the last value, CAPACITY how much fits into each channel.
 *
 * One process with one loop of atomic options: each action is one step. The first option asks the
 * invariant and is never taken.
 */
chan toReceiver = [CAPACITY] of { bit, byte };
chan toSender = [CAPACITY] of { bit };
byte sentValue = 1;
bit sentBit;
byte gotValue;
bit wantedBit;

active proctype all() {
end: do
  :: gotValue != sentValue && gotValue != sentValue - 1 -> assert(false)
  :: d_step { nfull(toReceiver) -> toReceiver ! sentBit, sentValue }
  :: d_step { nempty(toSender) ->
       if
       :: toSender ? [eval(sentBit)] && sentValue < LAST -> sentValue++; sentBit = 1 - sentBit
       :: else
       fi;
       toSender ? _ }
  :: d_step { nempty(toReceiver) ->
       if
       :: toReceiver ? [eval(wantedBit), _] -> toReceiver ? _, gotValue; wantedBit = 1 - wantedBit
       :: else -> toReceiver ? _, _
       fi }
  :: d_step { nfull(toSender) -> toSender ! 1 - wantedBit }
  :: d_step { nempty(toReceiver) -> toReceiver ? _, _ }
  :: d_step { nempty(toSender) -> toSender ? _ }
  od
}
