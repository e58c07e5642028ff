import * as fc from "fast-check";
import { expect, test } from "vitest";
import { badRequest } from "./bad-request.ts";
import { dialledIn, unwrapUris, userIn } from "./uris.ts";

test.each([
  ["tel:17", "17"],
  ["tel:17;phone-context=+213", "17"],
  ["TEL:+213-661-23.45(67)", "+213661234567"],
  ["tel:661234567;phone-context=+213", "+213661234567"],
  ["tel:0661234567;phone-context=+213", "0661234567"],
  ["sip:17@10.0.0.1:5060;user=phone", "17"],
  ["sip:17;phone-context=+213@10.0.0.1;user=phone", "17"],
  ["sips:+213661234567@op.example", "+213661234567"],
  ["sip:17%40room.test@10.0.0.1", "17"],
  ["sip:%2B213661234567@x", "+213661234567"],
  ["sip:1-7@x", "17"],
  ["sip:17:secret@x", "17"],
  ["sip:police@x", "police"],
  ["sip:10.0.0.1:5060", null],
  ["sip:%zz@x", null],
  ["sip:a b@x", null],
  ["mailto:17@x", null],
  ["tel:", null],
  ["urn:service:sos", null],
])("%s names %s", (uri, user) => {
  expect(userIn(uri)).toBe(user);
});

test("emergency services and their kinds are the emergency line, also by To; what cannot be read is null", () => {
  for (const uri of [
    "urn:service:sos",
    "urn:service:sos.police",
    "urn:service:sos.ambulance",
    "URN:service:SOS.fire",
    "urn:service:sos.ecall.automatic",
  ]) {
    expect(dialledIn(uri, "<sip:x@y>", "17")).toBe("17");
    expect(dialledIn("sip:10.0.0.1", `"Help" <${uri}>`, "17")).toBe("17");
  }
  expect(dialledIn("tel:1548", "<urn:service:sos>", "17")).toBe("1548");
  expect(dialledIn("sip:10.0.0.1", "<tel:17>", "17")).toBe("17");
  expect(dialledIn("sip:10.0.0.1", "sip:1548@x;tag=1", "17")).toBe("1548");
  for (const uri of ["urn:service:counseling", "urn:service:sosx", "sip:10.0.0.1", "", "x"]) expect(dialledIn(uri, uri, "17")).toBeNull();
});

const invite = (from: string, to: string): string =>
  `INVITE sip:room@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:5062;branch=z9\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z8\r\nf: ${from}\r\nTo: ${to}\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n`;

test("a URI that an earlier server had wrapped is read as it came; nothing that a stranger wraps becomes a line of its own", () => {
  const wrapped = (uri: string): string => {
    const [scheme = "", ...name] = uri.split(":");
    return `sip:${Buffer.from(name.join(":")).toString("hex")}@${scheme}.invalid`;
  };
  for (const uri of ["tel:+213661000000;phone-context=x", "urn:service:sos.police"])
    expect(unwrapUris(`<${wrapped(uri)}>;tag=1`)).toBe(`<${uri}>;tag=1`);
  const evil = invite(`<${wrapped("tel:17>\r\nRoute: <sip:evil@192.0.2.9;lr>")}>;tag=1`, "<sip:17@x>");
  expect(unwrapUris(evil)).toBe(evil);
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(unwrapUris(invite(wrapped(`tel:${name}`), "b")).split("\r\n")).toHaveLength(invite("a", "b").split("\r\n").length);
    }),
  );
});

test("a request that the core cannot read is 400, by its own lines; an ACK, an answer and what names nobody get nothing", () => {
  const answer = badRequest(invite("<tel:+2136>;tag=5", "<broken"));
  expect(answer?.split("\r\n").slice(0, 7)).toEqual([
    "SIP/2.0 400 Bad Request",
    "Via: SIP/2.0/TCP 127.0.0.1:5062;branch=z9",
    "Via: SIP/2.0/UDP 192.0.2.1;branch=z8",
    "From: <tel:+2136>;tag=5",
    "To: <broken;tag=unread",
    "Call-ID: c",
    "CSeq: 1 INVITE",
  ]);
  expect(badRequest(invite("a", "b").replaceAll("INVITE", "ACK"))).toBeNull();
  expect(badRequest(` ${invite("a", "b")}`)).toContain("Call-ID: c");
  expect(badRequest("SIP/2.0 200 OK\r\nVia: x\r\n\r\n")).toBeNull();
  expect(badRequest(invite("a", "b").replace("Call-ID: c\r\n", ""))).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => void badRequest(`${text}\r\n\r\n`)));
});
