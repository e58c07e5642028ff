import type { Carrier } from "./carrier.ts";
import { tagOf, token, uriOf, writeAnswer, writeRequest, type SipMessage } from "./message.ts";
import { addressOf, answerTo, sdpOf, type Direction, type Written } from "./sdp.ts";
import type { Sound } from "./sound.ts";
import { NO_TYPING, typingAddress, typingLines, type Typing } from "./typing.ts";

/** One conversation of a telephone. */
export type Talk = {
  readonly callId: string;
  readonly sound: Sound;
  /** Its text; null for a call that offers none. */
  readonly typing: Typing | null;
  /** The description of the other side that came last. */
  readonly theirs: () => string;
  /** The request that began it, where it came to us. */
  readonly invite: SipMessage | null;
  /** Time of its beginning, in epoch milliseconds. */
  readonly begunAt: number;
  /** Time of its answer, by either side; null before. */
  readonly answeredAt: () => number | null;
  readonly state: () => "ringing" | "talking" | "over";
  /** The status of the last answer to our INVITE. */
  readonly status: () => number | null;
  /** Methods of the requests that came within it, in their order. */
  readonly came: () => readonly string[];
  /** Sends early sound, and demands that it is acknowledged (100rel, RFC 3262). */
  readonly progress: () => void;
  readonly answer: () => void;
  readonly refuse: (status: string) => void;
  readonly hangUp: () => void;
  /** Says something beside the sound (INFO, RFC 6086): a key that was pressed. */
  readonly inform: (type: string, body: string) => void;
  /** Puts the other side on hold, or takes it back (re-INVITE). */
  readonly hold: (on: boolean) => void;
  /** Leaves text out of a call that had it, or adds it again (re-INVITE). */
  readonly writes: (on: boolean) => void;
};

export type Inner = Talk & {
  readonly receive: (message: SipMessage) => void;
  /** Says and hears nothing any more, whatever the other side thinks. */
  readonly forget: () => void;
};

/** Options of a call besides the number. */
export type CallOptions = {
  readonly headers?: readonly string[];
  /** Sends no description, and answers the one that comes. */
  readonly late?: boolean;
  /** False for a telephone that sends keys as tones alone, and says so by offering no events. */
  readonly events?: boolean;
  /** A body and its type in the place of the description: one that says where the caller is, too. */
  readonly body?: (sdp: string) => { readonly type: string; readonly text: string };
};

export type TalkOptions = {
  readonly carrier: Carrier;
  readonly user: string;
  readonly sound: Sound;
  readonly typing?: { readonly typing: Typing; readonly alone: boolean } | undefined;
  readonly ended: (callId: string) => void;
  readonly begunAt: number;
  /** A call of ours, or one that came. */
  readonly start: (CallOptions & { readonly target: string }) | { readonly invite: SipMessage };
};

/** The first wait before a request goes again, doubled each time, and how long it is tried (RFC 3261 §17.1.1.1: T1 and 64 T1). */
const FIRST_MS = 500;
const LONGEST_MS = 32_000;

