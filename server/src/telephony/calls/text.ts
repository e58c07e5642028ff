import type { TextMark } from "@amaliyat/domain/calls";
import { holds, mirror, offerWithText, type CallerSaid, type OurText } from "../sip/description/sdp.ts";
import { textLines, type TextPeer } from "../sip/description/text.ts";
import type { Call, TextFacts } from "./call.ts";
import { save, type Exchanging } from "./context.ts";
import { endCall } from "./end.ts";
import type { TextOptions, TextStream } from "../text/streams.ts";

type Offered = NonNullable<CallerSaid["text"]>;

/** The facts of a caller's text stream at our port. */
export const textFacts = ({ text, taken }: CallerSaid & { readonly text: Offered }, port: number): TextFacts => ({
  port,
  peer: text.peer,
  protocol: text.protocol,
  direction: text.direction,
  alone: taken < 0,
  isFirst: taken < 0 || text.index < taken,
});

/** On hold, or nowhere to send to (RFC 3264 §8.4). */
const isHeld = ({ direction, peer }: TextFacts): boolean => holds(direction) || peer.host === "0.0.0.0";

const linesOf = (on: Exchanging, { peer, port, direction, protocol }: TextFacts): string[] =>
  textLines(peer, { address: on.texts.address, port, direction: mirror(direction), protocol });

/** Our answer to the text stream of an offer; null where the room has no port for it. */
export const ourText = (on: Exchanging, facts: TextFacts | null, { text }: CallerSaid): OurText | null =>
  facts === null || text === null ? null : { index: text.index, lines: linesOf(on, facts) };

/** Our description as an offer within a call: with its text stream, where it has one. */
export const offerOf = (on: Exchanging, ours: string, facts: TextFacts | null): string =>
  facts === null ? ours : offerWithText(ours, linesOf(on, facts), facts);

/** Tells once that more came of a caller than is taken. */
export function tellTooMuch(on: Exchanging, call: Call, of: "text" | "keys"): void {
  if (!call.isTold || call.tooMuch.has(of)) return;
  call.tooMuch.add(of);
  on.heard({ kind: "too_much", callId: call.callId, of, at: on.clock() });
}

/** A caller with text who has not acknowledged our answer by then, ms, gives the port back: our answer has gone five times. */
export const ACK_WITHIN_MS = 8_000;

/** Ends a call that holds a port for text and whose caller says nothing to our answer. */
export const endUnacknowledged = (on: Exchanging, call: Call): void => {
  if (call.text !== null) setTimeout(() => (call.isTold ? undefined : endCall(on, call, "lost")), ACK_WITHIN_MS).unref();
};

/** Opens the text of a call, for an address that may hold a few alone. Nothing of it is told before the call itself is. */
export function openText(
  on: Exchanging,
  callId: string,
  peer: TextPeer,
  {
    source,
    isAcked = false,
    port = null,
    mark = null,
  }: Pick<TextOptions, "source"> & Partial<Pick<TextOptions, "isAcked" | "port" | "mark">>,
): Promise<TextStream | null> {
  return on.texts.open({
    peer,
    port,
    mark,
    source,
    isAcked,
    flooded: () => {
      const call = on.calls.get(callId);
      if (call !== undefined) tellTooMuch(on, call, "text");
    },
    heard: (text, at) => {
      const call = on.calls.get(callId);
      if (call !== undefined) call.textAt = on.clock();
      if (call?.isTold === true && call.pending === null) on.heard({ kind: "text", callId, text, mark: at, at: on.clock() });
      else call?.untold.push({ text, mark: at });
    },
  });
}

/** Tells what was written before the call was told, and that text was left out again before that. */
export function tellText(on: Exchanging, call: Call): void {
  const { callId } = call;
  for (const { text, mark } of call.untold.splice(0)) on.heard({ kind: "text", callId, text, mark, at: on.clock() });
  if (call.text === null && call.facts.arrival?.text != null) on.heard({ kind: "text_ended", callId, at: on.clock() });
}

/** Takes over what a caller says of text within a call: it may be added, moved, put on hold and left out. */
export async function changeText(on: Exchanging, call: Call, offered: CallerSaid): Promise<OurText | null> {
  const { text } = offered;
  if (text === null) {
    const wasThere = call.text !== null;
    call.text?.close();
    call.text = null;
    call.set({ text: null });
    if (wasThere && call.isTold) on.heard({ kind: "text_ended", callId: call.callId, at: on.clock() });
    return null;
  }
  const isNew = call.text === null;
  // A caller who has not acknowledged our first answer may be at a forged address.
  call.text ??= await openText(on, call.callId, text.peer, { source: call.facts.source, isAcked: call.isTold });
  if (call.text === null) return null;
  // It was over while the port was opened.
  if (call.over) {
    call.text.close();
    return null;
  }
  const facts = textFacts({ ...offered, text }, call.text.port);
  call.text.to(facts.peer, isHeld(facts));
  call.set({ text: facts });
  if (isNew && call.isTold) on.heard({ kind: "text_began", callId: call.callId, text: facts.alone ? "alone" : "beside", at: on.clock() });
  return ourText(on, facts, offered);
}

/** Opens the text of a call that outlived the last server at its port again; where another has that by now, the caller is offered a new one. */
export async function recoverText(on: Exchanging, call: Call, mark: TextMark | null): Promise<void> {
  const { text, ours } = call.facts;
  if (text === null) return;
  const asked = { source: call.facts.source, isAcked: call.isTold, mark };
  call.text =
    (await openText(on, call.callId, text.peer, { ...asked, port: text.port })) ?? (await openText(on, call.callId, text.peer, asked));
  if (call.text === null) return;
  if (call.over) return call.text.close();
  call.text.to(text.peer, isHeld(text));
  if (call.text.port === text.port) return;
  call.set({ text: { ...text, port: call.text.port } });
  await call.caller?.offer(offerOf(on, ours, call.facts.text));
  save(on, call);
}
