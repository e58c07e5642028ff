import type { Role } from "@amaliyat/domain/identity";
import type { Text3 } from "@amaliyat/domain/kernel";
import type { Db } from "../platform/database/index.ts";
import type { Vault } from "../platform/vault.ts";
import type { Door } from "./door/door.ts";
import type { IsBreached } from "./passwords/breached.ts";
import type { SessionEnder, SessionLocker } from "./sessions/session-keeper.ts";

/** Dependencies of the sign-in use cases. */
export type IdentityDeps = {
  readonly db: Db;
  readonly door: Door;
  readonly vault: Vault;
  readonly end: SessionEnder;
  readonly tellLock: SessionLocker;
  /** Roles that must have a second factor. */
  readonly needSecondFactor: readonly Role[];
  /** True for a password of the list of breached ones; false for all where the room names no list. */
  readonly isBreached: IsBreached;
  /** The room's name, as a browser shows it with a passkey. */
  readonly names: Text3;
};
