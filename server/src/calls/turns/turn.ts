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
  type RecordingPauseEnd,
} from "@amaliyat/domain/calls";
import type { LogType } from "@amaliyat/contract/audit";
import { randomUUID } from "node:crypto";
import { entryBy, type Actor, type Logged, type NewEntry } from "../../audit/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import type { Target } from "../../telephony/index.ts";
import { leavingHears, lengthMs, pathsOf, positionsOf, waitingHears, type Sounds } from "../announcements.ts";
import { markOverflowed, markTaken, type NewCall } from "../rows/calls-store.ts";
import { addEvent } from "../rows/events-store.ts";
import { answerLeg, endConsult, endLeg, insertLeg, type Leg } from "../rows/legs-store.ts";
import { endPauses } from "../rows/pauses-store.ts";
import { tidied, withEntry, type LinesNow, type LiveCall, type LiveTaker } from "./lines-now.ts";
import { callSubject } from "../subjects.ts";
import { recordOrder, stillRings, type ToExchange } from "./orders.ts";
import type { Needs, Write } from "./writing.ts";

type RingMore = { userId?: string; attempt?: number; asked?: boolean };

/** The telephone of a party, as the name of the lane of its orders: one call is let go of before the next rings there. */
export const phoneOf = (target: Target): readonly string[] => (target.kind === "extension" ? [`phone ${target.extension}`] : []);

const CLOSED_LASTS_MS = 20_000;
/** Pause after the last word for the caller, and assumed length of a missing file, ms. */
const [AFTERWARDS_MS, UNSPOKEN_MS] = [500, 1_500];
/** A caller is told a new place in the queue at most this often, ms. */
const TELL_PLACE_EVERY_MS = 20_000;

/** Earliest time (epoch ms) at which a caller hears of a better place in the queue; null if no caller moved up. */
export function nextPlaceTold({ acd, said }: LinesNow): number | null {
  let next: number | null = null;
  for (const [callId, position] of positionsOf(acd)) {
    const [last, call] = [said.get(callId), acd.calls.get(callId)];
    // Nobody is on the line of a call-back: told nothing, it would be due for ever.
    if (last === undefined || position >= last.position || call?.state.kind !== "waiting" || call.callBack === "asked") continue;
    const due = last.at + TELL_PLACE_EVERY_MS;
    if (next === null || due < next) next = due;
  }
  return next;
}

/**
 * One turn of the switchboard: an event comes, the rule is asked, and the results are collected. These are the state in memory, the orders
 * to the telephones and the writes. A turn reads nothing but its state, so that the same turn gives the same result again.
 */
export class Turn {
  readonly at: number;
  readonly #sounds: Sounds;
  readonly #given: string[];
  readonly #start: LinesNow;
  /** Ids that the turn has made, in their order: given again when it is played again. */
  readonly ids: string[] = [];
  now: LinesNow;
  readonly orders: ToExchange[] = [];
  readonly writes: Write[] = [];
  needs: Needs = { begins: [], ends: [], records: [], isApart: false };
  readonly touched = new Set<string>();
  readonly touchedTakers = new Set<string>();
  #asked = false;

  constructor(at: number, now: LinesNow, sounds: Sounds, ids: readonly string[] = []) {
    this.at = at;
    this.now = now;
    this.#start = now;
    this.#sounds = sounds;
    this.#given = [...ids];
  }

