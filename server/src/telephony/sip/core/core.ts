import {
  contactOf,
  dialogOfRequest,
  fieldOf,
  readReceived,
  readUri,
  recordRoutesOf,
  responseTo,
  writeMessage,
  type Header,
  type ReceivedRequest,
  type ReceivedResponse,
  type SipRequest,
} from "@amaliyat/domain/sip";
import type { Log } from "../../../platform/log.ts";
import { makeToken } from "../../token.ts";
import { badRequest } from "../message/bad-request.ts";
import { ClientTransaction, type ClientHeard } from "./client.ts";
import { Asked } from "./server.ts";

/** Methods that the room supports; any other gets 405 with this list. */
const METHODS: readonly string[] = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK"];
export const ALLOW: Header = ["allow", METHODS.join(", ")];
/** Headers of all that we send. */
const COMMON: readonly Header[] = [
  ["supported", "timer"],
  ["user-agent", "Amaliyat"],
];

export type CoreOptions = {
  /** Host and port at which we are reached, as our Via names them. */
  readonly sentBy: string;
  /** The user of the addresses that are ours. */
  readonly user: string;
  readonly log: Log;
  /** Rejects where the edge cannot be reached in time. */
  readonly send: (text: string) => Promise<void>;
  /** Takes a request before anything else is asked of it; false for one that goes its usual way. */
  readonly taken: (request: ReceivedRequest) => boolean;
  /** A new call. */
  readonly invited: (asked: Asked) => void;
  /** A 2xx to an INVITE that is not under way here. */
  readonly unasked: (answer: ReceivedResponse) => void;
};

/** A dialog as the core knows it: it receives the requests that name it. */
export type DialogEnd = {
  readonly receive: (asked: Asked) => void;
  readonly acknowledged: (ack: ReceivedRequest) => void;
  /** Acknowledges their 2xx to our INVITE of this number once more. */
  readonly acknowledge: (number: number) => void;
  readonly leave: () => void;
};

const nothing = (): void => undefined;
/** The transaction of a request: an ACK to a refusal and a CANCEL have the branch of the INVITE (RFC 3261 §17.2.3). */
const keyOf = ({ branch, sentBy, method }: ReceivedRequest): string =>
  `${branch} ${sentBy} ${method === "ACK" || method === "CANCEL" ? "INVITE" : method}`;
const callOf = ({ callId, fromTag, cseq }: ReceivedRequest): string => `${callId} ${fromTag} ${cseq}`;

/** Our side of SIP: transactions and dialogs of one endpoint whose only peer is the edge. */
export class SipCore {
  readonly dialogs = new Map<string, DialogEnd>();
  readonly #options: CoreOptions;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, Asked>();
  /** New requests under way by call, tag and number: one that comes by another way as well is a loop (RFC 3261 §8.2.2.2). */
  readonly #ways = new Map<string, Asked>();

  constructor(options: CoreOptions) {
    this.#options = options;
  }

  /** Number of transactions under way. */
  get size(): number {
    return this.#clients.size + this.#servers.size;
  }

  /** Sends a request and hears its answers. */
  request(request: SipRequest, heard: ClientHeard): ClientTransaction {
    return this.#begin(request, `z9hG4bK${makeToken()}`, heard);
  }

  /** Sends an ACK to a 2xx: its text, to be sent again where the 2xx comes again. */
  acknowledge(ack: SipRequest): string {
    const text = this.#written(ack, `z9hG4bK${makeToken()}`);
    this.send(text);
    return text;
  }

  send(text: string): void {
    this.#options.send(text).catch((error: unknown) => this.#options.log.debug({ err: error }, "sip: message not sent"));
  }

  /** Answers a request of which nothing is remembered. */
  refuse(message: ReceivedRequest, status: number, headers: readonly Header[] = []): void {
    this.send(writeMessage(responseTo(message, status, { toTag: makeToken(), headers: [...COMMON, ...headers] })));
  }

