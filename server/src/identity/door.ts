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

export const makeDoor = (): Door => ({
  hashing: makeTurns({ atOnce: 2, waiting: 20, each: 12 }),
  tries: new Tries(),
  strangers: new Lockouts(),
  familiar: new Lockouts(),
  owners: new Lockouts(),
});
