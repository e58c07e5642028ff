import {
  callBackKey,
  mayCallOut,
  rulesOfLine,
  step,
  type Acd,
  type Happened,
  type Line,
  type Order,
  type QueuedCall,
} from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import { appendAll, type NewEntry } from "../audit/index.ts";
import type { CallsDeps } from "./calls-deps.ts";
import type { Tx } from "../platform/database/index.ts";
import { tell, type Telling } from "../platform/live/index.ts";
import type { Exchange, Target } from "../telephony/index.ts";
import { keepAcd } from "./acd-store.ts";
import { leavingHears, lengthMs, pathsOf, positionsOf, waitingHears, type Sounds } from "./announcements.ts";
import { addEvent, gatherEvents, writeEvents } from "./events-store.ts";
import { endLeg, insertLeg, openLegs, type Leg } from "./legs-store.ts";
import { tellingsOfCalls } from "./tell-call.ts";
import { takerOf } from "./takers-store.ts";

/** An order to the telephones, given once the turn is in the database. */
export type ToExchange = {
  readonly what: string;
  readonly callId: string;
  readonly legId: string | null;
  /** Telephones and calls that it touches beside its own: what is ordered of them goes one after the other as well. */
  readonly beside: readonly string[];
  readonly give: (exchange: Exchange) => Promise<void>;
  /** After this time the call is hung up: the caller has heard what there was to hear. */
  readonly hangUpAfterMs?: number;
};

/** The telephone that a party has, as what orders are put in line by: one is let go of before the next rings there. */
export const phoneOf = (target: Target): readonly string[] => (target.kind === "extension" ? [`phone ${target.extension}`] : []);

const CLOSED_LASTS_MS = 20_000;
/** What a caller is left to understand after the last word, ms; and what stands for a file that is not there. */
const [AFTERWARDS_MS, UNSPOKEN_MS] = [500, 1_500];

/**
 * One turn of the switchboard: something happened, the rule is asked, and all that follows is written in one transaction. Nothing of it is
 * seen outside before the commit: not the new state, not the orders.
 */
export class Turn {
  readonly tx: Tx;
  readonly at: number;
  #kept: Acd;
  readonly #sounds: Sounds;
  acd: Acd;
  lines: readonly Line[];
  readonly orders: ToExchange[] = [];
  readonly entries: NewEntry[] = [];
  readonly tellings: Telling[] = [];
  readonly touched = new Set<string>();
  readonly touchedTakers = new Set<string>();
  /** Calls that were in the queue and are not: who saw them there is told so, wherever their place is. */
  readonly #left = new Set<string>();
  #asked = false;

  readonly hasRoomForSound: () => Promise<boolean>;

  constructor(tx: Tx, at: number, acd: Acd, lines: readonly Line[], deps: Pick<CallsDeps, "sounds" | "hasRoomForSound">) {
    this.tx = tx;
    this.hasRoomForSound = deps.hasRoomForSound;
    this.at = at;
    this.#kept = acd;
    this.acd = acd;
    this.lines = lines;
    this.#sounds = deps.sounds;
    gatherEvents(tx);
  }

  get date(): Date {
    return new Date(this.at);
  }

  /** Whether the rule was asked, and has taken note of what had run out by now. */
  get hasAsked(): boolean {
    return this.#asked;
  }

  order(what: string, callId: string, legId: string | null, give: ToExchange["give"], beside: readonly string[] = []): void {
    this.orders.push({ what, callId, legId, give, beside });
  }

