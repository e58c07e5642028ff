import { networkOf } from "../platform/network-of.ts";
import { Lockouts } from "./lockouts.ts";
import { Tries } from "./tries.ts";
import { makeTurns, type Turns } from "./turns.ts";

/**
 * What stands before every password: a hash takes a core and 19 MiB, and anybody may ask for one. Two at once leave the other
 * threads of libuv (four) to files and names; one address holds at most twelve places of the list.
 */
export type Door = {
  readonly hashing: Turns;
  readonly tries: Tries;
  /** Wrong passwords by a name that nobody has: a lock must not tell which names exist. */
  readonly strangers: Lockouts;
  /** Wrong passwords of a person at an address where that person signed in lately. */
  readonly familiar: Lockouts;
  /** Wrong old passwords by user, when a password is changed. */
  readonly owners: Lockouts;
};

/** One line holds its places under all of its addresses: an IPv6 line has 2^64 of them. */
const bySubscriber = ({ take }: Turns): Turns => ({ take: (address, work) => take(networkOf(address, "subscriber"), work) });

export const makeDoor = (): Door => ({
  hashing: bySubscriber(makeTurns({ atOnce: 2, waiting: 20, each: 12 })),
  tries: new Tries(),
  strangers: new Lockouts(),
  familiar: new Lockouts(),
  owners: new Lockouts(),
});
