import { randomBytes } from "node:crypto";
import type { Log } from "../../platform/log.ts";
import type { CallerId, Vehicle } from "../exchange.ts";
import { callerId } from "./message/caller-id.ts";
import {
  ALLOW,
  Grammar,
  LoggerFactory,
  Parser,
  URI,
  UserAgentCore,
  type IncomingInviteRequest,
  type IncomingRequestMessage,
  type IncomingResponseMessage,
  type Session,
} from "./message/core.ts";
import { SipDialog, type Dialog, type DialogKit } from "./dialog.ts";
import { allows, bodyOf, headersOf, sdpBody, unknownDemands } from "./message/headers.ts";
import { readHandOver, type HandOver } from "./message/hand-over.ts";
import { locationReference } from "./message/geolocation.ts";
import { inviteFrom, type Invitation, type Outgoing } from "./invite.ts";
import { openLink, type Link } from "./link.ts";
import { MIN_SESSION_S } from "./limits.ts";
import { answerTimer, readTimer } from "./message/session-timer.ts";
import { badRequest } from "./message/bad-request.ts";
import { isUnknownAnswer, settleUnknown } from "./unknown-answer.ts";
import { dialledIn, unwrapUris, wrapUris } from "./message/uris.ts";
import { acknowledging, vehicleOf } from "./message/vehicle.ts";
import { dropTransaction, writtenAnswer } from "./kept-answer.ts";
import { addressesStand, expectedDialog, restoreDialog, type Awaited, type DialogSnapshot } from "./snapshot.ts";

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
  /** The dialog as it will stand once it is answered with our description. Throws where none can be made of what came. */
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
export type KeptAnswer = Awaited & { readonly text: string };

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
/** Requests from which a dialog takes addresses. */
const mayChangeAddresses = new Set(["INVITE", "UPDATE"]);
const addressesOf = (message: IncomingRequestMessage) => ({
  from: message.getHeader("from") ?? "",
  to: message.getHeader("to") ?? "",
  contact: message.getHeader("contact"),
});
const HOST = "127.0.0.1";
/** The name in our Contact: requests for any other are not for us. */
export const ROOM = "room";

/** A message that can be answered has these; without them there is nobody to say so to (RFC 3261 §8.1.1, §16.3). */
const isWhole = (message: IncomingRequestMessage | IncomingResponseMessage): boolean =>
  [message.viaBranch, message.callId, message.method, message.fromTag].every((each) => typeof each === "string" && each !== "") &&
  message.from !== undefined &&
  message.to !== undefined &&
  Number.isInteger(message.cseq);

/**
 * Removes dialogs whose creation failed on the way. The core has them in its list before they are whole, with a timer that answers again
 * and again, and cannot be closed with one of them in it.
 */
function forgetHalfMade(core: UserAgentCore): void {
  for (const dialog of core.dialogs.values()) {
    if (Reflect.get(dialog, "logger") !== undefined) continue;
    Reflect.set(dialog, "logger", core.loggerFactory.getLogger("dialog"));
    dialog.dispose();
  }
}

