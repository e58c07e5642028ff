import { createHash } from "node:crypto";
import type { Carrier } from "./carrier.ts";
import type { Law } from "./g711.ts";
import { readText, tagOf, token, writeAnswer, writeRequest, type SipMessage } from "./message.ts";
import { lawIn } from "./sdp.ts";
import { openSound, stillSound, type Sound } from "./sound.ts";
import { beginTalk, type CallOptions, type Inner, type Talk } from "./talk.ts";
import { openTyping, type TypingOptions } from "./typing.ts";
import { toneVoice, type Voice } from "./voice.ts";

type Login = { readonly username: string; readonly password: string; readonly realm: string };

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** The answer to a digest challenge (RFC 2617 §3.2.2), with or without qop. */
function digest(challenge: string, { username, password, realm }: Login, method: string, uri: string): string {
  const value = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? "";
  const nonce = value("nonce");
  const [first, second] = [md5(`${username}:${realm}:${password}`), md5(`${method}:${uri}`)];
  const said = `username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=MD5`;
  if (value("qop") === "") return `Digest ${said}, response="${md5(`${first}:${nonce}:${second}`)}"`;
  const response = md5(`${first}:${nonce}:00000001:c1:auth:${second}`);
  return `Digest ${said}, qop=auth, nc=00000001, cnonce="c1", response="${response}"`;
}

/** A telephone: it calls, is called, and says one voice in all its conversations. */
export type Phone = AsyncDisposable & {
  /** `host:port` where it is reached. */
  readonly address: string;
  /** Calls a number or an address; `as` is another number than its own. */
  readonly call: (
    target: string,
    options?: CallOptions & { readonly as?: string; readonly voice?: Voice; readonly text?: TypingOptions },
  ) => Promise<Talk>;
  /** Conversations that stand, those that ring included. */
  readonly talks: () => readonly Talk[];
  /** Registers with credentials: the final status. */
  readonly register: (login: Login, extension?: string) => Promise<number>;
  /** Registers, and again in time and whenever the link was lost; the first final status. */
  readonly stayRegistered: (login: Login, told?: (status: number) => void) => Promise<number>;
};

const ANSWER_WITHIN_MS = 3_000;
/** The edge keeps a registration for 180 s. */
const REGISTER_EVERY_MS = 45_000;

export type PhoneOptions = {
  readonly carrier: Carrier;
  readonly user: string;
  /** Sound that it sends: a tone (Hz), or a voice. */
  readonly tone: number | Voice;
  readonly law?: Law;
  /** The payload type under which it offers its law; the usual one when not given. */
  readonly type?: number;
  /** The name of its voice's codec, if it is not G.711; it does not hear that codec. */
  readonly codec?: string;
  /** Answers what rings after so many ms; never by itself when not given. */
  readonly answerAfterMs?: number;
  readonly onRing?: (talk: Talk) => void;
  /** It says and hears nothing: its sound is sent to this port, at which nobody reads. For hundreds that only wait. */
  readonly stillAt?: number;
};

export function makePhone({ carrier, user, tone, law, type, codec, answerAfterMs, onRing, stillAt }: PhoneOptions): Phone {
  const talks = new Map<string, Inner>();
  /** Messages for a call whose sound is being opened. */
  const early = new Map<string, SipMessage[]>();
  const waiting = new Map<string, (message: SipMessage) => void>();
  const staying = new DisposableStack();
  const contact = `Contact: ${carrier.contact(user)}`;
  const own = typeof tone === "number" ? toneVoice(tone) : tone;
  const soundOf = async (voice: Voice, its = law): Promise<Sound> =>
    stillAt === undefined ? openSound(voice, its, carrier.soundHost, type, codec) : stillSound(stillAt, carrier.soundHost);
  const ended = (callId: string): void => void talks.delete(callId);
  const now = (): number => performance.timeOrigin + performance.now();

  async function ring(invite: SipMessage, callId: string): Promise<void> {
    const begunAt = now();
    early.set(callId, []);
    const talk = beginTalk({
      carrier,
      user,
      sound: await soundOf(own, lawIn(invite.body) ?? law),
      ended,
      begunAt,
      start: { invite },
    });
    talks.set(callId, talk);
    for (const message of early.get(callId) ?? []) talk.receive(message);
    early.delete(callId);
    if (answerAfterMs !== undefined) setTimeout(talk.answer, answerAfterMs);
    onRing?.(talk);
  }
  carrier.onMessage((text) => {
    const message = readText(text);
    if (message === null) return;
    const callId = message.header("call-id") ?? "";
    const talk = talks.get(callId);
    if (talk !== undefined) talk.receive(message);
    else if (early.has(callId)) early.get(callId)?.push(message);
    else if (message.method === "INVITE") void ring(message, callId);
    else if (message.method === null) waiting.get(callId)?.(message);
    else if (message.method !== "ACK") {
      const isAsked = message.method === "OPTIONS" && tagOf(message.header("to")) === "";
      carrier.send(writeAnswer(message, isAsked ? "200 OK" : "481 Gone", token(), [contact]));
    }
  });

  async function send(
    method: string,
    uri: string,
    callId: string,
    cseq: number,
    headers: readonly string[],
    to: string,
  ): Promise<SipMessage> {
    const lines = [
      `Via: ${carrier.via};branch=z9hG4bK${token()}`,
      "Max-Forwards: 70",
      `From: <${to}>;tag=${token()}`,
      `To: <${to}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      contact,
      ...headers,
    ];
    return await new Promise((answered, failed) => {
      const timer = setTimeout(() => failed(new Error(`no answer to ${method}`)), ANSWER_WITHIN_MS);
      waiting.set(callId, (message) => {
        if ((message.status ?? 0) < 200) return;
        clearTimeout(timer);
        waiting.delete(callId);
        answered(message);
      });
      carrier.send(writeRequest(method, uri, lines));
    });
  }

  async function register(login: Login, extension = user): Promise<number> {
    const [uri, callId, to] = [`sip:${login.realm}`, token(), `sip:${extension}@${login.realm}`];
    const first = await send("REGISTER", uri, callId, 1, ["Expires: 60"], to);
    const challenge = first.header("www-authenticate");
    if (challenge === undefined) return first.status ?? 0;
    const proof = `Authorization: ${digest(challenge, login, "REGISTER", uri)}`;
    return (await send("REGISTER", uri, callId, 2, ["Expires: 60", proof], to)).status ?? 0;
  }

  return {
    address: /(\S+)$/.exec(carrier.via)?.[1] ?? "",
    call: async (target, { as = user, voice = own, text, ...options } = {}) => {
      const begunAt = now();
      const typing = text === undefined ? undefined : { typing: await openTyping(text), alone: text.alone === true };
      const sound = await soundOf(voice);
      const talk = beginTalk({ carrier, user: as, sound, typing, ended, begunAt, start: { target, ...options } });
      talks.set(talk.callId, talk);
      return talk;
    },
    talks: () => [...talks.values()],
    register,
    stayRegistered: (login, told = () => undefined) => {
      // One that is not answered is tried at the next link or time.
      const again = (): void => void register(login).then(told, () => undefined);
      carrier.onAgain(again);
      staying.adopt(setInterval(again, REGISTER_EVERY_MS), clearInterval);
      return register(login);
    },
    [Symbol.asyncDispose]: async () => {
      staying.dispose();
      for (const talk of talks.values()) talk.hangUp();
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const talk of talks.values()) talk.forget();
      carrier.close();
    },
  };
}
