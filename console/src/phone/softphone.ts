import type { UA } from "jssip";
import type { RTCSessionEvent } from "jssip/lib/UA.js";
import type { RTCSession } from "jssip/lib/RTCSession.js";
import { legOf, type Leg } from "./leg.ts";
import type { Mixer } from "./mixer.ts";
import { changePhone, phone, type Talk } from "./phone-state.ts";
import { qualityOf, type Counted } from "./quality.ts";
import { ringAloud } from "./ring-tone.ts";

type JsSip = typeof import("jssip");

/** Own credentials, as the room gave them. */
export type Login = { readonly uri: string; readonly username: string; readonly password: string; readonly realm: string };

type Session = { readonly session: RTCSession; readonly leg: Leg; counted: Counted | null; answered: boolean };

const LOOK_MS = 2_000;
/** A session that the person asked for by the API rings within this, and is then answered by itself (ms). */
const EXPECTED_MS = 20_000;
/**
 * Time to wait for an earlier ring to end, ms. The room rings nobody twice: a second ring replaces the first, and is looked at again until
 * that is gone.
 */
const GIVES_WAY_MS = 1_500;
const AGAIN_MS = 50;
/** Said of one console alone: 480 would say that it is not there, 603 would end a saved call for every other console. */
const BUSY = { status_code: 486, reason_phrase: "Busy Here" } as const;

/** The SIP side of this console: it registers, it is rung, and it calls nobody by itself. */
export class Softphone implements Disposable {
  readonly #ua: UA;
  readonly #mixer: Mixer;
  readonly #sessions = new Map<string, Session>();
  readonly #timer: ReturnType<typeof setInterval>;
  #expectedUntil = 0;
  #ended = false;