/** The room as a SIP endpoint on loopback, with the edge as its only peer. */
export async function openEndpoint({ port, edgePort, realm, sos, log, incoming, isOpen, linked }: EndpointOptions): Promise<Endpoint> {
  const loggerFactory = new LoggerFactory();
  loggerFactory.builtinEnabled = false;
  const uri = new URI("sip", ROOM, HOST, port, { transport: "tcp" });
  let knowsAll = false;
  const run = randomBytes(8).toString("hex");
  const contact = `<${uri.toString()}>`;
  let link: Link | null = null;
  const transport = {
    protocol: "TCP",
    send: (text: string) => link?.send(unwrapUris(text)) ?? Promise.reject(new Error("not linked yet")),
  };
  const core = new UserAgentCore(
    {
      aor: uri,
      contact: { pubGruu: undefined, tempGruu: undefined, uri, toString: () => contact },
      displayName: "",
      loggerFactory,
      hackViaTcp: true,
      routeSet: [`<sip:${HOST}:${edgePort};transport=tcp;lr>`],
      sipjsId: run,
      supportedOptionTags: ["timer"],
      supportedOptionTagsResponse: ["timer"],
      userAgentHeaderFieldValue: "Amaliyat",
      viaForceRport: false,
      viaHost: `${HOST}:${port}`,
      authenticationFactory: () => undefined,
      transportAccessor: () => transport,
    },
    { onInvite: (request) => arrive(request) },
  );
  const dialogs = new Map<string, SipDialog>();
  /** Dialogs of the last server whose callers have not acknowledged its answer, by what names their INVITE. */
  const awaiting = new Map<string, SipDialog>();
  const keptAnswer = ({ callId, fromTag, toTag, cseq }: IncomingRequestMessage): SipDialog | undefined =>
    toTag ? undefined : awaiting.get(`${callId} ${fromTag} ${cseq}`);
  const kit: DialogKit = { core, contact, log, closed: (id) => void dialogs.delete(id) };
  const remember = (dialog: SipDialog): SipDialog => {
    dialogs.set(dialog.id, dialog);
    return dialog;
  };

  function arrive(request: IncomingInviteRequest): void {
    const { message } = request;
    const demands = unknownDemands(message);
    if (demands.length > 0) return void request.reject({ statusCode: 420, extraHeaders: [`Unsupported: ${demands.join(", ")}`] });
    const to = unwrapUris(message.getHeader("to") ?? "");
    const dialled = dialledIn(message.getHeader("x-dialled") ?? "", to, sos);
    if (dialled === null) return void request.reject({ statusCode: 404 });
    const timer = answerTimer(readTimer(headersOf(message)));
    if (timer.kind === "too_small") return void request.reject({ statusCode: 422, extraHeaders: [`Min-SE: ${MIN_SESSION_S}`] });
    const { sdp, location, vehicle } = bodyOf(message);
    if (message.body !== "" && sdp === null && location === null && vehicle === null)
      return void request.reject({ statusCode: 415, extraHeaders: ["Accept: application/sdp, application/pidf+xml, multipart/mixed"] });
    const handed = readHandOver(message.getHeaders("user-to-user"));
    let [cancelled, isAnswered] = [false, false];
    let tell = nothing;
    request.delegate = {
      onCancel: () => {
        cancelled = true;
        request.reject({ statusCode: 487 });
        tell();
      },
    };
    const answered = (ours: string) => {
      const acked = vehicle === null ? null : acknowledging(ours, vehicle);
      return { headers: acked === null ? timer.headers : [...timer.headers, acked.header], body: acked?.body ?? sdpBody(ours) };
    };
    request.trying();
    return incoming({
      dialled,
      from: callerId(
        unwrapUris(message.getHeader("from") ?? ""),
        message.getHeaders("p-asserted-identity"),
        message.getHeaders("privacy").join(";"),
      ),
      location,
      vehicle: vehicleOf(vehicle, message.getHeader("x-dialled") ?? "", to),
      locationReference: locationReference(message.getHeaders("geolocation")),
      source: message.getHeader("x-source") ?? "",
      handOver: handed && { ...handed, isKept: handed.isKept && message.getHeader("x-trusted") === "yes" },
      sdp,
      onCancel: (heard) => {
        tell = heard;
        if (cancelled) heard();
      },
      standing: (ours) => expectedDialog(request, { sdp: ours, timer: timer.timer, updates: allows(message, "UPDATE") }),
      written: (ours) => {
        const { headers, body } = answered(ours);
        return writtenAnswer(core, request, headers, body);
      },
      accept: (ours) => {
        if (cancelled) return null;
        isAnswered = true;
        const { headers, body } = answered(ours);
        const session = accepted(request, headers, body);
        if (session === null) return null;
        const updates = allows(message, "UPDATE");
        return remember(new SipDialog(session, kit, { sdp: ours, timer: timer.timer, updates }, sdp === null));
      },
      reject: (statusCode) => {
        isAnswered = true;
        if (!cancelled) request.reject({ statusCode });
      },
      queued: () => {
        if (cancelled || isAnswered) return;
        try {
          request.progress({ statusCode: 182, reasonPhrase: "Queued" });
        } catch (error) {
          // Its way may have failed in this moment: the core has ended it then.
          log.debug({ err: error }, "sip: queued response not sent");
        }
      },
      answeredAgain: () => {
        const kept = keptAnswer(message);
        if (kept === undefined) return false;
        isAnswered = true;
        dropTransaction(core, request);
        kept.answerAgain(message.getHeaders("via"));
        return true;
      },
    });
  }

  /** The session of a call that is answered; null where the core cannot make one of what came, and the caller is told that it is no good. */
  function accepted(request: IncomingInviteRequest, extraHeaders: string[], body: ReturnType<typeof sdpBody>): Session | null {
    try {
      return request.accept({ statusCode: 200, extraHeaders, body }).session;
    } catch (error) {
      log.warn({ err: error }, "sip: INVITE not answered");
      forgetHalfMade(core);
      request.reject({ statusCode: 400 });
      return null;
    }
  }

  function receiveRequest(message: IncomingRequestMessage): void {
    if (message.method === "OPTIONS") {
      core.replyStateless(message, { statusCode: isOpen() ? 200 : 503, extraHeaders: [ALLOW, "Accept: application/sdp"] });
    } else if (mayChangeAddresses.has(message.method) && !addressesStand(addressesOf(message))) {
      core.replyStateless(message, { statusCode: 400 });
    } else if (message.method === "INVITE" && keptAnswer(message) !== undefined) {
      keptAnswer(message)?.answerAgain(message.getHeaders("via"));
    } else if (message.method === "UPDATE") {
      const dialog = dialogs.get(message.callId + message.toTag + message.fromTag);
      if (dialog === undefined) core.replyStateless(message, { statusCode: 481 });
      else dialog.update(message);
    } else {
      core.receiveIncomingRequestFromTransport(message);
    }
  }

  function receiveResponse(message: IncomingResponseMessage): void {
    if (!isUnknownAnswer(core, message)) return core.receiveIncomingResponseFromTransport(message);
    // It comes again for half a minute.
    if (knowsAll) settleUnknown(core, message, (request) => void transport.send(request).catch(nothing));
  }

  /** Told at once, or its sender would wait for us, and the edge think that we are dead. */
  function refuse(text: string): void {
    const answer = badRequest(text);
    if (answer !== null) void link?.send(answer).catch(() => undefined);
  }

  /** Receives any bytes: a message that the parser or the core cannot take is refused and logged, never thrown. */
  function receive(text: string): void {
    try {
      const message = Parser.parseMessage(wrapUris(text), loggerFactory.getLogger("parser"));
      if (message === undefined || !isWhole(message)) {
        log.warn({ starts: text.slice(0, 40) }, "sip: unreadable message");
        return refuse(text);
      }
      if (text.startsWith("SIP/2.0 ")) receiveResponse(message as IncomingResponseMessage);
      else receiveRequest(message as IncomingRequestMessage);
    } catch (error) {
      log.warn({ err: error, starts: text.slice(0, 40) }, "sip: message failed");
      forgetHalfMade(core);
      refuse(text);
    }
  }

  link = await openLink({ host: HOST, port, edgePort, log, received: receive, linked });
  return {
    isLinked: link.isUp,
    run,
    restoredAll: () => void (knowsAll = true),
    invite: (invitation) => inviteFrom(invitation, { kit, realm, remember, uriOf: (text) => Grammar.URIParse(text) }),
    restore: (kept, answer) => {
      const { sdp, timer, updates } = kept;
      const session = restoreDialog(core, kept, answer ?? null);
      const dialog = remember(new SipDialog(session, kit, { sdp, timer, updates }, answer?.offered === true));
      if (answer === undefined) {
        dialog.refreshSoon();
        return dialog;
      }
      const key = `${kept.callId} ${kept.remoteTag} ${answer.cseq}`;
      awaiting.set(key, dialog);
      dialog.repeat(
        answer.text,
        (text) => void transport.send(text).catch(nothing),
        () => awaiting.delete(key),
      );
      return dialog;
    },
    [Symbol.asyncDispose]: async () => {
      for (const dialog of dialogs.values()) dialog.leave();
      core.dispose();
      await link?.[Symbol.asyncDispose]();
    },
  };
}
