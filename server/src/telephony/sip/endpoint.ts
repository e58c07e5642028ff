import {
  dialogId,
  dialogOfInvite,
  dialogOfResponse,
  fieldOf,
  fieldsOf,
  nextNumber,
  requestIn,
  type Header,
  type ReceivedRequest,
  type ReceivedResponse,
} from "@amaliyat/domain/sip";
import { randomBytes } from "node:crypto";
import type { Log } from "../../platform/log.ts";
import type { CallerId, Vehicle } from "../exchange.ts";
import { ALLOW, SipCore } from "./core/core.ts";
import { Repeating } from "./core/repeating.ts";
import type { Asked, ReplyParts } from "./core/server.ts";
import { callerId } from "./message/caller-id.ts";
import { SipDialog, type Dialog, type DialogKit } from "./dialog.ts";
import { callerEnd } from "./ends.ts";
import { allows, bodyOf, headersOf, linesOf, sdpBody, unknownDemands } from "./message/headers.ts";
import { readHandOver, type HandOver } from "./message/hand-over.ts";
import { locationReference } from "./message/geolocation.ts";
import { inviteFrom, type Invitation, type Outgoing } from "./invite.ts";
import { openLink, type Link } from "./link.ts";
import { MIN_SESSION_S } from "./limits.ts";
import { answerTimer, readTimer } from "./message/session-timer.ts";
import { dialledIn, unwrapUris } from "./message/uris.ts";
import { acknowledging, vehicleOf } from "./message/vehicle.ts";
import { afterGap, restoredState, snapshotOf, type DialogSnapshot } from "./snapshot.ts";

/** A call that comes in, before it is answered. */
export type Incoming = {
  readonly dialled: string;
  readonly from: CallerId;
  readonly location: string | null;
  readonly locationReference: string | null;
  readonly vehicle: Vehicle | null;
  /** The address from which it came to the edge. */
  readonly source: string;
  /** Said by another room that hands the call over; `isKept` only where the call came from the operator. */
  readonly handOver: HandOver | null;
  /** Their description; null where they wait for ours. */
  readonly sdp: string | null;
  /** They gave up before an answer. */
  readonly onCancel: (cancelled: () => void) => void;
  /** The dialog as it will stand once it is answered with our description. */
  readonly standing: (sdp: string) => DialogSnapshot;
  /** The answer as it will be sent, for the next server. */
  readonly written: (sdp: string) => string;
  /** Answers with our description: the dialog, or null where they are gone already. */
  readonly accept: (sdp: string) => Dialog | null;
  readonly reject: (status: number) => void;
  /** Says that it is queued (182): the edge tries a room again that says nothing for 1.5 s. */
  readonly queued: () => void;
  /** Answers an INVITE that the last server has answered as that one did, which makes no other call; false for every other INVITE. */
  readonly answeredAgain: () => boolean;
};

/** Our answer to an INVITE as it was written. `offered` where it was our offer: theirs had no description. */
export type KeptAnswer = {
  readonly text: string;
  readonly offered: boolean;
  /** Number of the INVITE, which its ACK repeats. */
  readonly cseq: number;
};

export type EndpointOptions = {
  /** Loopback ports: ours, at which the edge finds us, and the edge's. */
  readonly port: number;
  readonly edgePort: number;
  readonly realm: string;
  /** The line that emergency services reach (RFC 5031). */
  readonly sos: string;
  readonly log: Log;
  readonly incoming: (call: Incoming) => void;
  /** False while the room takes no new call: the edge is told so when it asks. */
  readonly isOpen: () => boolean;
  readonly linked: (up: boolean) => void;
};

export type Endpoint = AsyncDisposable & {
  readonly isLinked: () => boolean;
  readonly invite: (invitation: Invitation) => Outgoing;
  /** `answer` is what its caller has not acknowledged yet: it is sent again until then. */
  readonly restore: (kept: DialogSnapshot, answer?: KeptAnswer) => Dialog;
  /** Every dialog of the last endpoint is restored: a party that answers what is not known is hung up from now on. */
  readonly restoredAll: () => void;
  /** The Call-ID of each call that this endpoint begins starts with it, and of none that another endpoint began. */
  readonly run: string;
};

const nothing = (): void => undefined;
const HOST = "127.0.0.1";
/** The name in our Contact: requests for any other are not for us. */
export const ROOM = "room";
const ACCEPTED = "application/sdp, application/pidf+xml, multipart/mixed";

