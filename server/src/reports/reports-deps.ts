import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Point, Refusal, Result, Text3 } from "@amaliyat/domain/kernel";
import type { InterventionsDeps } from "../interventions/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { PartnerCaller } from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import type { Vault } from "../platform/vault.ts";
import type { Controller } from "./notice.ts";
import type { Files } from "./files/files.ts";

/** Facts about the room that the app shows before anybody sends anything. */
export type AboutAllo = {
  readonly names: Text3;
  readonly controller: Controller;
  readonly middle: Point | null;
  readonly mapVersion: () => Promise<string | null>;
  /** The room has a gateway by which it writes to the contacts of walks. */
  readonly contactsTold: boolean;
};

export type ReportsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  readonly files: Files;
  readonly about: AboutAllo;
  readonly lines: (tx: Tx) => Promise<readonly { readonly number: string; readonly names: Text3 }[]>;
  readonly landmarks: (tx: Tx, asked: string) => Promise<{ name: Text3; place: Point }[]>;
  readonly sectorOf: (tx: Tx, place: Point) => Promise<string | null>;
  readonly interventions: InterventionsDeps;
  /** The partner whose system has this key of Open311. */
  readonly partnerOf: (key: string, at: number) => Promise<Result<PartnerCaller, Refusal<ErrorCode>>>;
  /** URL by which outside systems reach the room; null if not configured. */
  readonly outsideUrl: string | null;
};
