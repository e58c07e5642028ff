import {
  dialogId,
  fieldOf,
  receiveNumber,
  requestIn,
  retarget,
  nextNumber,
  readUri,
  type Body,
  type DialogState,
  type Header,
  type ReceivedRequest,
  type ReceivedResponse,
} from "@amaliyat/domain/sip";
import { randomInt } from "node:crypto";
import type { Log } from "../../platform/log.ts";
import { Repeating } from "./core/repeating.ts";
import { ALLOW, type DialogEnd, type SipCore } from "./core/core.ts";
import type { ClientHeard } from "./core/client.ts";
import type { Asked } from "./core/server.ts";
import { allows, bodyOf, headersOf, linesOf, sdpBody } from "./message/headers.ts";
import { keyOfInfo } from "./message/info-key.ts";
import { MIN_SESSION_S } from "./limits.ts";
import { isEnd } from "./ends.ts";
import { readAnswer } from "./description/sdp.ts";
import { actAfter, agreedTimer, answerTimer, readTimer, type SessionTimer } from "./message/session-timer.ts";
import { snapshotOf, type DialogSnapshot, type Kept } from "./snapshot.ts";

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
  /** The name of their end: the instance of their contact (RFC 5627), or its user and host. */
  readonly page: string;
  readonly snapshot: () => DialogSnapshot;
  readonly listen: (heard: DialogHeard) => void;
  readonly bye: () => void;
  /** Asks whether they still know the dialog (INFO, RFC 6086). */
  readonly probe: () => Promise<"alive" | "gone" | "unknown">;
  /** Offers other sound; their answer as `narrow` writes it, or null where they refuse or it cannot be read. */
  readonly offer: (sdp: string) => Promise<string | null>;
};

export type DialogKit = {
  readonly core: SipCore;
  readonly contact: Header;
  readonly log: Log;
};

/** Answers after which a dialog is over (RFC 5057 §5.1). */
const GONE = new Set([404, 410, 416, 481, 482, 483, 484, 485, 604]);
const SILENT = new Set([408, 503]);

export const goneBy = (status: number): "alive" | "gone" | "unknown" =>
  GONE.has(status) ? "gone" : SILENT.has(status) ? "unknown" : "alive";

/** Time in which a restored dialog is refreshed first, ms: a caller with a short timer of 90 s is ended 58 s after the last refresh. */
const FIRST_REFRESH_MS = [1_000, 5_000] as const;
/** Seconds after which a re-INVITE that came too soon may come again (RFC 3261 §14.2). */
const RETRY_S = [1, 11] as const;

const nobody: DialogHeard = {
  ended: () => undefined,
  offered: () => Promise.resolve(null),
  answered: () => undefined,
  digit: () => undefined,
  changed: () => undefined,
};

const nothing = (): void => undefined;
const nobodyAnswers: ClientHeard = { answered: nothing, failed: nothing };
const isFinal = ({ status }: ReceivedResponse): boolean => status >= 200;
const isAccepted = ({ status }: ReceivedResponse): boolean => status >= 200 && status < 300;
const retryAfter = (seconds: number): { headers: Header[] } => ({ headers: [["retry-after", String(seconds)]] });

/** A 2xx of ours to an INVITE within a dialog that its other side has not acknowledged. */
type Unacknowledged = { readonly repeating: Repeating; readonly settled: () => void };

export class SipDialog implements Dialog, DialogEnd {
  readonly #kit: DialogKit;
  #state: DialogState;
  #kept: Kept;
  #heard = nobody;
  #over = false;
  /** Our answers that wait for their ACK, by the number of their INVITE. */
  readonly #awaited = new Map<number, Unacknowledged>();
  /** Number of the INVITE that made this dialog, until it is acknowledged: no BYE may go before (RFC 3261 §15). */
  #made: number | null = null;
  /** Our description waits for their answer in the ACK. */
  #offering = false;
  #timer: NodeJS.Timeout | undefined;
  /** An offer of theirs is being taken. */
  #isTaking = false;
  /** A re-INVITE of ours is not answered yet. */
  #isAsking = false;

