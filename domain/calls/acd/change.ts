import type { Acd, Order, QueuedCall, Step, Taker, TakerState } from "./state.ts";

/** A step under way: the changes so far, and the orders. */
export class Change {
  readonly #calls: Map<string, QueuedCall>;
  readonly #takers: Map<string, Taker>;
  #lines: Acd["lines"];
  readonly orders: Order[] = [];
  readonly at: number;

  constructor(acd: Acd, at: number) {
    this.#calls = new Map(acd.calls);
    this.#takers = new Map(acd.takers);
    this.#lines = acd.lines;
    this.at = at;
  }

  get lines(): Acd["lines"] {
    return this.#lines;
  }
  set lines(lines: Acd["lines"]) {
    this.#lines = lines;
  }
  get calls(): ReadonlyMap<string, QueuedCall> {
    return this.#calls;
  }
  get takers(): ReadonlyMap<string, Taker> {
    return this.#takers;
  }

  call(callId: string, change: Partial<QueuedCall>): void {
    const call = this.#calls.get(callId);
    if (call !== undefined) this.#calls.set(callId, { ...call, ...change });
  }
  addCall(call: QueuedCall): void {
    this.#calls.set(call.callId, call);
  }
  /** The call is in this queue no more; nobody is asked about it any longer. */
  dropCall(callId: string): void {
    this.#calls.delete(callId);
    this.endConsultations(callId);
  }

  addTaker(taker: Taker): void {
    this.#takers.set(taker.takerId, taker);
  }
  /** Puts a call-taker into another state; who is free again after having been asked something is idle since now. */
  taker(takerId: string, state: TakerState, change: Partial<Pick<Taker, "missed" | "pauseNext">> = {}): void {
    const taker = this.#takers.get(takerId);
    if (taker === undefined) return;
    // A person who left a pause for one call goes back to it when that call comes to nothing, and is rung for no other.
    if (state.kind === "ready" && taker.state.kind === "offered" && taker.pauseNext !== null)
      return this.taker(takerId, { kind: "paused", reason: taker.pauseNext }, { missed: 0, pauseNext: null });
    const wasIdle = taker.state.kind === "ready";
    const idleSince = state.kind === "ready" && !wasIdle ? this.at : taker.idleSince;
    this.#takers.set(takerId, { ...taker, ...change, state, since: this.at, idleSince });
  }
  note(takerId: string, change: Partial<Pick<Taker, "missed" | "pauseNext" | "languages" | "lines" | "locked">>): void {
    const taker = this.#takers.get(takerId);
    if (taker !== undefined) this.#takers.set(takerId, { ...taker, ...change });
  }

  /** A consulted call-taker returns to the state before, or takes the pause requested meanwhile. */
  endConsultations(callId: string, takerId?: string): void {
    for (const { takerId: each, state, pauseNext } of this.#takers.values()) {
      if (state.kind !== "consulted" || state.callId !== callId || (takerId !== undefined && takerId !== each)) continue;
      if (state.after === "off") this.taker(each, { kind: "off" }, { pauseNext: null });
      else this.taker(each, pauseNext === null ? { kind: "ready" } : { kind: "paused", reason: pauseNext }, { pauseNext: null });
    }
  }

  /**
   * Takes an offer back from the telephone on which it rings, and the call is free. The caller of this method decides on the call-taker.
   */
  withdraw(call: QueuedCall): void {
    if (call.state.kind !== "offered") return;
    this.orders.push({ kind: "withdraw", callId: call.callId, takerId: call.state.takerId, attempt: call.attempt });
    this.call(call.callId, { state: { kind: "waiting" } });
  }

  /** The same, as if its call-taker had not been asked. */
  unask(call: QueuedCall): void {
    if (call.state.kind !== "offered") return;
    const { takerId } = call.state;
    this.withdraw(call);
    this.call(call.callId, { tried: call.tried.filter((each) => each !== takerId) });
  }

  /** Offers a call to a person. An earlier offer to the person is withdrawn first. */
  offer(callId: string, takerId: string, offerMs: number, picked?: true): void {
    const call = this.#calls.get(callId);
    if (call === undefined) return;
    const [attempt, until] = [call.attempt + 1, this.at + offerMs];
    this.call(callId, { attempt, tried: [...call.tried, takerId], state: { kind: "offered", takerId, until } });
    this.taker(takerId, { kind: "offered", callId });
    this.orders.push({ kind: "offer", callId, takerId, attempt, until, ...(picked && { picked }) });
  }

  get done(): Step {
    return { acd: { lines: this.#lines, calls: this.#calls, takers: this.#takers }, orders: this.orders };
  }
}