  /** Receives any text: a message that cannot be read or taken is refused and logged, and nothing is thrown. */
  receive(text: string): void {
    const { log } = this.#options;
    try {
      const read = readReceived(text);
      if (!read.ok) {
        log.warn({ starts: text.slice(0, 40), because: read.error }, "sip: unreadable message");
        this.#refuseUnread(text);
      } else if (read.value.kind === "response") this.#receiveResponse(read.value);
      else if (!this.#options.taken(read.value)) this.#receiveRequest(read.value);
    } catch (error) {
      log.warn({ err: error, starts: text.slice(0, 40) }, "sip: message failed");
      this.#refuseUnread(text);
    }
  }

  dispose(): void {
    for (const each of [...this.#clients.values(), ...this.#servers.values()]) each.dispose();
    this.#clients.clear();
    this.#servers.clear();
    this.#ways.clear();
    this.dialogs.clear();
  }

  /** Told at once, or its sender would wait for us, and the edge think that we are dead. */
  #refuseUnread(text: string): void {
    const answer = badRequest(text);
    if (answer !== null) this.send(answer);
  }

  #receiveResponse(answer: ReceivedResponse): void {
    const { method, status, branch, vias } = answer;
    const client = this.#clients.get(`${branch} ${method}`);
    // An answer that has another Via below ours was meant for somebody else (RFC 3261 §8.1.3.3).
    if (client !== undefined && vias === 1) client.receive(answer);
    if (client === undefined && method === "INVITE" && status >= 200 && status < 300) this.#options.unasked(answer);
  }

  #receiveRequest(message: ReceivedRequest): void {
    const { method } = message;
    const same = this.#servers.get(keyOf(message));
    if (method === "CANCEL") return this.#cancel(message, same);
    if (same !== undefined && !same.again(method)) return;
    if (method === "ACK") return this.dialogs.get(dialogOfRequest(message))?.acknowledged(message);
    const refusal = this.#refusalOf(message);
    if (refusal !== null) return this.refuse(message, ...refusal);
    const dialog = this.dialogs.get(dialogOfRequest(message));
    if (message.toTag !== null && dialog !== undefined) dialog.receive(this.#ask(message));
    else if (message.toTag === null && method === "INVITE") this.#options.invited(this.#ask(message));
    else this.refuse(message, 481);
  }

  #refusalOf(message: ReceivedRequest): [status: number, headers?: readonly Header[]] | null {
    const { method } = message;
    if (!METHODS.includes(method)) return [405, [ALLOW]];
    const uri = readUri(message.uri);
    if (uri?.kind !== "sip" || uri.scheme !== "sip") return [416];
    if (uri.user !== this.#options.user) return [404];
    const contact = fieldOf(message, "contact");
    const hasNoWay = contactOf(message) === null || recordRoutesOf(message) === null;
    if (hasNoWay && (method === "INVITE" || (method === "UPDATE" && contact !== undefined))) return [400];
    return message.toTag === null && this.#ways.has(callOf(message)) ? [482] : null;
  }

  #cancel(message: ReceivedRequest, invite: Asked | undefined): void {
    if (invite === undefined) return this.refuse(message, 481);
    this.send(writeMessage(responseTo(message, 200, { toTag: invite.toTag, headers: COMMON })));
    invite.cancelled();
  }

  #ask(message: ReceivedRequest): Asked {
    const [key, call] = [keyOf(message), message.toTag === null ? callOf(message) : null];
    const asked: Asked = new Asked(message, makeToken(), {
      common: COMMON,
      send: (text) => this.send(text),
      over: () => {
        this.#servers.delete(key);
        if (call !== null) this.#ways.delete(call);
      },
    });
    this.#servers.set(key, asked);
    if (call !== null) this.#ways.set(call, asked);
    return asked;
  }

  #begin(request: SipRequest, branch: string, heard: ClientHeard): ClientTransaction {
    const key = `${branch} ${request.method}`;
    const client = new ClientTransaction(request, branch, heard, {
      send: (each, by) => this.#options.send(this.#written(each, by)),
      begin: (each, by) => void this.#begin(each, by, { answered: nothing, failed: nothing }),
      over: () => void this.#clients.delete(key),
    });
    this.#clients.set(key, client);
    return client;
  }

  #written(request: SipRequest, branch: string): string {
    const via: Header = ["via", `SIP/2.0/TCP ${this.#options.sentBy};branch=${branch}`];
    const [lines, type] = [
      request.headers.filter(([name]) => name !== "content-type"),
      request.headers.filter(([name]) => name === "content-type"),
    ];
    return writeMessage({ ...request, headers: [via, ...lines, ...COMMON, ...type] });
  }
}