/** The room as a SIP endpoint on loopback, with the edge as its only peer. */
export async function openEndpoint({ port, edgePort, realm, sos, log, incoming, isOpen, linked }: EndpointOptions): Promise<Endpoint> {
  let knowsAll = false;
  const run = randomBytes(8).toString("hex");
  const contact: Header = ["contact", `<sip:${ROOM}@${HOST}:${port};transport=tcp>`];
  let link: Link | null = null;
  const core = new SipCore({
    sentBy: `${HOST}:${port}`,
    user: ROOM,
    log,
    send: (text) => link?.send(text) ?? Promise.reject(new Error("not linked yet")),
    taken,
    invited: arrive,
    unasked,
  });
  const kit: DialogKit = { core, contact, log };
  /** Answers of the last server that their callers have not acknowledged, by what names their INVITE. */
  const awaiting = new Map<string, Repeating>();
  const keptAnswer = ({ callId, fromTag, toTag, cseq }: ReceivedRequest): Repeating | undefined =>
    toTag === null ? awaiting.get(`${callId} ${fromTag} ${cseq}`) : undefined;

  function arrive(asked: Asked): void {
    const { message } = asked;
    const refuse = (status: number, ...headers: Header[]): void => void asked.reply(status, { headers });
    const demands = unknownDemands(message);
    if (demands.length > 0) return refuse(420, ["unsupported", demands.join(", ")]);
    const [to, said] = [fieldOf(message, "to") ?? "", fieldOf(message, "x-dialled") ?? ""];
    const dialled = dialledIn(said, to, sos);
    if (dialled === null) return refuse(404);
    const timer = answerTimer(readTimer(headersOf(message)));
    if (timer.kind === "too_small") return refuse(422, ["min-se", String(MIN_SESSION_S)]);
    const { sdp, location, vehicle } = bodyOf(message);
    if (message.body !== "" && sdp === null && location === null && vehicle === null) return refuse(415, ["accept", ACCEPTED]);
    const handed = readHandOver(fieldsOf(message, "user-to-user"));
    asked.reply(100);
    const expected = dialogOfInvite(message, asked.toTag);
    // A body says its type (RFC 3261 §20.15).
    if (expected === null || (message.body !== "" && fieldOf(message, "content-type") === undefined)) return refuse(400);
    let cancelled = false;
    let tell = nothing;
    asked.onCancel = () => {
      cancelled = true;
      tell();
    };
    const routes = fieldsOf(message, "record-route").map((route): Header => ["record-route", route]);
    const answer = (ours: string): ReplyParts => {
      const acked = vehicle === null ? null : acknowledging(ours, vehicle);
      const lines = linesOf([...timer.headers, ...(acked === null ? [] : [acked.header])]);
      return { headers: [...lines, ...routes, ALLOW, contact], body: acked?.body ?? sdpBody(ours) };
    };
    const kept = (ours: string) => ({ sdp: ours, timer: timer.timer, updates: allows(message, "UPDATE"), end: callerEnd(message) });
    return incoming({
      dialled,
      from: callerId(fieldOf(message, "from") ?? "", fieldsOf(message, "p-asserted-identity"), fieldsOf(message, "privacy").join(";")),
      location,
      vehicle: vehicleOf(vehicle, said, to),
      locationReference: locationReference(fieldsOf(message, "geolocation")),
      source: fieldOf(message, "x-source") ?? "",
      handOver: handed && { ...handed, isKept: handed.isKept && fieldOf(message, "x-trusted") === "yes" },
      sdp,
      onCancel: (heard) => {
        tell = heard;
        if (cancelled) heard();
      },
      standing: (ours) => snapshotOf(expected, kept(ours)),
      written: (ours) => asked.written(200, answer(ours)),
      accept: (ours) => {
        const text = asked.reply(200, answer(ours));
        if (text === null) return null;
        const dialog = new SipDialog(expected, kit, kept(ours));
        dialog.awaitAck(message.cseq, new Repeating(text, core), sdp === null);
        return dialog;
      },
      reject: (status) => void asked.reply(status),
      queued: () => void asked.reply(182, { headers: [...routes, contact] }),
      answeredAgain: () => {
        const repeating = keptAnswer(message);
        if (repeating === undefined) return false;
        // As long as the core has it, each later INVITE of the call is refused as a loop.
        asked.drop();
        repeating.sendBy(fieldsOf(message, "via"));
        return true;
      },
    });
  }

  function taken(message: ReceivedRequest): boolean {
    const repeating = message.method === "INVITE" ? keptAnswer(message) : undefined;
    repeating?.sendBy(fieldsOf(message, "via"));
    if (message.method === "OPTIONS") core.refuse(message, isOpen() ? 200 : 503, [ALLOW, ["accept", "application/sdp"]]);
    return message.method === "OPTIONS" || repeating !== undefined;
  }

  /**
   * A 2xx to an INVITE that this endpoint did not send, or that is long over: an endpoint before it, which is gone, has rung there. It is
   * acknowledged, and hung up unless its dialog was taken back: each 2xx makes a dialog that only a BYE ends (RFC 3261 §13.2.2.4).
   */
  function unasked(message: ReceivedResponse): void {
    const made = dialogOfResponse(message);
    // It comes again for half a minute.
    if (made === null || !knowsAll) return;
    const known = core.dialogs.get(dialogId(made));
    if (known !== undefined) return known.acknowledge(message.cseq);
    core.acknowledge(requestIn(made, "ACK", message.cseq));
    const next = nextNumber(afterGap(made));
    core.request(requestIn(next, "BYE", next.localSeq), { answered: nothing, failed: nothing });
  }

  link = await openLink({ host: HOST, port, edgePort, log, received: (text) => core.receive(text), linked });
  return {
    isLinked: link.isUp,
    run,
    restoredAll: () => void (knowsAll = true),
    invite: (invitation) => inviteFrom(invitation, { kit, realm, run, route: `<sip:${HOST}:${edgePort};transport=tcp;lr>` }),
    restore: (kept, answer) => {
      const { sdp, timer, updates, end } = kept;
      const dialog = new SipDialog(restoredState(kept), kit, { sdp, timer, updates, end });
      if (answer === undefined) {
        dialog.refreshSoon();
        return dialog;
      }
      const key = `${kept.callId} ${kept.remoteTag} ${answer.cseq}`;
      const repeating = new Repeating(unwrapUris(answer.text), core);
      awaiting.set(key, repeating);
      dialog.awaitAck(answer.cseq, repeating, answer.offered, () => awaiting.delete(key));
      repeating.send();
      return dialog;
    },
    [Symbol.asyncDispose]: async () => {
      for (const dialog of core.dialogs.values()) dialog.leave();
      core.dispose();
      await link?.[Symbol.asyncDispose]();
    },
  };
}
