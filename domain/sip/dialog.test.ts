import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  canSpeak,
  dialogId,
  dialogOfInvite,
  dialogOfRequest,
  dialogOfResponse,
  nextNumber,
  receiveNumber,
  requestIn,
  retarget,
  type DialogState,
} from "./dialog.ts";
import { fieldOf, fieldsOf, writeMessage, type SipRequest } from "./message.ts";
import { readReceived, type ReceivedRequest, type ReceivedResponse } from "./received.ts";
import { responseTo } from "./response.ts";

function received(text: string): ReceivedRequest {
  const read = readReceived(text);
  if (!read.ok || read.value.kind !== "request") throw new Error("no request");
  return read.value;
}
function answer(text: string): ReceivedResponse {
  const read = readReceived(text);
  if (!read.ok || read.value.kind !== "response") throw new Error("no response");
  return read.value;
}
/** As it comes over the link. */
const sent = (request: SipRequest): ReceivedRequest =>
  received(writeMessage({ ...request, headers: [["via", "SIP/2.0/TCP x;branch=z9"], ...request.headers] }));

const HEAD = "Via: SIP/2.0/TCP x;branch=z9\r\nCall-ID: c\r\n";
const invite = (more = "Contact: <sip:me@c>\r\n"): ReceivedRequest =>
  received(`INVITE sip:a@b SIP/2.0\r\n${HEAD}From: "A" <tel:1>;tag=f\r\nTo: <urn:service:sos>\r\nCSeq: 7 INVITE\r\n${more}\r\n`);
const ROUTES = "Record-Route: <sip:1@x;lr>, <sip:2@x;lr>\r\n";

test("an INVITE that we answer and an answer to ours make the two ends of one dialog", () => {
  const ours = dialogOfInvite(invite(`Contact: <sip:me@c>\r\n${ROUTES}`), "t");
  expect(ours).toEqual({
    callId: "c",
    localTag: "t",
    remoteTag: "f",
    localSeq: 0,
    remoteSeq: 7,
    localUri: "urn:service:sos",
    remoteUri: "tel:1",
    remoteTarget: "sip:me@c",
    routes: ["<sip:1@x;lr>", "<sip:2@x;lr>"],
  });
  const ok = responseTo(invite(), 200, {
    toTag: "t",
    headers: [
      ["contact", "<sip:us@d>"],
      ["record-route", "<sip:1@x;lr>, <sip:2@x;lr>"],
    ],
  });
  expect(dialogOfResponse(answer(writeMessage(ok)))).toEqual({
    callId: "c",
    localTag: "f",
    remoteTag: "t",
    localSeq: 7,
    remoteSeq: 0,
    localUri: "tel:1",
    remoteUri: "urn:service:sos",
    remoteTarget: "sip:us@d",
    routes: ["<sip:2@x;lr>", "<sip:1@x;lr>"],
  });
});

test("no dialog is made of what has no address or no tag", () => {
  expect(dialogOfInvite(invite(""), "t")).toBeNull();
  expect(dialogOfInvite(invite("Contact: *\r\n"), "t")).toBeNull();
  expect(dialogOfInvite(invite("Contact: <sip:a@b>\r\nRecord-Route: <x\r\n"), "t")).toBeNull();
  const untagged = responseTo(invite(), 100, { toTag: "t", headers: [["contact", "<sip:us@d>"]] });
  expect(dialogOfResponse(answer(writeMessage(untagged)))).toBeNull();
  expect(dialogOfResponse(answer(writeMessage(responseTo(invite(), 200, { toTag: "t" }))))).toBeNull();
});

const tag = fc.stringMatching(/^[\w.-]{1,8}$/);
const uri = fc.constantFrom("sip:17@room.test", "tel:+213661234567", "urn:service:sos", "sip:a%25b@[::1]:5060;transport=tcp");
const dialog: fc.Arbitrary<DialogState> = fc.record({
  callId: tag,
  localTag: tag,
  remoteTag: tag,
  localSeq: fc.nat(1_000),
  remoteSeq: fc.nat(1_000),
  localUri: uri,
  remoteUri: uri,
  remoteTarget: uri,
  routes: fc.array(fc.constantFrom("<sip:1@x;lr>", "<sip:2@x>", '"x" <sip:3@x;lr=on>'), { maxLength: 3 }),
});

test("our requests are of their dialog, and their numbers rise by one whatever comes meanwhile", () => {
  const event = fc.oneof(fc.constant("ask" as const), fc.nat(2_000));
  fc.assert(
    fc.property(dialog, fc.array(event), (first, events) => {
      let state = first;
      let [highest, last] = [first.remoteSeq, first.localSeq];
      for (const each of events) {
        if (each === "ask") {
          state = nextNumber(state);
          const request = sent(requestIn(state, "INFO", state.localSeq));
          expect(request.cseq).toBe(++last);
          // The other side sees the same dialog from its end.
          expect(dialogOfRequest(request)).toBe(dialogId({ ...state, localTag: state.remoteTag, remoteTag: state.localTag }));
        } else {
          const next = receiveNumber(state, each);
          expect(next !== null).toBe(highest === 0 || each > highest);
          if (next !== null) highest = each;
          state = next ?? state;
        }
      }
      expect(canSpeak(state)).toBe(true);
    }),
  );
});

test("a request goes by its routes; a first router that is not loose is its address", () => {
  const state: DialogState = {
    callId: "c",
    localTag: "l",
    remoteTag: "r",
    localSeq: 1,
    remoteSeq: 0,
    localUri: "sip:a@b",
    remoteUri: "sip:c@d",
    remoteTarget: "sip:c@e",
    routes: ["<sip:1@x;lr>", "<sip:2@x>"],
  };
  const loose = requestIn(state, "BYE", 2, { headers: [["reason", "x"]], body: { contentType: "text/plain", content: "é" } });
  expect([loose.uri, fieldsOf(loose, "route"), fieldOf(loose, "content-type"), loose.body]).toEqual([
    "sip:c@e",
    ["<sip:1@x;lr>", "<sip:2@x>"],
    "text/plain",
    "é",
  ]);
  const strict = requestIn({ ...state, routes: ["<sip:2@x>", "<sip:1@x;lr>"] }, "BYE", 2);
  expect([strict.uri, fieldsOf(strict, "route")]).toEqual(["sip:2@x", ["<sip:1@x;lr>", "<sip:c@e>"]]);
  expect(fieldOf(requestIn({ ...state, remoteTag: "" }, "INVITE", 1), "to")).toBe("<sip:c@d>");
  expect(canSpeak({ ...state, remoteTarget: "sip:a:b:c@x" })).toBe(false);
  expect(canSpeak({ ...state, routes: ["<x"] })).toBe(false);
});

test("a Contact that can be read is the new address", () => {
  const state = dialogOfInvite(invite(), "t");
  if (state === null) throw new Error("no dialog");
  expect(retarget(state, invite("Contact: <sip:new@c>\r\n")).remoteTarget).toBe("sip:new@c");
  for (const more of ["", "Contact: *\r\n"]) expect(retarget(state, invite(more)).remoteTarget).toBe("sip:me@c");
});
