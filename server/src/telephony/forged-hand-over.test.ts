import { stderr } from "node:process";
import { expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { handOverField } from "./sip/message/hand-over.ts";
import { testLines, type Line } from "./testing/lines.ts";
import { makePhone, overUdp, until } from "./testing/phones.ts";

// Hand-overs from the operator's address by a sender who hears nothing of what is said to it, because the address is forged.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/forged-hand-over.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const FORGED = 16;
/** So many of one address may ring before they are acknowledged. */
const MAY_RING = 4;
const field = `User-to-User: ${handOverField(["0123456789abcdef"])}`;

test.skipIf(missing.length > 0)(
  "a few hand-overs that nobody acknowledges reach the room; a true one among them is offered at once all the same",
  { timeout: 60_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const lines = stack.use(await testLines(9, ["127.0.0.1"]));
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    stack.defer(carrier.close);
    const answers = new Map<string, Set<string>>();
    carrier.onMessage((text) => {
      const [, status] = /^SIP\/2\.0 (\d{3})/.exec(text) ?? [];
      const callId = /^Call-ID: (.*)$/im.exec(text)?.[1] ?? "";
      if (status !== undefined) answers.set(callId, (answers.get(callId) ?? new Set()).add(status));
    });
    const body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";
    for (let nth = 0; nth < FORGED; nth++)
      carrier.send(
        [
          "INVITE sip:17@127.0.0.1 SIP/2.0",
          `Via: ${carrier.via};branch=z9hG4bKforged${nth}`,
          "Max-Forwards: 70",
          `From: <sip:0661000000@x.example>;tag=f${nth}`,
          "To: <sip:17@x>",
          `Call-ID: forged${nth}`,
          "CSeq: 1 INVITE",
          `Contact: ${carrier.contact("f")}`,
          field,
          "Content-Type: application/sdp",
          `Content-Length: ${body.length}`,
          "",
          body,
        ].join("\r\n"),
      );
    const had = (status: string): number => [...answers.values()].filter((each) => each.has(status)).length;
    await until("each rings or is answered", () => had("182") + had("200") >= FORGED, 20_000);
    expect([had("182"), had("200")]).toEqual([MAY_RING, FORGED - MAY_RING]);
    for (let nth = 0; nth < MAY_RING; nth++) await lines.heard("arrived", (line) => line["isKept"] === true);
    const phone = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), user: "0661234567", tone: 1_100 }),
    );
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, { headers: [field] });
    const isTrue = (line: Line): boolean => (line["from"] as { number: string }).number === "0661234567";
    expect(await lines.heard("arrived", isTrue)).toMatchObject({ rooms: ["0123456789abcdef"] });
    await until("it is answered", () => talk.state() === "talking");
    await expect(lines.heard("arrived", () => true, 1_000)).rejects.toThrow("no arrived");
  },
);