  #playAndHangUp(what: string, callId: string, paths: readonly string[], hangUpAfterMs: number): void {
    this.orders.push({ what, callId, legId: null, beside: [], give: (exchange) => exchange.play(callId, paths, false), hangUpAfterMs });
  }

  /** Writes down what happened to a call. */
  event(callId: string, kind: string, data: Readonly<Record<string, unknown>> = {}, by: string | null = null): Promise<void> {
    this.touched.add(callId);
    return addEvent(this.tx, callId, { at: this.at, by, kind, data });
  }

  /** Asks the rule, and prepares what it orders. */
  async step(what: Happened): Promise<void> {
    const before = this.acd;
    this.#asked = true;
    const done = step(before, what, this.at);
    this.acd = done.acd;
    for (const { callId, lineId, state, callBack } of done.acd.calls.values()) {
      const was = before.calls.get(callId)?.state.kind;
      if (callBack === "asked") continue;
      if (state.kind === "leaving" && was !== "leaving") await this.#promise(callId, lineId);
      else if (state.kind !== "talking" && (was === undefined || was === "talking")) {
        if (was === "talking") await this.#endHanding(callId);
        await this.announce(callId, lineId);
      }
    }
    this.#tellNews(before);
    for (const order of done.orders) await this.#obey(order);
  }

  async #obey(order: Order): Promise<void> {
    const { callId } = order;
    if (order.kind === "withdraw") {
      const leg = (await openLegs(this.tx, callId)).find(({ kind, attempt }) => kind === "offer" && attempt === order.attempt);
      if (leg !== undefined) await this.drop(leg);
      return;
    }
    if (order.kind === "overflow") {
      const to = this.#line(order.lineId)?.overflow?.to;
      const isAllowed = to !== undefined && mayCallOut(to);
      await this.event(callId, "overflow", { to: to ?? null, ...(isAllowed ? {} : { refused: true }) });
      if (isAllowed) await this.ring(callId, "overflow", { kind: "number", number: to }, order.lineId);
      return;
    }
    const taker = await takerOf(this.tx, order.takerId);
    if (taker === null) throw new Error("a call is offered to nobody");
    // Nobody is on the line: the person's screen asks, and no telephone rings.
    if (this.acd.calls.get(callId)?.callBack === "asked") {
      await this.event(callId, "call_back_offered", { attempt: order.attempt }, order.takerId);
      return;
    }
    await this.event(callId, "offered", { attempt: order.attempt }, order.takerId);
    const lineId = this.acd.calls.get(callId)?.lineId ?? "";
    const target = { kind: "extension", extension: taker.extension } as const;
    await this.ring(callId, "offer", target, lineId, { userId: order.takerId, attempt: order.attempt });
  }

  /** Rings another party of a call. */
  async ring(
    callId: string,
    kind: Leg["kind"],
    target: Target,
    line: string,
    more: { userId?: string; attempt?: number; asked?: boolean } = {},
  ): Promise<string> {
    const legId = randomUUID();
    const leg = { legId, callId, kind, userId: more.userId ?? null, target, attempt: more.attempt ?? null, mode: null };
    await insertLeg(this.tx, leg, this.date);
    // A console answers by itself what its person has just asked for.
    const headers = { "X-Call-Id": callId, "X-Line": line, ...(more.asked ? { "X-Asked": "yes" } : {}) };
    this.order("ring", callId, legId, (exchange) => exchange.ring(callId, legId, target, headers), phoneOf(target));
    return legId;
  }

  /** A supervisor is with a call no more, nor is the call of the supervisor's voice. */
  async dropListener(leg: Leg): Promise<void> {
    await this.drop(leg);
    const { consult } = leg.target;
    if (consult !== undefined) this.order("hang up", consult, null, (exchange) => exchange.hangUp(consult));
  }

  /** Whoever handed a call on has left it: it goes back to the queue, and the other is rung for it no more but by the queue. */
  async #endHanding(callId: string): Promise<void> {
    for (const leg of await openLegs(this.tx, callId)) {
      if (leg.kind !== "transfer" || leg.answered) continue;
      const { consult } = leg.target;
      if (consult !== undefined) this.order("hang up", consult, null, (exchange) => exchange.hangUp(consult), phoneOf(leg.target));
      await this.drop(leg);
    }
  }

  /** Lets go of one party. */
  async drop({ callId, legId, target }: Pick<Leg, "callId" | "legId" | "target">): Promise<void> {
    await endLeg(this.tx, legId, this.date);
    this.order("drop", callId, legId, (exchange) => exchange.drop(callId, legId), phoneOf(target));
  }

  /** What a caller hears who comes to wait: welcome, place in the queue, music. */
  async announce(callId: string, lineId: string): Promise<void> {
    const files = this.#waitingHears(callId, lineId, true);
    await this.event(callId, "announced", { files, closed: false });
    this.#play(callId, files);
  }

  /** What a caller hears whose line is closed, once. */
  async announceClosed(callId: string, lineId: string): Promise<void> {
    const file = this.#line(lineId)?.closedAnnouncement ?? null;
    const files = file === null ? [] : [file];
    await this.event(callId, "announced", { files, closed: true });
    this.#playAndHangUp("play closed", callId, pathsOf({ ...this.#sounds, music: "" }, files), CLOSED_LASTS_MS);
  }

  /** Who has asked to be called back hears that it will be so, and the room hangs up. */
  async #promise(callId: string, lineId: string): Promise<void> {
    const line = this.#line(lineId);
    const files = line === undefined ? [] : leavingHears(line, this.acd.calls.get(callId)?.language ?? null);
    await this.event(callId, "call_back_asked", { files });
    const paths = pathsOf({ ...this.#sounds, music: "" }, files);
    const spokenMs = paths.reduce((sum, path) => sum + lengthMs(path), 0) || UNSPOKEN_MS;
    this.#playAndHangUp("play promise", callId, paths, spokenMs + AFTERWARDS_MS);
  }

  #line(lineId: string): Line | undefined {
    return this.lines.find(({ number }) => number === lineId);
  }

  /** Whom nobody is free for is told how to be called back. */
  #waitingHears(callId: string, lineId: string, first: boolean): readonly string[] {
    const [line, call] = [this.#line(lineId), this.acd.calls.get(callId)];
    if (line === undefined) return [];
    const position = positionsOf(this.acd).get(callId) ?? 1;
    const mayAsk = call?.callBack === "may" && call.state.kind === "waiting";
    return waitingHears(line, { language: call?.language ?? null, position, first, key: mayAsk ? callBackKey(line) : null });
  }

  #play(callId: string, files: readonly string[]): void {
    const paths = pathsOf(this.#sounds, files);
    this.order("play", callId, null, (exchange) => exchange.play(callId, paths, true));
  }

  /**
   * Whoever has come nearer hears so, and whoever has chosen a language; whoever is put back by somebody in danger is not told. Whom a
   * call-taker did not answer hears that there is another way.
   */
  #tellNews(before: Acd): void {
    const was = positionsOf(before);
    const isNews = ({ callId, language, callBack }: QueuedCall, position: number): boolean => {
      const old = before.calls.get(callId);
      if (old === undefined || callBack === "asked") return false;
      return position < (was.get(callId) ?? position) || old.language !== language || (callBack === "may" && old.state.kind === "offered");
    };
    for (const [callId, position] of positionsOf(this.acd)) {
      const call = this.acd.calls.get(callId);
      if (call?.state.kind === "waiting" && isNews(call, position)) this.#play(callId, this.#waitingHears(callId, call.lineId, false));
    }
  }

  /** The lines are others from now on. */
  async setLines(lines: readonly Line[]): Promise<void> {
    this.lines = lines;
    await this.step({ kind: "lines_changed", lines: lines.map(rulesOfLine) });
  }

  /** Writes the state as it is now, so that what is read in this turn is what it says. */
  async keep(): Promise<void> {
    await writeEvents(this.tx);
    const { calls, takers } = await keepAcd(this.tx, this.#kept, this.acd);
    for (const callId of this.#kept.calls.keys()) if (!this.acd.calls.has(callId)) this.#left.add(callId);
    this.#kept = this.acd;
    for (const callId of calls) this.touched.add(callId);
    for (const takerId of takers) this.touchedTakers.add(takerId);
  }

  /** Writes the rest: the state, then the log, then what the screens are told, which all who write wait for. */
  async close(): Promise<void> {
    await this.keep();
    const tellings = await tellingsOfCalls(this.tx, this.at, [...this.touched], [...this.touchedTakers], this.#left);
    if (this.entries.length > 0) await appendAll(this.tx, this.entries);
    await tell(this.tx, this.at, [...tellings, ...this.tellings]);
  }
}