/** Sends again until it is disposed, as UDP needs. */
function resendUntilHeard(send: () => void): Disposable {
  let wait = FIRST_MS;
  let timer = setTimeout(again, wait);
  function again(): void {
    send();
    wait *= 2;
    if (wait < LONGEST_MS) timer = setTimeout(again, wait);
  }
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/**
 * A conversation over a carrier that loses next to nothing. On loopback only an unanswered INVITE or CANCEL is sent twice, and an
 * unacknowledged answer.
 */
export function beginTalk({ carrier, user, sound, typing: given, ended, begunAt, start }: TalkOptions): Inner {
  const typing = given?.typing ?? null;
  const invite = "invite" in start ? start.invite : null;
  const call = "target" in start ? start : null;
  const ours = token();
  const callId = invite?.header("call-id") ?? `${token()}@caller.test`;
  const contact = `Contact: ${carrier.contact(user)}`;
  const local = invite === null ? `<sip:${user}@caller.test>;tag=${ours}` : `${invite.header("to") ?? ""};tag=${ours}`;
  let remote = invite === null ? `<${call?.target ?? ""}>` : (invite.header("from") ?? "");
  let target = call?.target ?? uriOf(invite?.header("contact"));
  let routes = invite?.all("record-route") ?? [];
  let [cseq, version] = [0, 1];
  let state: "ringing" | "talking" | "over" = "ringing";
  let [status, answeredAt] = [null as number | null, null as number | null];
  let inviteBranch = "";
  let cancelled = false;
  const came: string[] = [];
  /** Next re-INVITE to the other side, after the answer to the current one (RFC 3261 §14.1). */
  let [asking, holdNext] = [false, null as boolean | null];
  const byUdp = carrier.via.startsWith("SIP/2.0/UDP");
  let resending: Disposable | null = null;
  /** The end of an INVITE that nobody has answered by then (RFC 3261 §13.3.1). */
  let ringsUntil: NodeJS.Timeout | undefined;
  const sentOnce = (): void => {
    resending?.[Symbol.dispose]();
    resending = null;
  };
  const untilHeard = (text: string): void => {
    sentOnce();
    if (byUdp) resending = resendUntilHeard(() => carrier.send(text));
  };
  const late = call?.late === true;
  let isWriting = true;
  const written = (): Written | null =>
    given === undefined ? null : { lines: isWriting ? typingLines(given.typing.port) : NO_TYPING, alone: given.alone };
  const describe = (direction: Direction): string =>
    sdpOf(sound.port, version, direction, sound, { events: call?.events !== false, host: sound.host, written: written() });
  let theirs = "";
  /** Sends sound and text to where the other side says to be. */
  function follow(sdp: string): void {
    theirs = sdp;
    sound.to(addressOf(sdp));
    typing?.to(typingAddress(sdp));
  }

  function request(
    method: string,
    { number = ++cseq, branch = `z9hG4bK${token()}`, headers = [] as readonly string[], body = "", type = "application/sdp" } = {},
  ): string {
    const lines = [
      `Via: ${carrier.via};branch=${branch}`,
      ...routes.map((each) => `Route: ${each}`),
      "Max-Forwards: 70",
      `From: ${local}`,
      `To: ${remote}`,
      `Call-ID: ${callId}`,
      `CSeq: ${number} ${method}`,
      contact,
      ...headers,
    ];
    const text = writeRequest(method, target, lines, body, type);
    carrier.send(text);
    return text;
  }
  function over(): void {
    if (state === "over") return;
    state = "over";
    clearTimeout(ringsUntil);
    sentOnce();
    sound.close();
    typing?.close();
    ended(callId);
  }
  function hold(on: boolean): void {
    if (asking) {
      holdNext = on;
      return;
    }
    asking = true;
    version++;
    inviteBranch = `z9hG4bK${token()}`;
    request("INVITE", { branch: inviteBranch, body: describe(on ? "sendonly" : "sendrecv") });
  }
  function answered(message: SipMessage): void {
    const isFirst = status === null;
    status = message.status;
    if (status === null) return;
    if (status < 200) {
      if (isFirst) sentOnce();
      if (isFirst && cancelled) cancel();
      return;
    }
    sentOnce();
    acknowledge(message, status);
    const next = holdNext;
    [asking, holdNext] = [false, null];
    if (next !== null && state === "talking") hold(next);
  }
  function acknowledge(message: SipMessage, final: number): void {
    const number = Number(message.header("cseq")?.split(" ")[0]);
    if (final >= 300) {
      request("ACK", { number, branch: inviteBranch });
      if (state === "ringing") over();
      return;
    }
    if (tagOf(remote) === "") {
      remote = message.header("to") ?? remote;
      routes = message.all("record-route").toReversed();
    }
    target = uriOf(message.header("contact"));
    follow(message.body);
    request("ACK", { number, body: late && state === "ringing" ? describe("sendrecv") : "" });
    state = "talking";
    answeredAt ??= performance.timeOrigin + performance.now();
    // Their answer crossed our CANCEL: it stands, and is hung up.
    if (cancelled) hangUp();
  }
  function hangUp(): void {
    if (state === "talking") {
      request("BYE");
      over();
    } else if (state === "ringing" && invite === null && !cancelled) {
      cancelled = true;
      // Before anybody has said to have our INVITE, a CANCEL may overtake it (RFC 3261 §9.1).
      if (status !== null) cancel();
    }
  }
  function cancel(): void {
    untilHeard(request("CANCEL", { number: cseq, branch: inviteBranch }));
  }
  const reply = (message: SipMessage, said: string, body = ""): void => carrier.send(writeAnswer(message, said, ours, [contact], body));

  function refuse(said: string): void {
    if (invite === null || state !== "ringing") return;
    reply(invite, said);
    over();
  }

  if (call !== null) {
    inviteBranch = `z9hG4bK${token()}`;
    const sdp = late ? "" : describe("sendrecv");
    const { type, text } = call.body?.(sdp) ?? { type: "application/sdp", text: sdp };
    const sent = request("INVITE", { branch: inviteBranch, headers: call.headers ?? [], body: text, type });
    untilHeard(sent);
  } else if (invite !== null) {
    reply(invite, "180 Ringing");
    const expires = Number(invite.header("expires") ?? "0");
    if (expires > 0) ringsUntil = setTimeout(() => refuse("487 Request Terminated"), expires * 1_000);
  }
  return {
    callId,
    sound,
    typing,
    theirs: () => theirs,
    invite,
    begunAt,
    answeredAt: () => answeredAt,
    state: () => state,
    status: () => status,
    came: () => came,
    progress: () => {
      if (invite === null || state !== "ringing") return;
      const demands = ["Require: 100rel", "RSeq: 1", contact];
      carrier.send(writeAnswer(invite, "183 Session Progress", ours, demands, describe("sendrecv")));
    },
    answer: () => {
      if (invite === null || state !== "ringing") return;
      state = "talking";
      answeredAt = performance.timeOrigin + performance.now();
      follow(invite.body);
      // Sent again until it is acknowledged, on every carrier (RFC 3261 §13.3.1.4).
      const said = answerTo(invite.body, describe("sendrecv"));
      reply(invite, "200 OK", said);
      resending = resendUntilHeard(() => reply(invite, "200 OK", said));
    },
    refuse,
    hangUp,
    inform: (type, body) => {
      if (state === "talking") request("INFO", { body, type });
    },
    hold,
    writes: (on) => {
      isWriting = on;
      hold(false);
    },
    forget: over,
    receive: (message) => {
      if (message.method !== null) came.push(message.method);
      if (message.method === null) {
        const answers = message.header("cseq")?.split(" ")[1];
        if (answers === "INVITE") answered(message);
        else if (answers === "CANCEL") sentOnce();
      } else if (message.method === "BYE") {
        reply(message, state === "over" ? "481 Gone" : "200 OK");
        over();
      } else if (message.method === "CANCEL") {
        reply(message, "200 OK");
        // One that comes after our answer changes nothing (RFC 3261 §9.2).
        if (invite === null || state !== "ringing") return;
        reply(invite, "487 Request Terminated");
        over();
      } else if (message.method === "INVITE") {
        if (message.body !== "") follow(message.body);
        version++;
        reply(message, "200 OK", describe("sendrecv"));
      } else if (message.method === "ACK") {
        sentOnce();
      } else {
        // A question within a dialog that never stood, or stands no more.
        const isOurs = state === "talking" || (state === "ringing" && invite !== null);
        reply(message, isOurs ? "200 OK" : "481 Gone");
      }
    },
  };
}
