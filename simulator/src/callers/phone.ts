import { createHash } from "node:crypto";
import type { Carrier } from "./carrier.ts";
import { readMessage, token, writeAnswer, writeMessage, type SipMessage } from "./message.ts";
import { openSound } from "./sound.ts";
import { beginTalk, type Inner, type Talk } from "./talk.ts";

/** A telephone: it calls, is called, and says one tone in all its conversations. */
export type Phone = AsyncDisposable & {
  /** `host:port` where it is reached. */
  readonly address: string;
  /** Calls a number or an address; `late` sends no description and answers the one that comes. */
  readonly call: (target: string, headers?: readonly string[], late?: boolean) => Promise<Talk>;
  /** Conversations that stand, those that ring included. */
  readonly talks: () => readonly Talk[];
  /** Registers with credentials: the final status. */
  readonly register: (login: Login, extension?: string) => Promise<number>;
};

export type Login = { readonly username: string; readonly password: string; readonly realm: string };

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
const ANSWER_WITHIN_MS = 3_000;

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

export type PhoneOptions = {
  readonly carrier: Carrier;
  readonly user: string;
  /** The tone that it says (Hz). */
  readonly tone: number;
  /** Answers what rings after so many ms; never by itself when not given. */
  readonly answerAfterMs?: number;
};

export function makePhone({ carrier, user, tone, answerAfterMs }: PhoneOptions): Phone {
  const talks = new Map<string, Inner>();
  const waiting = new Map<string, (message: SipMessage) => void>();
  const contact = `Contact: ${carrier.contact(user)}`;
  const ended = (callId: string): void => void talks.delete(callId);

  async function ring(invite: SipMessage): Promise<void> {
    const talk = beginTalk({ carrier, user, sound: await openSound(tone), ended, start: { invite } });
    talks.set(talk.callId, talk);
    if (answerAfterMs !== undefined) setTimeout(talk.answer, answerAfterMs);
  }
  carrier.onMessage((text) => {
    if (text.trim() === "") return;
    const message = readMessage(text);
    const callId = message.header("call-id") ?? "";
    const talk = talks.get(callId);
    if (talk !== undefined) talk.take(message);
    else if (message.method === "INVITE") void ring(message);
    else if (message.method === null) waiting.get(callId)?.(message);
    else if (message.method !== "ACK")
      carrier.send(writeAnswer(message, message.method === "OPTIONS" ? "200 OK" : "481 Gone", token(), [contact]));
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
      carrier.send(writeMessage(`${method} ${uri} SIP/2.0`, lines));
    });
  }

  return {
    address: /(\S+)$/.exec(carrier.via)?.[1] ?? "",
    call: async (target, headers = [], late = false) => {
      const talk = beginTalk({ carrier, user, sound: await openSound(tone), ended, start: { target, headers, late } });
      talks.set(talk.callId, talk);
      return talk;
    },
    talks: () => [...talks.values()],
    register: async (login, extension = user) => {
      const [uri, callId, to] = [`sip:${login.realm}`, token(), `sip:${extension}@${login.realm}`];
      const first = await send("REGISTER", uri, callId, 1, ["Expires: 60"], to);
      const challenge = first.header("www-authenticate");
      if (challenge === undefined) return first.status ?? 0;
      const proof = `Authorization: ${digest(challenge, login, "REGISTER", uri)}`;
      return (await send("REGISTER", uri, callId, 2, ["Expires: 60", proof], to)).status ?? 0;
    },
    [Symbol.asyncDispose]: async () => {
      for (const talk of talks.values()) talk.hangUp();
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const talk of talks.values()) talk.sound.close();
      carrier.close();
    },
  };
}
