import type { Carrier } from "./carrier.ts";
import { tagOf, token, uriOf, writeAnswer, writeMessage, type SipMessage } from "./message.ts";
import type { Sound } from "./sound.ts";

/** One conversation of a telephone. */
export type Talk = {
  readonly callId: string;
  readonly sound: Sound;
  /** The request that began it. */
  readonly invite: SipMessage | null;
  readonly state: () => "ringing" | "talking" | "over";
  /** The status of the last answer to our INVITE. */
  readonly status: () => number | null;
  readonly answer: () => void;
  readonly refuse: (status: string) => void;
  readonly hangUp: () => void;
  /** Puts the other side on hold, or takes it back (re-INVITE). */
  readonly hold: (on: boolean) => void;
};

export type Inner = Talk & { readonly take: (message: SipMessage) => void };
type Direction = "sendrecv" | "sendonly";

const sdpOf = (port: number, version: number, direction: Direction): string =>
  [
    "v=0",
    `o=- 1 ${version} IN IP4 127.0.0.1`,
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio ${port} RTP/AVP 8 101`,
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:101 telephone-event/8000",
    `a=${direction}`,
    "",
  ].join("\r\n");

function addressOf(sdp: string): { host: string; port: number } | null {
  const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
  const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1]);
  return host === undefined || !port ? null : { host, port };
}

export type TalkOptions = {
  readonly carrier: Carrier;
  readonly user: string;
  readonly sound: Sound;
  readonly ended: (callId: string) => void;
  /** A call of ours, or one that came. */
  readonly start:
    | { readonly target: string; readonly headers: readonly string[]; readonly late: boolean }
    | { readonly invite: SipMessage };
};

/** A conversation over a carrier that loses nothing: on loopback no message is sent twice but an INVITE that nobody answered. */
export function beginTalk({ carrier, user, sound, ended, start }: TalkOptions): Inner {
  const invite = "invite" in start ? start.invite : null;
  const ours = token();
  const callId = invite?.header("call-id") ?? `${token()}@caller.test`;
  const contact = `Contact: ${carrier.contact(user)}`;
  const local = invite === null ? `<sip:${user}@caller.test>;tag=${ours}` : `${invite.header("to") ?? ""};tag=${ours}`;
  let remote = invite === null ? `<${"target" in start ? start.target : ""}>` : (invite.header("from") ?? "");
  let target = invite === null ? ("target" in start ? start.target : "") : uriOf(invite.header("contact"));
  let routes = invite?.all("record-route") ?? [];
  let [cseq, version] = [0, 1];
  let state: "ringing" | "talking" | "over" = "ringing";
  let status: number | null = null;
  let inviteBranch = "";
  const late = "late" in start && start.late;

  function request(
    method: string,
    { number = ++cseq, branch = `z9hG4bK${token()}`, headers = [] as readonly string[], body = "" } = {},
  ): void {
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
    carrier.send(writeMessage(`${method} ${target} SIP/2.0`, lines, body));
  }
  function over(): void {
    if (state === "over") return;
    state = "over";
    sound.close();
    ended(callId);
  }
  function answered(message: SipMessage): void {
    const number = Number(message.header("cseq")?.split(" ")[0]);
    status = message.status;
    if (message.status === null || message.status < 200) return;
    if (message.status >= 300) {
      request("ACK", { number, branch: inviteBranch });
      if (state === "ringing") over();
      return;
    }
    if (tagOf(remote) === "") {
      remote = message.header("to") ?? remote;
      routes = message.all("record-route").toReversed();
    }
    target = uriOf(message.header("contact"));
    sound.to(addressOf(message.body));
    request("ACK", { number, body: late && state === "ringing" ? sdpOf(sound.port, version, "sendrecv") : "" });
    state = "talking";
  }
  const reply = (message: SipMessage, said: string, body = ""): void => carrier.send(writeAnswer(message, said, ours, [contact], body));

  if ("target" in start) {
    inviteBranch = `z9hG4bK${token()}`;
    request("INVITE", { branch: inviteBranch, headers: start.headers, body: late ? "" : sdpOf(sound.port, version, "sendrecv") });
  } else {
    reply(start.invite, "180 Ringing");
  }
  return {
    callId,
    sound,
    invite,
    state: () => state,
    status: () => status,
    answer: () => {
      if (invite === null || state !== "ringing") return;
      state = "talking";
      sound.to(addressOf(invite.body));
      reply(invite, "200 OK", sdpOf(sound.port, version, "sendrecv"));
    },
    refuse: (said) => {
      if (invite === null || state !== "ringing") return;
      reply(invite, said);
      over();
    },
    hangUp: () => {
      if (state === "talking") request("BYE");
      else if (state === "ringing" && invite === null) request("CANCEL", { number: cseq, branch: inviteBranch });
      if (state === "talking") over();
    },
    hold: (on) => {
      inviteBranch = `z9hG4bK${token()}`;
      request("INVITE", { branch: inviteBranch, body: sdpOf(sound.port, ++version, on ? "sendonly" : "sendrecv") });
    },
    take: (message) => {
      if (message.method === null) {
        if (message.header("cseq")?.endsWith(" INVITE") === true) answered(message);
      } else if (message.method === "BYE") {
        reply(message, state === "over" ? "481 Gone" : "200 OK");
        over();
      } else if (message.method === "CANCEL") {
        reply(message, "200 OK");
        if (invite !== null && state === "ringing") reply(invite, "487 Request Terminated");
        over();
      } else if (message.method === "INVITE") {
        if (message.body !== "") sound.to(addressOf(message.body));
        reply(message, "200 OK", sdpOf(sound.port, ++version, "sendrecv"));
      } else if (message.method !== "ACK") {
        reply(message, state === "over" ? "481 Gone" : "200 OK");
      }
    },
  };
}
