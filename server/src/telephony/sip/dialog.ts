import { randomInt } from "node:crypto";
import type { Log } from "../../platform/log.ts";
import {
  ALLOW,
  SessionState,
  SignalingState,
  type IncomingRequestMessage,
  type IncomingResponseMessage,
  type Session,
  type UserAgentCore,
} from "./message/core.ts";
import { allows, bodyOf, headersOf, sdpBody } from "./message/headers.ts";
import { keyOfInfo } from "./message/info-key.ts";
import { MIN_SESSION_S } from "./limits.ts";
import { readAnswer } from "./description/sdp.ts";
import { actAfter, agreedTimer, answerTimer, readTimer, type SessionTimer } from "./message/session-timer.ts";
import { answerBy } from "./kept-answer.ts";
import { awaitsAck, giveUpAck, makeRequest, negotiates, acceptRequest, makeSnapshot, type DialogSnapshot } from "./snapshot.ts";

/** Callbacks of a dialog to its owner. */
export type DialogHeard = {
  /** They hung up, or cannot be reached any more. Told once, and not after our own `bye`. */
  readonly ended: (by: "party" | "lost") => void;
  /** They offer other sound (re-INVITE, UPDATE): the answer, or null to refuse. */
  readonly offered: (sdp: string) => Promise<string | null>;
  /** They answer what we had offered in our own answer (INVITE without a description), as `narrow` writes it. Unreadable ends the dialog. */
  readonly answered: (sdp: string) => void;
  readonly digit: (digit: string) => void;
  /** Our answer to their INVITE has reached them (ACK): told once, after `answered`. */
  readonly acknowledged?: () => void;
  /** The snapshot of a moment ago is out of date. */
  readonly changed: () => void;
};

/** A standing conversation with one party. */
export type Dialog = {
  readonly id: string;
  readonly snapshot: () => DialogSnapshot;
  readonly listen: (heard: DialogHeard) => void;
  readonly bye: () => void;
  /** Asks whether they still know the dialog (INFO, RFC 6086). */
  readonly probe: () => Promise<"alive" | "gone" | "unknown">;
  /** Offers other sound; their answer as `narrow` writes it, or null where they refuse or it cannot be read. */
  readonly offer: (sdp: string) => Promise<string | null>;
};

export type DialogKit = {
  readonly core: UserAgentCore;
  readonly contact: string;
  readonly log: Log;
  readonly closed: (id: string) => void;
};
export type Kept = Pick<DialogSnapshot, "sdp" | "timer" | "updates">;

/** Answers after which a dialog is over (RFC 5057 §5.1). */
const GONE = new Set([404, 410, 416, 481, 482, 483, 484, 485, 604]);
const SILENT = new Set([408, 503]);

export const goneBy = (status: number): "alive" | "gone" | "unknown" =>
  GONE.has(status) ? "gone" : SILENT.has(status) ? "unknown" : "alive";

/** An answer that nobody acknowledges is sent again after these, and for so long, ms (RFC 3261 §13.3.1.4: T1, T2 and 64 T1). */
const [FIRST_REPEAT_MS, LAST_REPEAT_MS, ACK_WITHIN_MS] = [250, 4_000, 32_000];

/** Time in which a restored dialog is refreshed first, ms: a caller with a short timer of 90 s is ended 58 s after the last refresh. */
const FIRST_REFRESH_MS = [1_000, 5_000] as const;

const nobody: DialogHeard = {
  ended: () => undefined,
  offered: () => Promise.resolve(null),
  answered: () => undefined,
  digit: () => undefined,
  changed: () => undefined,
};

export class SipDialog implements Dialog {
  readonly #session: Session;
  readonly #kit: DialogKit;
  #kept: Kept;
  #heard = nobody;
  #over = false;
  #byeAfterAck = false;
  /** Our description waits for their answer in the ACK. */
  #offering: boolean;
  #timer: NodeJS.Timeout | undefined;
  /** Our answer, where it was sent by a server that died, until it is acknowledged. */
  #answer: { readonly text: string; readonly send: (text: string) => void; readonly settled: () => void } | null = null;
  #repeating: NodeJS.Timeout | undefined;
  /** An offer of theirs is being taken. */
  #isTaking = false;