  constructor(state: DialogState, kit: DialogKit, kept: Kept) {
    [this.#state, this.#kit, this.#kept] = [state, kit, kept];
    kit.core.dialogs.set(this.id, this);
    this.#schedule();
  }

  get id(): string {
    return dialogId(this.#state);
  }

  get page(): string {
    const { remoteTarget } = this.#state;
    const [, instance] = /;gr=urn:uuid:([\da-f-]{1,64})/i.exec(remoteTarget) ?? [];
    const uri = readUri(remoteTarget);
    return instance ?? (uri?.kind === "sip" ? `${uri.user ?? ""}@${uri.host}` : "");
  }

  snapshot(): DialogSnapshot {
    return snapshotOf(this.#state, this.#kept);
  }

  listen(heard: DialogHeard): void {
    this.#heard = heard;
  }

  bye(): void {
    if (this.#over) return;
    this.#close();
    if (this.#made === null) return this.#sayBye();
    // Their INVITE that comes again begins another call: answered as this one, it would be hung up at once.
    this.#awaited.get(this.#made)?.settled();
  }

  /**
   * Waits for the ACK to the answer that made this dialog; the answer is sent again until then. `offered` if it was our offer, so that their
   * description comes in the ACK.
   */
  awaitAck(number: number, repeating: Repeating, offered: boolean, settled: () => void = nothing): void {
    this.#made = number;
    this.#offering = offered;
    this.#await(number, repeating, settled);
  }

  #await(number: number, repeating: Repeating, settled: () => void): void {
    this.#awaited.set(number, { repeating, settled });
    repeating.start(() => this.#unacknowledged(number));
  }

  #unacknowledged(number: number): void {
    this.#settle(number);
    // A re-INVITE without an ACK ends no talk.
    if (number !== this.#made) return;
    this.#made = null;
    if (this.#over) this.#sayBye();
    else this.#lost();
  }

  /** Waits no more for an ACK to this INVITE and those before it. */
  #settle(upTo: number): void {
    for (const [number, { repeating, settled }] of this.#awaited) {
      if (number > upTo) continue;
      repeating.stop();
      this.#awaited.delete(number);
      settled();
    }
  }

  /** Stops minding the dialog without ending it: the next server takes it back. */
  leave(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    for (const { repeating } of this.#awaited.values()) repeating.stop();
  }

  probe(): Promise<"alive" | "gone" | "unknown"> {
    return new Promise((resolve) => {
      const refused = (status: number): void => resolve(goneBy(status));
      this.#ask("INFO", [], null, {
        answered: (answer) => {
          if (isAccepted(answer)) resolve("alive");
          else if (isFinal(answer)) refused(answer.status);
        },
        failed: refused,
      });
      this.#heard.changed();
    });
  }

  offer(sdp: string): Promise<string | null> {
    return new Promise((resolve) => {
      if (this.#over || this.#isAsking || this.#isTaking || this.#awaited.size > 0) return resolve(null);
      this.#isAsking = true;
      let ack: string | null = null;
      const refused = (status: number): void => {
        this.#isAsking = false;
        if (goneBy(status) === "gone") this.#lost();
        resolve(null);
      };
      const number = this.#ask("INVITE", [this.#kit.contact, ALLOW, ...this.#timerHeaders()], sdpBody(sdp), {
        answered: (answer) => {
          if (!isFinal(answer)) return;
          if (!isAccepted(answer)) return refused(answer.status);
          if (ack !== null) return this.#kit.core.send(ack);
          this.#state = retarget(this.#state, answer);
          ack = this.acknowledge(number);
          this.#isAsking = false;
          this.#kept = { ...this.#kept, sdp };
          this.#agreed(answer);
          resolve(readAnswer(sdp, bodyOf(answer).sdp ?? ""));
        },
        failed: refused,
      });
      this.#heard.changed();
    });
  }

  /** Acknowledges their 2xx to our INVITE of this number: the ACK as it went. */
  acknowledge(number: number): string {
    return this.#kit.core.acknowledge(requestIn(this.#state, "ACK", number));
  }

  receive(asked: Asked): void {
    const { message } = asked;
    if (!isEnd(this.#kept.end, message)) return void asked.reply(481);
    const next = receiveNumber(this.#state, message.cseq);
    if (next === null) return void asked.reply(500, retryAfter(1));
    this.#state = next;
    if (this.#over && message.method !== "BYE") return void asked.reply(481);
    switch (message.method) {
      case "BYE":
        asked.reply(200);
        return this.#hungUp();
      case "INFO": {
        asked.reply(200);
        const digit = keyOfInfo(fieldOf(message, "content-type") ?? "", message.body);
        return digit === null ? undefined : this.#heard.digit(digit);
      }
      case "INVITE":
        return this.#reinvited(asked);
      case "UPDATE":
        return this.#updated(asked);
      default:
        // No provisional answer of ours demands a PRACK.
        return void asked.reply(message.method === "PRACK" ? 481 : 501);
    }
  }

  #reinvited(asked: Asked): void {
    const awaits = [...this.#awaited.keys()].some((number) => number !== this.#made);
    if (this.#isTaking || this.#offering || awaits) return void asked.reply(500, retryAfter(randomInt(...RETRY_S)));
    if (this.#isAsking) return void asked.reply(491);
    this.#state = retarget(this.#state, asked.message);
    this.#take(asked, {
      accept: (headers, answer) => {
        const text = asked.reply(200, { headers, body: sdpBody(answer ?? this.#kept.sdp) });
        if (text !== null) this.#await(asked.message.cseq, new Repeating(text, this.#kit.core), nothing);
      },
      mayOffer: true,
    });
  }

  /** An UPDATE (RFC 3311) refreshes the session, or offers other sound: one offer at a time (§5.2). */
  #updated(asked: Asked): void {
    const offers = bodyOf(asked.message).sdp !== null;
    this.#state = retarget(this.#state, asked.message);
    if (this.#isTaking) return void asked.reply(500, retryAfter(1));
    if (offers && (this.#isAsking || this.#offering)) return void asked.reply(491);
    this.#take(asked, {
      accept: (headers, answer) => void asked.reply(200, { headers, body: answer === null ? null : sdpBody(answer) }),
      mayOffer: false,
    });
  }

  /** Takes an offer; a fault of ours ends this dialog, and not the server. */
  #take(asked: Asked, reply: Reply): void {
    this.#isTaking = true;
    this.#reoffered(asked, reply)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#isTaking = false));
  }

  #failed(error: unknown): void {
    this.#kit.log.error({ err: error }, "sip: dialog failed, ended");
    this.#lost();
  }

  async #reoffered(asked: Asked, reply: Reply): Promise<void> {
    const timer = answerTimer(readTimer(headersOf(asked.message)));
    if (timer.kind === "too_small") return void asked.reply(422, { headers: [["min-se", String(MIN_SESSION_S)]] });
    const { sdp } = bodyOf(asked.message);
    const answer = sdp === null ? null : await this.#heard.offered(sdp);
    if (this.#over) return void asked.reply(481);
    if (sdp !== null && answer === null) return void asked.reply(488);
    if (answer !== null) this.#kept = { ...this.#kept, sdp: answer };
    if (reply.mayOffer) this.#offering = sdp === null;
    this.#kept = { ...this.#kept, timer: timer.timer };
    reply.accept([this.#kit.contact, ALLOW, ...linesOf(timer.headers)], answer);
    this.#schedule();
    this.#heard.changed();
  }

  acknowledged(ack: ReceivedRequest): void {
    if (!this.#awaited.has(ack.cseq) || !isEnd(this.#kept.end, ack)) return;
    this.#settle(ack.cseq);
    if (this.#made !== null && ack.cseq >= this.#made) this.#made = null;
    if (this.#over) return this.#made === null ? this.#sayBye() : undefined;
    if (this.#offering) {
      this.#offering = false;
      const sdp = readAnswer(this.#kept.sdp, bodyOf(ack).sdp ?? "");
      if (sdp === null) return this.#lost();
      this.#heard.answered(sdp);
    }
    const { acknowledged } = this.#heard;
    this.#heard = { ...this.#heard, acknowledged: nothing };
    acknowledged?.();
  }

  #agreed(answer: ReceivedResponse): void {
    this.#kept = { ...this.#kept, timer: agreedTimer(readTimer(headersOf(answer))), updates: allows(answer, "UPDATE") };
    this.#schedule();
    this.#heard.changed();
  }

  #timerHeaders(): Header[] {
    const { timer } = this.#kept;
    return timer === null ? [] : [["session-expires", `${timer.seconds};refresher=${timer.refresher === "us" ? "uac" : "uas"}`]];
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
    const act = (): void => (timer.refresher === "us" ? this.#refresh(timer) : this.#lost());
    this.#timer = setTimeout(act, Math.min(withinMs, actAfter(timer) * 1000)).unref();
  }

  #refresh(timer: SessionTimer): void {
    if (!this.#kept.updates) {
      this.offer(this.#kept.sdp).then(
        () => this.#schedule(),
        (error: unknown) => this.#failed(error),
      );
      return;
    }
    const refused = (status: number): void => {
      if (goneBy(status) === "gone" || status === 408) return this.#lost();
      this.#kept = { ...this.#kept, updates: status !== 405 && status !== 501, timer };
      return this.#schedule();
    };
    this.#ask("UPDATE", [this.#kit.contact, ...this.#timerHeaders()], null, {
      answered: (answer) => {
        if (!isFinal(answer)) return;
        if (!isAccepted(answer)) return refused(answer.status);
        this.#state = retarget(this.#state, answer);
        this.#agreed(answer);
      },
      failed: refused,
    });
    this.#heard.changed();
  }

  /** Sends the next request of this dialog: its number. */
  #ask(method: string, headers: readonly Header[], body: Body | null, heard: ClientHeard): number {
    this.#state = nextNumber(this.#state);
    const { localSeq } = this.#state;
    this.#kit.core.request(requestIn(this.#state, method, localSeq, { headers, body }), heard);
    return localSeq;
  }

  #lost(): void {
    if (this.#over) return;
    this.#close();
    this.#heard.ended("lost");
    // Else it is ended as soon as our answer is acknowledged, or will not be.
    if (this.#made === null) this.#sayBye();
  }

  /** Ends the dialog for the other side. */
  #sayBye(): void {
    this.#forget();
    this.#ask("BYE", [], null, nobodyAnswers);
  }

  #hungUp(): void {
    this.#forget();
    if (this.#over) return;
    this.#close();
    this.#heard.ended("party");
  }

  #close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Leaves the list of dialogs: nothing that comes for this one is answered by it. */
  #forget(): void {
    this.#settle(Infinity);
    this.#kit.core.dialogs.delete(this.id);
  }
}

type Reply = {
  readonly accept: (headers: Header[], body: string | null) => void;
  /** An INVITE without a description asks for our offer; an UPDATE without one changes no sound. */
  readonly mayOffer: boolean;
};
