import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readNameAddr, readUri, splitOutside, writeNameAddr, writeUri, type NameAddr, type Parameter, type Uri } from "./address.ts";
import { fieldOf, fieldsOf, readMessage, utf8Length, writeMessage, type SipMessage } from "./message.ts";
import { contactOf, readCSeq, readReceived, readVia, recordRoutesOf, writeCSeq, writeVia } from "./received.ts";

const token = fc.stringMatching(/^[\w.!%*+`'~-]{1,12}$/);
const lowerToken = token.map((each) => each.toLowerCase());
const quoted = fc.stringMatching(/^"(?:[^"\\]|\\["\\a]){0,8}"$/).filter((each) => !/[\r\n\0]/.test(each));
const port = fc.option(fc.nat(65_535));
const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom("[::1]", "a", "room.test", "x_y"));
const parameters = (value: fc.Arbitrary<string>, name: fc.Arbitrary<string> = lowerToken): fc.Arbitrary<Parameter[]> =>
  fc.array(fc.tuple(name, fc.option(value, { nil: null })), { maxLength: 4 });
const user = fc.oneof(
  fc.stringMatching(/^[\w.!~*'()&=+$,;?/#-]{1,12}$/),
  fc.constantFrom("+213661234567", "a%3Ab", "a%25b", "0661:secret", "17;phone-context=+213"),
);
const uri: fc.Arbitrary<Uri> = fc.oneof(
  fc.record({
    kind: fc.constant("sip"),
    scheme: fc.constantFrom("sip", "sips"),
    user: fc.option(user),
    host,
    port,
    parameters: parameters(fc.stringMatching(/^[\w.!*+`'~:-]{0,8}$/), fc.stringMatching(/^[a-z\d.!*+`'~-]{1,8}$/)),
    headers: fc.option(fc.constantFrom("", "subject=x", "a=b&c=%20")),
  }),
  fc.record({
    kind: fc.constant("other"),
    scheme: fc.constantFrom("tel", "urn", "mailto"),
    rest: fc.stringMatching(/^[\w.:;=+@-]{1,20}$/),
  }),
);
const display = fc.oneof(fc.constantFrom("", "Ali", "Ali Ben", "ع مر"), quoted);
const nameAddr: fc.Arbitrary<NameAddr> = fc.record({
  display,
  uri: uri.map(writeUri),
  parameters: parameters(fc.oneof(token, quoted, fc.constantFrom("", "[::1]:5060", "a@b"))),
});
const headerName = fc.oneof(
  lowerToken.filter((each) => each.length > 1 && each !== "content-length"),
  fc.constantFrom("via", "call-id", "cseq", "x-leg-id", "session-expires"),
);
const value = fc.string({ unit: "grapheme", maxLength: 40 }).map((each) => each.replaceAll(/[\r\n\0]/g, "").trim());
const headers = fc.array(fc.tuple(headerName, value), { maxLength: 8 });
const body = fc.string({ unit: "grapheme", maxLength: 60 });
const message: fc.Arbitrary<SipMessage> = fc.oneof(
  fc.record({ kind: fc.constant("request"), method: token, uri: uri.map(writeUri), headers, body }),
  fc.record({ kind: fc.constant("response"), status: fc.integer({ min: 100, max: 699 }), reason: value, headers, body }),
);

test("a message that is written reads as the same", () => {
  fc.assert(
    fc.property(message, (each) => {
      expect(readMessage(writeMessage(each))).toEqual({ ok: true, value: each });
    }),
  );
});

test("a URI, a name with its address, a Via and a CSeq that are written read as the same", () => {
  fc.assert(
    fc.property(uri, nameAddr, fc.record({ transport: token, host, port, parameters: parameters(token) }), fc.nat(), token, (...each) => {
      const [one, name, via, number, method] = each;
      expect(readUri(writeUri(one))).toEqual(one);
      expect(readNameAddr(writeNameAddr(name))).toEqual(name);
      expect(readVia(writeVia(via))).toEqual(via);
      expect(readCSeq(writeCSeq({ number, method }))).toEqual({ number, method });
    }),
  );
});

