import type { Vault } from "../../platform/vault.ts";
import { Lockouts } from "./lockouts.ts";
import { RefusalEntries } from "./refusal-entries.ts";
import { Strangers } from "./strangers.ts";
import { makeTurns, type Turns } from "./turns.ts";

/**
 * Limits in front of every password check: a hash takes a core and 19 MiB, and anybody may ask for one. Three queues keep strangers from
 * delaying known people. They are: known devices and signed-in people; strangers who did a work task; other strangers. Each queue runs one
 * hash at once, which leaves one of libuv's four threads to files and names.
 */
export type Door = {
  /** Known devices, and whoever is signed in. */
  readonly hashing: Turns;
  readonly proven: Turns;
  readonly unproven: Turns;
  readonly strangers: Strangers;
  /** Wrong passwords of a person at a device that is known as theirs. */
  readonly devices: Lockouts;
  /** Wrong own passwords by user, when one is asked again. */
  readonly owners: Lockouts;
  /** Entries of the log that strangers make by being refused. */
  readonly refusals: RefusalEntries;
  /** Marks half a one-time code for the table: keyed, so that a copy of the database opens nothing, and made at once, so that nobody waits for it. */
  readonly markOfHalf: (half: string) => string;
};

/** The mark of half a code under the key of a room. */
export const markOfHalf =
  (vault: Pick<Vault, "mac">) =>
  (half: string): string =>
    vault.mac(half, "half of a sign-in code").toString("hex");

export const makeDoor = (vault: Pick<Vault, "mac">): Door => ({
  hashing: makeTurns({ atOnce: 1, waiting: 60, each: 12 }),
  proven: makeTurns({ atOnce: 1, waiting: 20, each: 12 }),
  unproven: makeTurns({ atOnce: 1, waiting: 20, each: 12 }),
  strangers: new Strangers(vault),
  devices: new Lockouts(),
  owners: new Lockouts(),
  refusals: new RefusalEntries(),
  markOfHalf: markOfHalf(vault),
});
