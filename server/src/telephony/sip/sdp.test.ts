import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerAgain, audioPort, directionOf, holds, narrow, queueParty, widen } from "./sdp.ts";

const session = ["v=0", "o=- 7 9 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0"];
const sdp = (...streams: readonly string[]): string => `${[...session, ...streams].join("\r\n")}\r\n`;
const audio = (types: string, ...more: readonly string[]): string[] => [`m=audio 4000 RTP/AVP ${types}`, ...more];

describe("what the room takes of a session description", () => {
  test("G.711 A before µ, with telephone events, and nothing else", () => {
    const offer = sdp(
      ...audio(
        "18 0 8 101 96",
        "a=rtpmap:18 G729/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-15",
        "a=rtpmap:96 opus/48000/2",
        "a=ptime:20",
      ),
    );
    const taken = narrow(offer)?.sdp ?? "";
    expect(taken).toContain("m=audio 4000 RTP/AVP 8 101\r\n");
    expect(taken).toContain("a=fmtp:101 0-15");
    expect(taken).toContain("a=ptime:20");
    expect(taken).not.toMatch(/G729|opus/);
    expect(narrow(sdp(...audio("18 0")))?.sdp).toContain("RTP/AVP 0\r\n");
  });

  test("no sound that we hear is null: G.729 alone, a fax, a stream that is off, no description", () => {
    for (const none of [
      sdp(...audio("18")),
      sdp("m=image 4000 udptl t38"),
      sdp("m=audio 0 RTP/AVP 8"),
      "",
      "nonsense",
      "v=1\r\nm=audio 1 RTP/AVP 8",
    ])
      expect(narrow(none)).toBeNull();
  });

  test("streams beside the sound are refused with port 0, in their places", () => {
    const offer = narrow(sdp("m=video 5000 RTP/AVP 96", "a=rtpmap:96 H264/90000", ...audio("8"), "m=image 6000 udptl t38"));
    const answer = widen(sdp("m=audio 7000 RTP/AVP 8", "a=sendrecv"), offer ?? { sdp: "", streams: [], taken: 0 });
    expect(answer.match(/^m=.*$/gm)).toEqual(["m=video 0 RTP/AVP 96", "m=audio 7000 RTP/AVP 8", "m=image 0 udptl t38"]);
  });

  test("the queue's party speaks the caller's codec and events", () => {
    expect(queueParty(sdp(...audio("0 97", "a=rtpmap:97 telephone-event/8000")))).toContain(
      "m=audio 9 RTP/AVP 0 97\r\na=rtpmap:0 PCMU/8000",
    );
    expect(queueParty(null)).toContain("m=audio 9 RTP/AVP 8 101");
  });

  test("hold in the new way and the old, and the answers to it", () => {
    const ours = sdp("m=audio 7000 RTP/AVP 8", "a=sendrecv");
    for (const [line, direction, answer] of [
      ["a=sendonly", "sendonly", "a=recvonly"],
      ["a=inactive", "inactive", "a=inactive"],
      ["a=recvonly", "recvonly", "a=sendonly"],
      ["a=sendrecv", "sendrecv", "a=sendrecv"],
    ] as const) {
      expect(directionOf(sdp(...audio("8", line)))).toBe(direction);
      expect(answerAgain(ours, direction)).toContain(answer);
      expect(answerAgain(ours, direction)).toContain("o=- 7 10 ");
    }
    expect(directionOf(sdp(...audio("8", "c=IN IP4 0.0.0.0")))).toBe("sendonly");
    expect(holds("sendonly") && holds("inactive") && !holds("recvonly") && !holds("sendrecv")).toBe(true);
  });

  test("any text is read without an exception", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(...session, "m=audio 4 RTP/AVP 8 0", "m=audio 99999 x", "a=rtpmap:8 PCMA/8000", "m=", "a=", "c=IN IP4 0.0.0.0"),
    );
    fc.assert(
      fc.property(fc.array(line), (all) => {
        const text = all.join("\r\n");
        const taken = narrow(text);
        if (taken !== null) expect(widen(taken.sdp, taken).match(/^m=/gm)).toHaveLength(taken.streams.length);
        directionOf(text);
        audioPort(text);
        queueParty(text);
        answerAgain(text, "sendrecv");
      }),
    );
  });
});
