import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Grammar as slow } from "sip.js/lib/grammar/index.js";
import { readQuickly } from "./quick-grammar.ts";

const word = fc.stringMatching(/^[\w.!%*+`'~-]{1,8}$/);
const host = fc.oneof(
  fc.constantFrom(
    "127.0.0.1",
    "255.255.255.255",
    "256.1.1.1",
    "01.2.3.4",
    "[::1]",
    "room.test",
    "a",
    "a-b.c-d",
    "1a.2b",
    "x_y.z",
    "-a.b",
    "A.B",
    "a.b.",
  ),
  fc.domain(),
  fc.ipV4(),
);
const port = fc.oneof(
  fc.constant(""),
  fc.constantFrom(":0", ":65535", ":65536", ":05060", ":"),
  fc.nat(70_000).map((nth) => `:${nth}`),
);
const name = fc.oneof(
  word,
  fc.constantFrom("lron", "lr0", "transportx", "tags", "qq", "userx", "branchy", "rports"),
  fc.constantFrom(
    "transport",
    "user",
    "lr",
    "tag",
    "branch",
    "rport",
    "received",
    "maddr",
    "ttl",
    "method",
    "expires",
    "q",
    "TAG",
    "Transport",
    "i",
    "__proto__",
    "constructor",
    "toString",
  ),
);
/** Words that begin like one that the grammar knows. */
const longer = fc
  .tuple(fc.constantFrom("transport", "lr", "user", "tag", "q", "UDP", "TCP", "WS", "WSS", "phone", "INVITE", "INFO"), word)
  .map((each) => each.join(""));
const value = fc.oneof(
  longer,
  word,
  fc.constantFrom("", "TCP", "ws", "Phone", "5060", "1.2.3.4", '"quoted"', "z9hG4bK1.2", "a:b", "127.0.0.1~46312~5"),
);
const parameter = fc.tuple(name, fc.option(value)).map(([key, its]) => (its === null ? `;${key}` : `;${key}=${its}`));
const parameters = fc.array(parameter, { maxLength: 4 }).map((each) => each.join(""));
const user = fc.oneof(
  fc.constantFrom("", "17@", "+213661234567@", "%40@", "a:b@", "0661 2@", "ا@", "a;b@", "@"),
  word.map((each) => `${each}@`),
);
const scheme = fc.constantFrom("sip:", "sip:", "sip:", "sip:", "sips:", "SIP:", "tel:", "");
const odd = fc.tuple(scheme, user, host, port, parameters).map((each) => each.join(""));
// The usual spellings of telephones: they are read quickly, so that both ways are compared.
const usual = fc
  .tuple(
    fc.constant("sip:"),
    fc.constantFrom("", "17@", "+213661234567@", "0661234567@", "a.b@"),
    fc.constantFrom("127.0.0.1", "room.test", "console.invalid"),
    fc.constantFrom("", ":5060", ":32121"),
    fc.array(fc.constantFrom(";transport=ws", ";Transport=TCP", ";lr", ";lr=on", ";user=phone", ";alias=127.0.0.1~46312~5", ";media=rtp"), {
      maxLength: 3,
    }),
  )
  .map((each) => each.flat().join(""));
const uri = fc.oneof({ weight: 2, arbitrary: usual }, { weight: 1, arbitrary: odd });
const display = fc.constantFrom("", '"Ali" ', '"" ', '"ع مر" ', '"a\\"b" ', "Ali ", '"a\tb" ', '"a"', '"\u{1F600}" ');
const nameAddr = fc
  .tuple(display, uri, fc.oneof(fc.constantFrom("", ";tag=7d68d083eb5c0fe2"), parameters), fc.constantFrom("", " ", ",<sip:b@c>"))
  .map(([shown, its, more, end]) => `${shown}<${its}>${more}${end}`);
const space = fc.constantFrom(" ", " ", " ", "  ", "\t", "");
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  Request_Response: fc.oneof(
    fc
      .tuple(
        fc.constantFrom("INVITE", "ACK", "UPDATE", "invite", "X", "FOO", "INVITEX", "INFOS"),
        space,
        uri,
        space,
        fc.constantFrom("SIP/2.0", "SIP/3.0", "sip/2.0"),
      )
      .map((each) => each.join("")),
    fc
      .tuple(
        fc.constantFrom("SIP/2.0", "sip/2.0"),
        space,
        fc.integer({ min: 0, max: 999 }),
        space,
        fc.constantFrom("OK", "", "Not Here", "Décline", "a\tb", "It's over"),
      )
      .map((each) => each.join("")),
  ),
  Via: fc
    .tuple(
      fc.constantFrom("SIP/2.0/UDP", "SIP/2.0/TCP", "SIP/2.0/WSS", "SIP / 2.0 / UDP", "SIP/2.0/tcp", "SIP/2.0/SCTP"),
      space,
      host,
      port,
      fc.constantFrom(";branch=z9hG4bK7", ";branch=z9hG4bK7;rport", ";branch=z9hG4bK7;rport=5060", ""),
      parameters,
    )
    .map((each) => each.join("")),
  From: nameAddr,
  To: fc.oneof(nameAddr, uri),
  Contact: fc.oneof(nameAddr, fc.constant("*")),
  Record_Route: nameAddr,
  Name_Addr_Header: nameAddr,
  SIP_URI: uri,
  Call_ID: fc.oneof(
    word,
    fc.tuple(word, word).map((each) => each.join("@")),
    fc.constantFrom("", "a@b@c", "a b", "<x>@y"),
  ),
  CSeq: fc
    .tuple(fc.bigInt({ min: 0n, max: 99_999_999_999n }), space, fc.oneof(word, longer, fc.constantFrom("INVITE", "BYE", "INFO")))
    .map((each) => each.join("")),
  Max_Forwards: fc.oneof(fc.nat(300).map(String), fc.constantFrom("", "070", "7a", "-1", " 70", "99999999999")),
  Content_Length: fc.oneof(fc.nat().map(String), fc.constantFrom("", "0", "00", "1 ", "99999999999999999999")),
  Content_Type: fc.constantFrom(
    "application/sdp",
    "Application/SDP",
    "application/sdp;x=y",
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/dtmf-relay",
    "x",
    "",
  ),
};

test.each(Object.keys(values))("what is read quickly of %s is what the grammar reads", (rule) => {
  let quick = 0;
  fc.assert(
    fc.property(values[rule] ?? fc.constant(""), (text) => {
      const read = readQuickly(text, rule);
      if (read === undefined) return;
      quick++;
      expect(read, text).toStrictEqual(slow.parse(text, rule));
    }),
    { numRuns: 3_000 },
  );
  expect(quick).toBeGreaterThan(0);
});

test.each([
  ["Request_Response", "INVITE sip:17@127.0.0.1:32121 SIP/2.0"],
  ["Request_Response", "SIP/2.0 180 Ringing"],
  ["Via", "SIP/2.0/TCP 127.0.0.1:30553;branch=z9hG4bK1234.abcdef;i=1"],
  ["From", '"0661234567" <sip:0661234567@caller.test>;tag=7d68d083eb5c0fe2'],
  ["To", "<sip:17@127.0.0.1:5060>"],
  ["Contact", "<sip:101@console.invalid;alias=127.0.0.1~46312~5;transport=ws;media=rtp>"],
  ["Record_Route", "<sip:127.0.0.1:30553;transport=tcp;r2=on;lr=on>"],
  ["Call_ID", "641b66dbf751bed33bc9jhk306eemtt"],
  ["CSeq", "1 INVITE"],
  ["Max_Forwards", "69"],
  ["Content_Length", "340"],
  ["Content_Type", "application/sdp"],
])("%s: %s needs no grammar", (rule, text) => {
  expect(readQuickly(text, rule)).toStrictEqual(slow.parse(text, rule));
});