  get acd(): Acd {
    return this.now.acd;
  }
  get lines(): readonly Line[] {
    return this.now.lines;
  }
  get date(): Date {
    return new Date(this.at);
  }
  /** True if the rule was asked, and has taken note of what had run out by now. */
  get hasAsked(): boolean {
    return this.#asked;
  }
  /** True where nothing has changed, is ordered or is to be written: of a call that nobody knows. */
  get isNothing(): boolean {
    return (
      this.now === this.#start &&
      !this.#asked &&
      this.orders.length + this.writes.length + this.touched.size + this.touchedTakers.size === 0
    );
  }
  /** Calls that were in the queue and are not: whoever saw them there is told so, wherever their place is. */
  get left(): string[] {
    return [...this.#start.acd.calls.keys()].filter((callId) => !this.acd.calls.has(callId));
  }

  /** A new id. */
  id(): string {
    const made = this.#given.shift() ?? randomUUID();
    this.ids.push(made);
    return made;
  }

  order(what: string, callId: string, legId: string | null, give: ToExchange["give"], beside: readonly string[] = []): void {
    this.orders.push({ what, callId, legId, give, beside });
  }
  /**
   * The orders as they are given: a party rings before music and recording of its call are asked for, which cost the media server some ms. All
   * else keeps its order.
   */
  get toGive(): readonly ToExchange[] {
    const rung = new Set(this.orders.flatMap(({ what, callId }) => (what === "ring" ? [callId] : [])));
    const waits = ({ what, callId }: ToExchange): boolean => (what === "play" || what === "record") && rung.has(callId);
    return [...this.orders.filter((order) => !waits(order)), ...this.orders.filter(waits)];
  }
  hangUp(callId: string, beside: readonly string[] = []): void {
    this.order("hang up", callId, null, (exchange) => exchange.hangUp(callId), beside);
  }
  hold(callId: string, legId: string, on: boolean): void {
    this.order("hold", callId, legId, (exchange) => exchange.hold(callId, legId, on));
  }

  /** Says what the turn's writes ask of the database: a call that they begin, end or record; and that they change rows of all turns before. */
  needBegin(call: NewCall): void {
    this.needs = { ...this.needs, begins: [...this.needs.begins, call] };
  }
  needEnd(callId: string): void {
    this.needs = { ...this.needs, ends: [...this.needs.ends, callId] };
  }
  needRecord(callId: string, file: string): void {
    this.needs = { ...this.needs, records: [...this.needs.records, { callId, file }] };
  }
  needApart(): void {
    this.needs = { ...this.needs, isApart: true };
  }

  write(write: Write): void {
    this.writes.push(write);
  }
  /** Writes down what happened to a call. */
  event(callId: string, kind: string, data: Readonly<Record<string, unknown>> = {}, by: string | null = null): void {
    this.touched.add(callId);
    this.write(({ tx }) => addEvent(tx, callId, { at: this.at, by, kind, data }));
  }
  /** Writes an entry of the log about a call, with the call's reference. */
  log(callId: string, type: LogType, more: Pick<NewEntry, "actor" | "detail"> = {}): void {
    this.write(async (writing) => {
      const about = callSubject({ callId, reference: await writing.reference(callId) });
      writing.entries.push(entryBy({ who: more.actor ?? null, at: this.at }, { type, about, detail: more.detail }));
    });
  }
  /** Writes an entry of the log about an act of a person. */
  logBy(who: Actor, logged: Logged): void {
    const entry = entryBy({ who, at: this.at }, logged);
    this.write(({ entries }) => Promise.resolve(void entries.push(entry)));
  }
  tell(telling: Telling): void {
    this.write(({ tellings }) => Promise.resolve(void tellings.push(telling)));
  }

  call(callId: string): LiveCall | undefined {
    return this.now.calls.get(callId);
  }
  /** A call that goes on. */
  openCall(callId: string): LiveCall | undefined {
    const call = this.call(callId);
    return call?.goesOn === true ? call : undefined;
  }
  setCall(callId: string, change: Partial<LiveCall>): void {
    const call = this.call(callId);
    if (call !== undefined) this.addCall({ ...call, ...change });
  }
  addCall(call: LiveCall): void {
    this.now = { ...this.now, calls: withEntry(this.now.calls, call.callId, call) };
  }
  /** A person has the call: the first who takes it answers it. */
  taken(callId: string, userId: string | null): void {
    const call = this.openCall(callId);
    if (call !== undefined) this.setCall(callId, { answeredAt: call.answeredAt ?? this.at });
    this.write(({ tx }) => markTaken(tx, callId, userId, this.date));
  }
  overflowed(callId: string): void {
    this.setCall(callId, { overflowedAt: this.at });
    this.write(({ tx }) => markOverflowed(tx, callId, this.date));
  }

  leg(legId: string): Leg | undefined {
    return this.now.legs.get(legId);
  }
  /** Parties of a call that are not over, in the order in which they were begun. */
  legsOf(callId: string): readonly Leg[] {
    return [...this.now.legs.values()].filter((leg) => leg.callId === callId && !leg.ended);
  }
  /** The party for which a call beside it was begun: the transfer of which is spoken there. */
  legOfConsult(consult: string): Leg | undefined {
    return [...this.now.legs.values()].find((leg) => !leg.ended && leg.kind === "transfer" && leg.target.consult === consult);
  }
  #setLeg(legId: string, change: Partial<Leg>): void {
    const leg = this.leg(legId);
    if (leg !== undefined) this.now = { ...this.now, legs: withEntry(this.now.legs, legId, { ...leg, ...change }) };
  }
  addLeg(leg: Omit<Leg, "answered" | "ended">): void {
    this.now = { ...this.now, legs: withEntry(this.now.legs, leg.legId, { ...leg, answered: false, ended: false }) };
    this.write(({ tx }) => Promise.resolve(insertLeg(tx, leg, this.date)));
  }
  answerLeg(legId: string): void {
    this.#setLeg(legId, { answered: true });
    this.write(({ tx }) => Promise.resolve(answerLeg(tx, legId, this.date)));
  }
  endLeg(legId: string): void {
    this.#setLeg(legId, { ended: true });
    this.write(({ tx }) => Promise.resolve(endLeg(tx, legId, this.date)));
  }
  /** Notes that the call beside a call is over. */
  endConsult(legId: string): void {
    const leg = this.leg(legId);
    if (leg === undefined) return;
    const { consult: _, ...target } = leg.target;
    this.#setLeg(legId, { target });
    this.write(({ tx }) => Promise.resolve(endConsult(tx, legId)));
  }

