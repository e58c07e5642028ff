import type { Topic } from "@amaliyat/contract/live";
import type { Role } from "@amaliyat/domain/identity";
import type { Served } from "./http/index.ts";
import type { Job } from "./jobs/index.ts";

/** Audience of a live topic: roles that receive it within their sectors, and whether a locked screen shows it too. */
export type Audience = { readonly roles: readonly Role[]; readonly whileLocked: boolean };

/** Live topics that a feature owns, each with its audience. Persons named by an event receive it besides. */
export type Topics = Readonly<Partial<Record<Topic, Audience>>>;

/** Roles at the desks that answer the lines. */
export const LINE_DESKS: readonly Role[] = ["call_taker", "dispatcher", "supervisor"];
/** Roles at all desks of the room. */
export const ROOM_DESKS: readonly Role[] = ["operator", ...LINE_DESKS];

/** Erasure of one kind of data by its retention, asked for every minute. With `needsTrustedClock` it waits while the clock is in doubt. */
export type Expiry = { readonly needsTrustedClock: boolean; readonly run: (at: number) => Promise<unknown> };

/** Role of a process; each process of a room has one or several. */
export type ServerRole = "api" | "recorder" | "worker";

/** Parts that a feature hands to the program. A part that is left out does not exist. */
export type Feature = {
  readonly name: string;
  readonly topics?: Topics;
  /**
   * Starts the parts that requests of this feature need, and returns its routes. Role api calls it once, in the order of the list of
   * features. Parts with a lifetime go on `stack`, which stops them in reverse.
   */
  readonly routes?: (stack: AsyncDisposableStack) => readonly Served[] | Promise<readonly Served[]>;
  readonly jobs?: readonly Job<unknown>[];
  readonly expire?: readonly Expiry[];
  /** Starts watches and repairs. Role worker calls its function once the jobs run; role api after all routes are made, before one is served. */
  readonly start?: Readonly<Partial<Record<Exclude<ServerRole, "recorder">, (stack: AsyncDisposableStack) => void | Promise<unknown>>>>;
  /** Ends when what nobody may be kept waiting for is done: role api builds the pages, which takes the loop for a while, only then. */
  readonly urgent?: () => Promise<void>;
  /** Runs at the end of the start, once all roles of this process work. */
  readonly ready?: (roles: readonly ServerRole[]) => Promise<void>;
};
