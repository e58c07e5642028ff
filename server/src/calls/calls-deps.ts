import type { Assignment } from "@amaliyat/contract/dispatch";
import type { CallLanguage } from "@amaliyat/domain/calls";
import type { AllowedHost, Point } from "@amaliyat/domain/kernel";
import type { BlockList } from "node:net";
import type { SessionKeeper } from "../identity/index.ts";
import type { InterventionsDeps } from "../interventions/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import type { Journal } from "../platform/journal/index.ts";
import type { Log } from "../platform/log.ts";
import type { Exchange, ConsoleEdge, StoredCalls, OnExchange } from "../telephony/index.ts";
import type { Sounds } from "./announcements.ts";
import type { SendSms } from "./sms.ts";

/** Phone number of a unit. The composition root supplies it, because dispatch depends on calls and not the reverse. */
export type PhoneOfUnit = (tx: Tx, unitId: string) => Promise<string | null>;

/** Sends the nearest free unit; given by the composition root for the same reason. Null if none is free. */
export type SendNearest = (
  who: Caller,
  at: number,
  interventionId: string,
  asked: { readonly callId: string; readonly oneMore: boolean },
) => Promise<{ readonly sent: Assignment | null; readonly isRepeated: boolean }>;

export type CallsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Starts the telephones, whose events go to the given function. */
  readonly startExchange: (on: OnExchange, stored: StoredCalls) => Promise<Exchange>;
  /** Opens the journal of the lines, once this process has them. */
  readonly openJournal: () => Promise<Journal>;
  /** Joins a console's socket to the edge; null where the lines are not set up. */
  readonly consoleEdge: () => Promise<ConsoleEdge | null>;
  /** Port at which consoles find the edge while this server is dead; null if nobody serves it. */
  readonly standbyPort: number | null;
  readonly keeper: Pick<SessionKeeper, "bind">;
  readonly interventions: InterventionsDeps;
  readonly sectorOf: (tx: Tx, place: Point) => Promise<string | null>;
  readonly phoneOfUnit: PhoneOfUnit;
  readonly sendNearest: SendNearest;
  /** Announcements for waiting callers, and the folder of recorded calls. */
  readonly sounds: Sounds;
  readonly folders: { readonly recordings: string };
  /** False once the disk is so full that new sound files would use up what commands need. */
  readonly hasRoomForSound: () => Promise<boolean>;
  readonly retentionMs: number;
  /** Whether a call-taker sees that a supervisor listens: the policy of the room. */
  readonly listeningShown: boolean;
  /** Key and networks that may submit locations of telephones (AML). */
  readonly aml: { readonly key: string | null; readonly networks: BlockList };
  /** Location servers that may be asked for the place behind a reference. */
  readonly heldHosts: readonly AllowedHost[];
  /** Null where no message can be sent. `address` is the room's own as telephones outside reach it. */
  readonly sms: { readonly send: SendSms; readonly address: string } | null;
};

/** Languages that a call-taker begins with, until a supervisor says otherwise. */
export const FIRST_LANGUAGES: readonly CallLanguage[] = ["ar", "fr"];