test("whatever can be read of any text reads the same after it is written", () => {
  const sign = fc.constantFrom(...'sip:a@b;=<>",\\%2 \t\r\n[]?1.é'.split(""));
  const noise = fc.oneof(
    fc.string(),
    fc.array(sign, { maxLength: 30 }).map((each) => each.join("")),
  );
  const some = fc.tuple(nameAddr.map(writeNameAddr), noise, fc.nat(60)).map(([text, odd, at]) => text.slice(0, at) + odd + text.slice(at));
  fc.assert(
    fc.property(fc.oneof(noise, some), (text) => {
      const [one, name, via, cseq] = [readUri(text), readNameAddr(text), readVia(text), readCSeq(text)];
      if (one !== null) expect(readUri(writeUri(one))).toEqual(one);
      if (name !== null) expect(readNameAddr(writeNameAddr(name))).toEqual(name);
      if (via !== null) expect(readVia(writeVia(via))).toEqual(via);
      if (cseq !== null) expect(readCSeq(writeCSeq(cseq))).toEqual(cseq);
      const read = readMessage(`INVITE sip:a@b SIP/2.0\r\nFrom: ${text}\r\n\r\n${text}`);
      if (read.ok) expect(readMessage(writeMessage(read.value))).toEqual(read);
      expect(splitOutside(text, ",")?.join(",") ?? text).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test("no value that was read begins a line of its own when it is written", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (first, second) => {
      const read = readMessage(`SIP/2.0 200 ${first.replaceAll("\r\n", "")}\r\nX: ${second.replaceAll("\r\n", "")}\r\n\r\n`);
      if (read.ok) expect(writeMessage(read.value).split(/[\r\n\0]+/)).toHaveLength(4);
    }),
  );
});

test("short names, folded lines, any letters and lines that are no header", () => {
  const read = readMessage(
    "INVITE sip:a@b SIP/2.0\r\nv: one\r\nVIA : two,\r\n \t three\r\nno header\r\nSubject:\r\ni:x\r\nL: 3\r\nx: 90\r\n: empty\r\n\r\nabc",
  );
  expect(read).toEqual({
    ok: true,
    value: {
      kind: "request",
      method: "INVITE",
      uri: "sip:a@b",
      headers: [
        ["via", "one"],
        ["via", "two, three"],
        ["subject", ""],
        ["call-id", "x"],
        ["session-expires", "90"],
      ],
      body: "abc",
    },
  });
  if (!read.ok) return;
  expect([fieldOf(read.value, "via"), fieldsOf(read.value, "via"), fieldOf(read.value, "to")]).toEqual([
    "one",
    ["one", "two, three"],
    undefined,
  ]);
  expect(writeMessage(read.value)).toBe(
    "INVITE sip:a@b SIP/2.0\r\nVia: one\r\nVia: two, three\r\nSubject: \r\nCall-ID: x\r\nSession-Expires: 90\r\nContent-Length: 3\r\n\r\nabc",
  );
});

test.each([
  "INVITE sip:a@b SIP/2.0",
  "INVITE  sip:a@b SIP/2.0\r\n\r\n",
  "INVITE sip:a b@c SIP/2.0\r\n\r\n",
  "INVITE sip:a@b SIP/3.0\r\n\r\n",
  "INV(TE sip:a@b SIP/2.0\r\n\r\n",
  "INVITE sip:%zz@b SIP/2.0\r\n\r\n",
  "SIP/2.0 999 \r\n\r\n",
  "HTTP/1.1 200 OK\r\n\r\n",
  "",
])("%j is no message", (text) => {
  expect(readMessage(text).ok).toBe(false);
});

test.each([
  ["sip:a:b:c@x", null],
  ["sip:a@b@c", null],
  ["sip:a@b;x=c@d", null],
  ["sip:", null],
  ["sip:@x", null],
  ["sip:a@x:", null],
  ["sip:a@x:70000", null],
  ["sip:a@[::1", null],
  ["sip:a%2@x", null],
  ["ا", null],
  ["tel:", null],
  ["sip:a%25b@[2001:db8::1]:5060;lr=on;x", "sip"],
  ["SIP:room", "sip"],
  ["tel:+213-661;phone-context=x", "other"],
  ["urn:service:sos", "other"],
])("%s is read as %s", (text, kind) => {
  expect(readUri(text)?.kind ?? null).toBe(kind);
});

test.each([
  ['"a <b>; \\" c" <sip:d@e;f>;g=h', "sip:d@e;f", ["g"]],
  ["sip:d@e;tag=1", "sip:d@e", ["tag"]],
  ["Ali Ben <tel:17>", "tel:17", []],
  ["<<sip:17", null, []],
  ["<sip:a@b>;=1", null, []],
  ["<sip:a@b> x", null, []],
  ['"open <sip:a@b>', null, []],
  ['"Ali" sip:a@b', null, []],
  ["*", null, []],
])("%s names %s", (text, named, names) => {
  const read = readNameAddr(text);
  expect([read?.uri ?? null, read?.parameters.map(([name]) => name) ?? []]).toEqual([named, names]);
});

const invite = (more = ""): string =>
  `INVITE sip:a@b SIP/2.0\r\nVia: SIP / 2.0 / TCP x : 5060 ; branch=z9\r\nf: <sip:c@d>;tag=1\r\nTo: tel:17\r\ni: y\r\nCSeq:  7\t INVITE\r\n${more}\r\n`;

test("a received message has all that tells where it belongs", () => {
  const read = readReceived(
    invite('Contact: <sip:me@c;x=",">, <sip:b@c>\r\nRecord-Route: <sip:1@x;lr>,<sip:2@x;lr>\r\nRecord-Route: <sip:3@x>\r\n'),
  );
  expect(read).toMatchObject({
    ok: true,
    value: { vias: 1, branch: "z9", sentBy: "x:5060", fromTag: "1", toTag: null, callId: "y", cseq: 7, method: "INVITE" },
  });
  if (!read.ok) return;
  expect(contactOf(read.value)).toBeNull();
  expect(recordRoutesOf(read.value)).toEqual(["<sip:1@x;lr>", "<sip:2@x;lr>", "<sip:3@x>"]);
  const other = readReceived(invite("m: <sip:me@c>\r\nRecord-Route: <sip:1@x\r\n"));
  expect(other.ok && [contactOf(other.value), recordRoutesOf(other.value)]).toEqual(["sip:me@c", null]);
});

test.each([
  ["via", "Via: SIP / 2.0 / TCP x : 5060 ; branch=z9", "Via: SIP/2.0/TCP x"],
  ["via", "Via: SIP / 2.0 / TCP x : 5060 ; branch=z9", "Via: SIP/2.0 x;branch=z9"],
  ["from", "f: <sip:c@d>;tag=1", "f: <sip:c@d>"],
  ["from", "f: <sip:c@d>;tag=1", "f: <sip:c@d>;tag=1\r\nFrom: <sip:e@d>;tag=2"],
  ["to", "To: tel:17", "To: ,,,"],
  ["call_id", "i: y", "i: y z"],
  ["cseq", "CSeq:  7\t INVITE", "CSeq: 99999999999 INVITE"],
  ["cseq", "CSeq:  7\t INVITE", "CSeq: 7 BYE"],
  ["cseq", "CSeq:  7\t INVITE", "CSeq: INVITE"],
])("one without a good %s is refused", (error, good, bad) => {
  expect(readReceived(invite().replace(good, bad))).toEqual({ ok: false, error });
});

test("a number is below 2^31", () => {
  expect([readCSeq("2147483647 BYE")?.number, readCSeq("2147483648 BYE")]).toEqual([2_147_483_647, null]);
});

test("the length of a text is that of its bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(utf8Length(text)).toBe(encodeURIComponent(text.toWellFormed()).replaceAll(/%../g, "x").length);
    }),
  );
  expect([utf8Length("é"), utf8Length("\ud800"), utf8Length("\ud800é"), utf8Length("\u{1F600}x")]).toEqual([2, 3, 5, 5]);
});