  constructor(session: Session, kit: DialogKit, kept: Kept, offering: boolean) {
    this.#session = session;
    this.#kit = kit;
    this.#kept = kept;
    this.#offering = offering;
    session.delegate = {
      onAck: ({ message }) => this.#acknowledged(message),
      onAckTimeout: () => (this.#byeAfterAck ? void session.bye() : this.#lost()),
      onBye: (request) => {
        request.accept();
        this.#end("party");
      },
      onInfo: (request) => {
        const digit = keyOfInfo(request.message.getHeader("content-type") ?? "", request.message.body);
        request.accept();
        if (digit !== null) this.#heard.digit(digit);
      },
      onInvite: (request) =>
        this.#take(request.message, {
          accept: (extraHeaders, body) => void request.accept({ statusCode: 200, extraHeaders, body: sdpBody(body ?? this.#kept.sdp) }),
          reject: (statusCode, extraHeaders) => void request.reject({ statusCode, extraHeaders }),
          mayOffer: true,
        }),
      onPrack: (request) => void request.reject({ statusCode: 481 }),
    };
    this.#schedule();
  }

  get id(): string {
    return this.#session.id;
  }

  snapshot(): DialogSnapshot {
    return makeSnapshot(this.#session, this.#kept);
  }

  listen(heard: DialogHeard): void {
    this.#heard = heard;
  }

  bye(): void {
    if (this.#over) return;
    this.#close();
    if (!awaitsAck(this.#session)) return this.#sayBye();
    this.#byeAfterAck = true;
    // Their INVITE that comes again begins another call: answered as this one, it would be hung up at once.
    this.#answer?.settled();
  }

  /** Sends our answer to their INVITE again, more and more seldom, until it is acknowledged: the last server died before that. */
  repeat(answer: string, send: (text: string) => void, settled: () => void): void {
    this.#answer = { text: answer, send, settled };
    let wait = FIRST_REPEAT_MS;
    const until = performance.now() + ACK_WITHIN_MS;
    const again = (): void => {
      if (this.#answer === null) return;
      if (performance.now() > until) return this.#unacknowledged();
      send(this.#answer.text);
      wait = Math.min(LAST_REPEAT_MS, wait * 2);
      this.#repeating = setTimeout(again, wait).unref();
    };
    again();
  }

  /** Their INVITE came again by another way: it is answered there. */
  answerAgain(vias: readonly string[]): void {
    if (this.#answer === null) return;
    this.#answer = { ...this.#answer, text: answerBy(vias, this.#answer.text) };
    this.#answer.send(this.#answer.text);
  }

  #unacknowledged(): void {
    this.#settle();
    giveUpAck(this.#session);
    if (this.#byeAfterAck) this.#sayBye();
    else this.#lost();
  }

  #settle(): void {
    clearTimeout(this.#repeating);
    this.#answer?.settled();
    this.#answer = null;
  }

  /** Stops minding the dialog without ending it: the next server takes it back. */
  leave(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#repeating);
  }

  probe(): Promise<"alive" | "gone" | "unknown"> {
    return new Promise((resolve) => {
      this.#session.info({ onAccept: () => resolve("alive"), onReject: ({ message }) => resolve(goneBy(message.statusCode ?? 408)) }, {});
      this.#heard.changed();
    });
  }

  offer(sdp: string): Promise<string | null> {
    return new Promise((resolve) => {
      if (this.#over || this.#session.sessionState !== SessionState.Confirmed || negotiates(this.#session)) return resolve(null);
      this.#session.invite(
        {
          onAccept: (response) => {
            response.ack();
            this.#kept = { ...this.#kept, sdp };
            this.#agreed(response.message);
            resolve(readAnswer(sdp, bodyOf(response.message).sdp ?? ""));
          },
          onReject: ({ message }) => {
            if (goneBy(message.statusCode ?? 408) === "gone") this.#lost();
            resolve(null);
          },
        },
        { extraHeaders: [`Contact: ${this.#kit.contact}`, ALLOW, ...this.#timerHeaders()], body: sdpBody(sdp) },
      );
      this.#heard.changed();
    });
  }

  /** An UPDATE within this dialog (RFC 3311): refreshes the session, or offers other sound. */
  update(message: IncomingRequestMessage): void {
    const reply = (statusCode: number, extraHeaders: string[], body?: string): void =>
      void this.#kit.core.replyStateless(message, {
        statusCode,
        extraHeaders,
        ...(body === undefined ? {} : { body: sdpBody(body) }),
      });
    if (!acceptRequest(this.#session, message, message.getHeader("contact") ?? null)) return reply(500, ["Retry-After: 1"]);
    // One offer at a time (RFC 3311 §5.2).
    if (this.#isTaking) return reply(500, ["Retry-After: 1"]);
    const offers = bodyOf(message).sdp !== null;
    if (offers && this.#session.signalingState === SignalingState.HaveLocalOffer) return reply(491, []);
    if (offers && this.#session.signalingState === SignalingState.HaveRemoteOffer) return reply(500, ["Retry-After: 1"]);
    this.#take(message, { accept: (headers, body) => reply(200, headers, body ?? undefined), reject: reply, mayOffer: false });
  }

  /** Takes an offer; a fault of ours ends this dialog, and not the server. */
  #take(message: IncomingRequestMessage, reply: Reply): void {
    this.#isTaking = true;
    this.#reoffered(message, reply)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#isTaking = false));
  }

  #failed(error: unknown): void {
    this.#kit.log.error({ err: error }, "sip: dialog failed, ended");
    this.#lost();
  }

  async #reoffered(message: IncomingRequestMessage, reply: Reply): Promise<void> {
    const timer = answerTimer(readTimer(headersOf(message)));
    if (timer.kind === "too_small") return reply.reject(422, [`Min-SE: ${MIN_SESSION_S}`]);
    const { sdp } = bodyOf(message);
    const answer = sdp === null ? null : await this.#heard.offered(sdp);
    if (this.#over) return reply.reject(481, []);
    if (sdp !== null && answer === null) return reply.reject(488, []);
    if (answer !== null) this.#kept = { ...this.#kept, sdp: answer };
    this.#offering = sdp === null && reply.mayOffer;
    this.#kept = { ...this.#kept, timer: timer.timer };
    reply.accept([`Contact: ${this.#kit.contact}`, ALLOW, ...timer.headers], answer);
    this.#schedule();
    this.#heard.changed();
  }

  #acknowledged(message: IncomingRequestMessage): void {
    this.#settle();
    if (this.#byeAfterAck) return this.#sayBye();
    if (this.#offering) {
      this.#offering = false;
      const sdp = readAnswer(this.#kept.sdp, bodyOf(message).sdp ?? "");
      if (sdp === null) return this.#lost();
      this.#heard.answered(sdp);
    }
    const { acknowledged } = this.#heard;
    this.#heard = { ...this.#heard, acknowledged: () => undefined };
    acknowledged?.();
  }

  #agreed(message: IncomingResponseMessage): void {
    this.#kept = { ...this.#kept, timer: agreedTimer(readTimer(headersOf(message))), updates: allows(message, "UPDATE") };
    this.#schedule();
    this.#heard.changed();
  }

  #timerHeaders(): string[] {
    const { timer } = this.#kept;
    if (timer === null) return [];
    return [`Session-Expires: ${timer.seconds};refresher=${timer.refresher === "us" ? "uac" : "uas"}`];
  }

  /**
   * Refreshes within some seconds, where that is ours: nobody knows when the last server did. The other side ends a call that is not
   * refreshed in time (RFC 4028 §10). Restored calls are spread over the seconds.
   */
  refreshSoon(): void {
    if (this.#kept.timer?.refresher === "us") this.#schedule(randomInt(...FIRST_REFRESH_MS));
  }

  #schedule(withinMs = Infinity): void {
    clearTimeout(this.#timer);
    const { timer } = this.#kept;
    if (timer === null || this.#over) return;
    const act = (): void => (timer.refresher === "us" ? this.#refreshOrEnd(timer) : this.#lost());
    this.#timer = setTimeout(act, Math.min(withinMs, actAfter(timer) * 1000)).unref();
  }

  #refreshOrEnd(timer: SessionTimer): void {
    try {
      this.#refresh(timer);
    } catch (error) {
      this.#failed(error);
    }
  }

  #refresh(timer: SessionTimer): void {
    if (!this.#kept.updates) {
      this.offer(this.#kept.sdp).then(
        () => this.#schedule(),
        (error: unknown) => this.#failed(error),
      );
      return;
    }
    const headers = [`Contact: ${this.#kit.contact}`, ...this.#timerHeaders()];
    const request = makeRequest(this.#session, "UPDATE", headers);
    this.#kit.core.request(request, {
      onAccept: ({ message }) => this.#agreed(message),
      onReject: ({ message }) => {
        const status = message.statusCode ?? 408;
        if (goneBy(status) === "gone" || status === 408) return this.#lost();
        this.#kept = { ...this.#kept, updates: status !== 405 && status !== 501, timer };
        return this.#schedule();
      },
    });
    this.#heard.changed();
  }

  #lost(): void {
    if (this.#over) return;
    this.#end("lost");
    this.#sayBye();
  }

  /** Ends the dialog for the other side. A party that cannot be told keeps no other on the line. */
  #sayBye(): void {
    try {
      this.#session.bye();
    } catch (error) {
      this.#kit.log.debug({ err: error }, "sip: BYE not sent");
    }
  }

  #end(by: "party" | "lost"): void {
    if (this.#over) return;
    // One who ends the call has heard of our answer.
    this.#settle();
    this.#close();
    this.#heard.ended(by);
  }

  #close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#kit.closed(this.id);
  }
}

type Reply = {
  readonly accept: (headers: string[], body: string | null) => void;
  readonly reject: (status: number, headers: string[]) => void;
  /** An INVITE without a description asks for our offer; an UPDATE without one changes no sound. */
  readonly mayOffer: boolean;
};
