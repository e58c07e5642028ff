import type { AllowedHost, Point } from "@amaliyat/domain/kernel";
import type { Issuer } from "@amaliyat/domain/partners";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Log } from "../platform/log.ts";
import type { Vault } from "../platform/vault.ts";

export type PartnersDeps = {
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  /** Name by which partners know the room. */
  readonly issuer: Issuer;
  /** Hosts that the room may call; it calls no other. */
  readonly hosts: readonly AllowedHost[];
  /** The sector in which a place lies; null where it lies in none. */
  readonly sectorOf: (tx: Tx, place: Point) => Promise<string | null>;
};