  taker(userId: string): LiveTaker | undefined {
    return this.now.takers.get(userId);
  }
  takerByExtension(extension: string): LiveTaker | undefined {
    return [...this.now.takers.values()].find((taker) => taker.extension === extension);
  }
  setTaker(taker: LiveTaker): void {
    this.now = { ...this.now, takers: withEntry(this.now.takers, taker.userId, taker) };
    this.touchedTakers.add(taker.userId);
  }

  #playAndHangUp(what: string, callId: string, paths: readonly string[], hangUpAfterMs: number): void {
    this.orders.push({ what, callId, legId: null, beside: [], give: (exchange) => exchange.play(callId, paths, false), hangUpAfterMs });
  }

  /** Asks the rule, and prepares what it orders. */
  step(what: Happened): void {
    const before = this.acd;
    this.#asked = true;
    const done = step(before, what, this.at);
    this.now = { ...this.now, acd: done.acd };
    for (const { callId, lineId, state, callBack } of done.acd.calls.values()) {
      const was = before.calls.get(callId)?.state.kind;
      if (callBack === "asked") continue;
      if (state.kind === "leaving" && was !== "leaving") this.#promise(callId, lineId);
      else if (state.kind !== "talking" && (was === undefined || was === "talking")) {
        if (was === "talking") {
          this.endHanding(callId);
          this.endPause(callId, "handed_over");
        }
        this.announce(callId, lineId);
      }
    }
    this.#tellNews(before);
    for (const order of done.orders) this.#obey(order);
    this.now = tidied(this.now);
  }

  #obey(order: Order): void {
    const { callId } = order;
    if (order.kind === "withdraw") {
      const leg = this.legsOf(callId).find(({ kind, attempt }) => kind === "offer" && attempt === order.attempt);
      if (leg !== undefined) this.drop(leg);
      return;
    }
    if (order.kind === "ring_outside" || order.kind === "ring_other_room") return this.#ringBeside(order);
    if (order.kind === "hush_outside" || order.kind === "hush_other_room") {
      const of = order.kind === "hush_outside" ? "telephone" : "overflow";
      const leg = this.legsOf(callId).find(({ kind, attempt, answered }) => kind === of && attempt === order.nth && !answered);
      if (leg !== undefined) this.drop(leg);
      return;
    }
    if (order.kind === "overflow") {
      const to = this.#line(order.lineId)?.overflow?.to;
      const isAllowed = to !== undefined && mayCallOut(to);
      this.event(callId, "overflow", { to: to ?? null, ...(isAllowed ? {} : { refused: true }) });
      if (isAllowed) this.ring(callId, "overflow", { kind: "number", number: to }, order.lineId);
      return;
    }
    const taker = this.taker(order.takerId);
    if (taker === undefined) throw new Error("a call is offered to nobody");
    // Nobody is on the line: the person's screen asks, and no telephone rings.
    if (this.acd.calls.get(callId)?.callBack === "asked")
      return this.event(callId, "call_back_offered", { attempt: order.attempt }, order.takerId);
    this.event(callId, "offered", { attempt: order.attempt }, order.takerId);
    const lineId = this.acd.calls.get(callId)?.lineId ?? "";
    const target = { kind: "extension", extension: taker.extension } as const;
    this.ring(callId, "offer", target, lineId, {
      userId: order.takerId,
      attempt: order.attempt,
      asked: order.picked === true,
    });
  }

  /**
   * Rings the telephone outside the room, or the other room, for a caller in danger who keeps the place. A number that the room may not
   * call any more is not rung, and the card says so.
   */
  #ringBeside({ kind, callId, lineId, nth }: Extract<Order, { kind: "ring_outside" | "ring_other_room" }>): void {
    const line = this.#line(lineId);
    const isTelephone = kind === "ring_outside";
    const to = isTelephone ? line?.ladder.telephone?.to : line?.overflow?.to;
    const isAllowed = to !== undefined && mayCallOut(to);
    this.event(callId, `${isTelephone ? "telephone" : "other_room"}_${isAllowed ? "rung" : "refused"}`, { number: to ?? null, nth });
    if (!isAllowed) return;
    if (isTelephone) this.log(callId, "call.telephone_rung", { detail: { line: lineId, to, attempt: nth } });
    this.ring(callId, isTelephone ? "telephone" : "overflow", { kind: "number", number: to }, lineId, { attempt: nth });
  }

  /** Rings another party of a call. */
  ring(callId: string, kind: Leg["kind"], target: Target, line: string, more: RingMore = {}): void {
    const legId = this.id();
    this.addLeg({ legId, callId, kind, userId: more.userId ?? null, target, attempt: more.attempt ?? null, mode: null });
    // A console answers by itself what its person has just asked for.
    const headers = { "X-Call-Id": callId, "X-Line": line, ...(more.asked ? { "X-Asked": "yes" } : {}) };
    // A transfer replaces the person who has the call. All other legs ring for a caller who waits, beside each other.
    const yields = kind !== "transfer";
    const give: ToExchange["give"] = (exchange) => exchange.ring(callId, legId, target, headers, yields);
    const prepare: ToExchange["prepare"] = (exchange) => exchange.prepareRing(callId, legId, target);
    this.orders.push({ what: "ring", callId, legId, beside: phoneOf(target), give, prepare, isWanted: stillRings(legId) });
  }

  /** A supervisor is with a call no more, nor is the call of the supervisor's voice. */
  dropListener(leg: Leg): void {
    this.drop(leg);
    if (leg.target.consult !== undefined) this.hangUp(leg.target.consult);
  }

  /** The person who handed a call on has left it: it goes back to the queue, which alone rings the other for it. */
  endHanding(callId: string): void {
    for (const leg of this.legsOf(callId)) {
      if (leg.kind !== "transfer" || leg.answered) continue;
      if (leg.target.consult !== undefined) this.hangUp(leg.target.consult, phoneOf(leg.target));
      this.drop(leg);
    }
  }

  /** Lets go of one party. */
  drop({ callId, legId, target }: Pick<Leg, "callId" | "legId" | "target">): void {
    this.endLeg(legId);
    this.order("drop", callId, legId, (exchange) => exchange.drop(callId, legId), phoneOf(target));
  }

  /**
   * Records the call from its beginning, since a caller speaks while waiting. If the disk has no room for its sound, the call goes on without a
   * recording, and its card says so. Asked for each time: the media server goes on in the file that it has.
   */
  record(callId: string): void {
    this.orders.push(recordOrder(callId, this.at));
  }

  recordNoMore(callId: string): void {
    this.order("record no more", callId, null, (exchange) => exchange.record(callId, false));
  }

  resumeRecording(callId: string): void {
    this.order("resume recording", callId, null, (exchange) => exchange.pauseRecording(callId, false));
  }

  /** The recording of a call goes on, where it was paused; nothing is left to resume at the end of a call. */
  endPause(callId: string, how: RecordingPauseEnd, by: string | null = null): void {
    const pause = this.call(callId)?.pause;
    if (pause === undefined) return;
    this.setCall(callId, { pause: undefined });
    this.write(({ tx }) => endPauses(tx, callId, how, this.date));
    if (how !== "call") this.resumeRecording(callId);
    const seconds = Math.round(Math.max(0, this.at - pause.at) / 1000);
    this.event(callId, "recording_resumed", { how, seconds }, by);
    // An act of a person is logged with the person.
    if (by === null) this.log(callId, "call.recording_resumed", { detail: { cause: how, seconds } });
  }

  /** Plays the announcements of a caller who begins to wait: welcome, place in the queue, music. */
  announce(callId: string, lineId: string): void {
    this.record(callId);
    const files = this.#waitingHears(callId, lineId, true);
    this.event(callId, "announced", { files, closed: false });
    this.#playPlace(callId, files);
  }

  /** Plays the announcement of a closed line, once, and hangs up. */
  announceClosed(callId: string, lineId: string): void {
    const file = this.#line(lineId)?.closedAnnouncement ?? null;
    const files = file === null ? [] : [file];
    this.event(callId, "announced", { files, closed: true });
    this.#playAndHangUp("play closed", callId, pathsOf({ ...this.#sounds, music: "" }, files), CLOSED_LASTS_MS);
  }

  /** A caller who has asked to be called back hears that it will be so, and the room hangs up. */
  #promise(callId: string, lineId: string): void {
    const line = this.#line(lineId);
    const files = line === undefined ? [] : leavingHears(line, this.acd.calls.get(callId)?.language ?? null);
    this.event(callId, "call_back_asked", { files });
    const paths = pathsOf({ ...this.#sounds, music: "" }, files);
    const spokenMs = paths.reduce((sum, path) => sum + lengthMs(path), 0) || UNSPOKEN_MS;
    this.#playAndHangUp("play promise", callId, paths, spokenMs + AFTERWARDS_MS);
  }

  #line(lineId: string): Line | undefined {
    return this.lines.find(({ number }) => number === lineId);
  }

  /** If no call-taker is free, the caller hears which key requests a call-back. */
  #waitingHears(callId: string, lineId: string, first: boolean): readonly string[] {
    const [line, call] = [this.#line(lineId), this.acd.calls.get(callId)];
    if (line === undefined) return [];
    const position = positionsOf(this.acd).get(callId) ?? 1;
    const mayAsk = call?.callBack === "may" && call.state.kind === "waiting";
    return waitingHears(line, { language: call?.language ?? null, position, first, key: mayAsk ? callBackKey(line) : null });
  }

  /** Plays to a caller who waits again what callers of the line hear. */
  playPlaceAgain(callId: string): void {
    const lineId = this.acd.calls.get(callId)?.lineId;
    if (lineId !== undefined) this.#playPlace(callId, this.#waitingHears(callId, lineId, false));
  }

  #playPlace(callId: string, files: readonly string[]): void {
    const position = positionsOf(this.acd).get(callId) ?? 1;
    this.now = { ...this.now, said: withEntry(this.now.said, callId, { position, at: this.at }) };
    const paths = pathsOf(this.#sounds, files);
    this.order("play", callId, null, (exchange) => exchange.play(callId, paths, true));
  }

  /**
   * Tells callers who have come nearer, at most once in a while, and callers who have chosen a language, at once. A caller whom somebody in danger
   * puts back is not told. A caller whom a call-taker did not answer hears that there is another way.
   */
  #tellNews(before: Acd): void {
    const isNews = ({ callId, language, callBack }: QueuedCall, position: number): boolean => {
      const [old, said] = [before.calls.get(callId), this.now.said.get(callId)];
      if (old === undefined || callBack === "asked") return false;
      if (old.language !== language || (callBack === "may" && old.state.kind === "offered")) return true;
      return said !== undefined && position < said.position && this.at - said.at >= TELL_PLACE_EVERY_MS;
    };
    for (const [callId, position] of positionsOf(this.acd)) {
      const call = this.acd.calls.get(callId);
      if (call?.state.kind === "waiting" && isNews(call, position)) this.#playPlace(callId, this.#waitingHears(callId, call.lineId, false));
    }
  }

  /** The lines are others from now on. */
  setLines(lines: readonly Line[]): void {
    this.now = { ...this.now, lines };
    this.step({ kind: "lines_changed", lines: lines.map(rulesOfLine) });
  }
}