  /** `addresses`: the room's own first; the next is taken where that is dead. */
  constructor(jssip: JsSip, mixer: Mixer, addresses: readonly string[], login: Login) {
    this.#mixer = mixer;
    const sockets = addresses.map((address, nth) => {
      const socket = new jssip.WebSocketInterface(address);
      // The edge is reached over plain WebSocket on loopback, through any proxy.
      socket.via_transport = "WS";
      return { socket, weight: addresses.length - nth };
    });
    const extension = /^sip:([^@]+)@/.exec(login.uri)?.[1] ?? "";
    this.#ua = new jssip.UA({
      sockets,
      uri: login.uri,
      authorization_user: login.username,
      password: login.password,
      realm: login.realm,
      register_expires: 180,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 4,
      user_agent: "Amaliyat console",
    });
    const lost = (): void => {
      if (!this.#ended && phone.get().link.kind === "ready") changePhone({ link: { kind: "lost", since: Date.now() } });
    };
    this.#ua.on("registered", () => changePhone({ link: { kind: "ready", extension } }));
    this.#ua.on("unregistered", lost);
    this.#ua.on("disconnected", lost);
    this.#ua.on("registrationFailed", ({ response }) => {
      if (this.#ended || response?.status_code === undefined) return;
      if (response.status_code === 401 || response.status_code === 403) changePhone({ link: { kind: "refused", problem: null } });
      else lost();
    });
    this.#ua.on("newRTCSession", ({ originator, session, request }: RTCSessionEvent) => {
      if (String(originator) === "remote" && "getHeader" in request)
        this.#rung(session, legOf(request, session.id, session.remote_identity.uri.user));
    });
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
    this.#ua.start();
  }

  /** Something that this console asks of the room will ring here next, and is answered by itself. */
  expect(): void {
    this.#expectedUntil = performance.now() + EXPECTED_MS;
  }

  #rung(session: RTCSession, leg: Leg, until = performance.now() + GIVES_WAY_MS): void {
    if (session.isEnded()) return;
    const { legId, kind } = leg;
    const isOurs = leg.asked && kind !== "coach" && performance.now() < this.#expectedUntil;
    // A supervisor's voice is let in within the call that it belongs to, and nowhere else.
    const isCoach = kind === "coach" && this.#ofCall(leg.withCall ?? "").length > 0;
    // A talk with a colleague blocks nobody: the caller in question may ring before it is quite over.
    const { ringing, talks } = phone.get();
    const busyWith = ringing ?? talks.find((talk) => talk.kind === "caller" && talk.about === null);
    const isCaller = kind === "caller" && !leg.asked;
    // Withdrawn, or answered too late: a moment later it is over here as well.
    if (isCaller && busyWith?.survival === false && !leg.survival && performance.now() < until)
      return void setTimeout(() => this.#rung(session, leg, until), AGAIN_MS);
    if (isCaller ? busyWith !== undefined : !isOurs && !isCoach) return session.terminate(BUSY);
    this.#sessions.set(legId, { session, leg, counted: null, answered: false });
    const over = (): void => this.#over(legId);
    session.on("ended", over);
    session.on("failed", over);
    session.on("icecandidate", (event) => event.ready());
    session.on("peerconnection", ({ peerconnection }) => {
      peerconnection.addEventListener("track", ({ track, streams: [stream] }) => {
        this.#mixer.hear(legId, stream ?? new MediaStream([track]));
      });
    });
    if (isOurs || isCoach) return void this.#take(legId);
    const { callId, line, number, survival, about } = leg;
    changePhone({ ringing: { legId, callId, line, number, survival, about, since: Date.now() } });
    ringAloud(true);
  }

  /** Answers what rings. */
  async answer(): Promise<void> {
    const { ringing } = phone.get();
    if (ringing !== null) await this.#take(ringing.legId);
  }

  async #take(legId: string): Promise<void> {
    const kept = this.#sessions.get(legId);
    if (kept === undefined || kept.answered) return;
    kept.answered = true;
    const { session, leg } = kept;
    // A whispering supervisor hears the call-taker on the listening leg. One who takes part hears the call-taker on this leg only: two legs
    // would echo.
    const speaks = leg.kind !== "hearing" && (leg.kind !== "coach" || leg.partTaken);
    const own = this.#mixer.add(legId, speaks);
    await this.#mixer.wake();
    // Taken back while the sound woke.
    if (!this.#sessions.has(legId)) return;
    const media = speaks ? { mediaStream: own } : { mediaConstraints: { audio: false, video: false } };
    session.answer({ ...media, pcConfig: { iceServers: [] } });
    const { callId, kind, line, number, survival, about } = leg;
    const talk: Talk = { legId, callId, kind, line, number, survival, about, since: Date.now(), quality: null };
    const { ringing, talks } = phone.get();
    changePhone({ talks: [...talks, talk], ringing: ringing?.legId === legId ? null : ringing });
    if (phone.get().ringing === null) ringAloud(false);
    if (kind === "voice" && leg.partTaken) this.#mixer.quiet(this.#ofCall(leg.withCall ?? "").filter((each) => each.endsWith(".party")));
    if (kind === "coach" && leg.partTaken)
      for (const other of this.#ofCall(leg.withCall ?? "")) this.#mixer.join(legId, other, true, false);
  }

  #ofCall(callId: string): string[] {
    return [...this.#sessions.values()].flatMap(({ leg }) => (leg.callId === callId && leg.kind !== "coach" ? [leg.legId] : []));
  }

  refuse(): void {
    const { ringing } = phone.get();
    if (ringing !== null) this.#sessions.get(ringing.legId)?.session.terminate(BUSY);
  }

  #over(legId: string): void {
    if (!this.#sessions.delete(legId)) return;
    this.#mixer.remove(legId);
    const { ringing, talks, together, muted } = phone.get();
    const left = talks.filter((talk) => talk.legId !== legId);
    const isSilenced = left.length === 0;
    if (isSilenced) this.#mixer.muted = false;
    changePhone({
      talks: left,
      ringing: ringing?.legId === legId ? null : ringing,
      together: together && left.length > 1,
      muted: muted && !isSilenced,
    });
    if (phone.get().ringing === null) ringAloud(false);
  }

  /** The room says that a call is over, or does not ring here any more: an edge that died meanwhile told nobody. */
  forget(callId: string): void {
    for (const { session, leg, answered } of this.#sessions.values())
      if (leg.callId === callId && !session.isEnded()) session.terminate(answered ? {} : BUSY);
  }

  /** Ends a talk that the room does not know: one that the edge saved. */
  hangUpSaved(): void {
    for (const { session, leg } of this.#sessions.values()) if (leg.survival) session.terminate();
  }

  mute(muted: boolean): void {
    this.#mixer.muted = muted;
    changePhone({ muted });
  }

  /** A call of three: the caller and the called party hear each other through this console. */
  together(on: boolean): void {
    const { talks } = phone.get();
    const called = talks.filter(({ kind }) => kind === "called_out");
    // In a call out the first who was called is the caller.
    const caller = talks.find(({ kind }) => kind === "caller") ?? called.shift();
    const [other] = called;
    if (caller === undefined || other === undefined) return;
    this.#mixer.join(caller.legId, other.legId, on);
    changePhone({ together: on });
  }

  /** A key of the telephone (RFC 4733), to the newest talk that this console speaks in. */
  press(digit: string): void {
    const talk = phone.get().talks.findLast(({ kind }) => kind === "caller" || kind === "called_out");
    const sender =
      talk &&
      this.#sessions
        .get(talk.legId)
        ?.session.connection.getSenders()
        .find(({ dtmf }) => dtmf !== null);
    sender?.dtmf?.insertDTMF(digit, 160, 80);
  }

  async #look(): Promise<void> {
    for (const kept of this.#sessions.values()) {
      if (!kept.answered || !kept.session.connection) continue;
      const reports: never[] = [];
      (await kept.session.connection.getStats()).forEach((each) => reports.push(each as never));
      const found = qualityOf(reports, kept.counted);
      if (found === null) continue;
      kept.counted = found.counted;
      const talks = phone.get().talks.map((talk) => (talk.legId === kept.leg.legId ? { ...talk, quality: found.quality } : talk));
      changePhone({ talks });
    }
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#ua.stop();
    for (const legId of this.#sessions.keys()) this.#over(legId);
    ringAloud(false);
  }
}
