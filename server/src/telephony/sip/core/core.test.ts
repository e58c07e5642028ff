import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerTo, request, seen, silent, someSdp, tagOf, type Seen } from "../../testing/fake-edge.ts";
import { dialogOfInvite, type Header } from "@amaliyat/domain/sip";
import { SipDialog, type Dialog, type DialogHeard, type DialogKit } from "../dialog.ts";
import { inviteFrom } from "../invite.ts";
import { Repeating } from "./repeating.ts";
import { SipCore } from "./core.ts";
import type { Asked } from "./server.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CONTACT: Header = ["contact", "<sip:room@127.0.0.1:5090;transport=tcp>"];
const KEPT = { sdp: someSdp, timer: null, updates: false, end: "" };

/** A core whose messages a test reads. It answers each call with a description, unless the test takes the call. */
function wire(invited?: (asked: Asked) => void) {
  const sent: Seen[] = [];
  const told: string[] = [];
  let isCut = false;
  const heard: DialogHeard = {
    ended: (by) => void told.push(`ended ${by}`),
    offered: () => Promise.resolve(someSdp),
    answered: () => undefined,
    digit: () => undefined,
    acknowledged: () => void told.push("acknowledged"),
    changed: () => undefined,
  };
  const dialogs: Dialog[] = [];
  const core = new SipCore({
    sentBy: "127.0.0.1:5090",
    user: "room",
    log: silent,
    send: (text) => {
      if (isCut) return Promise.reject(new Error("cut"));
      sent.push(seen(text));
      return Promise.resolve();
    },
    taken: () => false,
    unasked: () => void told.push("unasked"),
    invited: (asked) => {
      if (invited !== undefined) return invited(asked);
      const [text, made] = [asked.reply(200, { headers: [CONTACT] }), dialogOfInvite(asked.message, asked.toTag)];
      if (text === null || made === null) throw new Error("not answered");
      const dialog = new SipDialog(made, kit, KEPT);
      dialog.awaitAck(asked.message.cseq, new Repeating(text, core), false);
      dialog.listen(heard);
      dialogs.push(dialog);
    },
  });
  const kit: DialogKit = { core, contact: CONTACT, log: silent };
  const ring = () =>
    inviteFrom(
      {
        to: "sip:101@room.test",
        from: "sip:17@room.test",
        headers: {},
        sdp: someSdp,
        ringing: () => void told.push("ringing"),
        answered: (dialog, _sdp, acknowledge) => {
          dialog.listen(heard);
          dialogs.push(dialog);
          told.push("answered");
          acknowledge();
        },
        failed: (status) => void told.push(`failed ${status}`),
      },
      { kit, realm: "room.test", run: "run", route: "<sip:127.0.0.1:5062;lr>" },
    );
  return {
    core,
    told,
    dialogs,
    ring,
    /** The messages since the last look. */
    came: (): Seen[] => sent.splice(0),
    starts: (): string[] => sent.splice(0).map(({ start }) => start.replace(/^(?:SIP\/2\.0 )?(\S+).*/, "$1")),
    cut: () => void (isCut = true),
  };
}

/** A dialog that stands: its tag on our side. */
function stands({ core, came }: ReturnType<typeof wire>, call: string): string {
  core.receive(request("INVITE", call, { sdp: someSdp }));
  const [ok] = came();
  const toTag = ok === undefined ? "" : tagOf(ok);
  core.receive(request("ACK", call, { toTag }));
  return toTag;
}

test("our 200 goes again after 0.5 s, twice as long each time up to 4 s, until 32 s; then the call is lost and ended", () => {
  const { core, starts, told } = wire();
  core.receive(request("INVITE", "c", { sdp: someSdp }));
  const at: number[] = [];
  for (let ms = 0; ms <= 40_000; ms += 100) {
    at.push(...starts().map((start) => (start === "200" ? ms : -ms)));
    vi.advanceTimersByTime(100);
  }
  expect(at.slice(0, 6)).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500]);
  expect(at.at(-1)).toBeLessThanOrEqual(-32_000);
  expect(told).toEqual(["ended lost"]);
  vi.advanceTimersByTime(32_000);
  expect([core.size, core.dialogs.size]).toEqual([0, 0]);
});

test("a BYE of ours waits for the ACK; without one it goes after 32 s", () => {
  const first = wire();
  first.core.receive(request("INVITE", "c", { sdp: someSdp }));
  const toTag = tagOf(first.came()[0] ?? seen(""));
  first.dialogs[0]?.bye();
  vi.advanceTimersByTime(400);
  expect(first.starts()).toEqual([]);
  first.core.receive(request("ACK", "c", { toTag }));
  expect(first.starts()).toEqual(["BYE"]);
  const second = wire();
  second.core.receive(request("INVITE", "c", { sdp: someSdp }));
  second.dialogs[0]?.bye();
  vi.advanceTimersByTime(36_000);
  expect(second.starts().filter((each) => each === "BYE")).toEqual(["BYE"]);
  expect([first.told, second.told]).toEqual([[], []]);
});

test("a request that comes again is not handled again; by another way it is a loop", () => {
  const calls: Asked[] = [];
  const { core, starts } = wire((asked) => void calls.push(asked));
  const invite = request("INVITE", "c", { sdp: someSdp, via: "z9hG4bKone" });
  core.receive(invite);
  calls[0]?.reply(182);
  core.receive(invite);
  expect(starts()).toEqual(["182", "182"]);
  core.receive(request("INVITE", "c", { sdp: someSdp, via: "z9hG4bKtwo" }));
  expect(starts()).toEqual(["482"]);
  calls[0]?.reply(486);
  calls[0]?.reply(200);
  core.receive(invite);
  expect(starts()).toEqual(["486", "486"]);
  core.receive(request("ACK", "c", { via: "z9hG4bKone" }));
  expect([calls.length, core.size]).toEqual([1, 0]);
  core.receive(invite);
  expect(calls).toHaveLength(2);
});

test("an answer without an ACK is forgotten after 32 s", () => {
  const { core } = wire((asked) => void asked.reply(503));
  core.receive(request("INVITE", "c", { sdp: someSdp }));
  expect(core.size).toBe(1);
  vi.advanceTimersByTime(32_000);
  expect(core.size).toBe(0);
});

test("a CANCEL is 200 and ends the INVITE with 487; after an answer it changes nothing, and for no call it is 481", () => {
  const calls: Asked[] = [];
  let gone = 0;
  const { core, came, starts } = wire((asked) => {
    calls.push(asked);
    asked.onCancel = () => void gone++;
  });
  const cancel = request("CANCEL", "c", { via: "z9hG4bKx" });
  core.receive(cancel);
  expect(starts()).toEqual(["481"]);
  core.receive(request("INVITE", "c", { sdp: someSdp, via: "z9hG4bKx" }));
  core.receive(cancel);
  const [ok, terminated] = came();
  expect([ok?.start, terminated?.start, tagOf(ok ?? seen("")) === tagOf(terminated ?? seen("")), gone]).toEqual([
    "SIP/2.0 200 OK",
    "SIP/2.0 487 Request Terminated",
    true,
    1,
  ]);
  core.receive(cancel);
  expect([starts(), gone, calls[0]?.reply(200)]).toEqual([["200"], 1, null]);
});

test("what is not for us is refused: another name, scheme or method, no address, no dialog", () => {
  const { core, came } = wire();
  for (const text of [
    request("INVITE", "a").replace("sip:room@", "sip:other@"),
    request("INVITE", "b").replace("sip:room@", "sips:room@"),
    request("INVITE", "c").replace("sip:room@127.0.0.1", "tel:17"),
    request("SUBSCRIBE", "d"),
    request("INVITE", "e").replace(/^Contact.*\r\n/m, ""),
    request("INVITE", "f", { headers: ["Record-Route: <x"] }),
    request("INVITE", "g", { toTag: "x" }),
    request("BYE", "h"),
    request("ACK", "i"),
  ])
    core.receive(text);
  const answers = came();
  expect(answers.map(({ start }) => start.split(" ")[1])).toEqual(["404", "416", "416", "405", "400", "400", "481", "481"]);
  expect(answers[3]?.header("Allow")).toContain("INVITE");
  for (const each of answers) expect([each.header("Supported"), each.header("User-Agent")]).toEqual(["timer", "Amaliyat"]);
});

test("within a dialog a number that did not rise is 500, two offers at once are 491 or 500, and 481 comes after its end", async () => {
  const edge = wire();
  const toTag = stands(edge, "c");
  const { core, starts, dialogs, came } = edge;
  core.receive(request("INFO", "c", { toTag, cseq: 5 }));
  core.receive(request("INFO", "c", { toTag, cseq: 5 }));
  core.receive(request("INFO", "c", { toTag, cseq: 4 }));
  expect(starts()).toEqual(["200", "500", "500"]);
  const offered = dialogs[0]?.offer(someSdp);
  const [ours = seen("")] = came();
  core.receive(request("INVITE", "c", { toTag, cseq: 6, sdp: someSdp }));
  core.receive(request("UPDATE", "c", { toTag, cseq: 7, sdp: someSdp }));
  expect(starts()).toEqual(["491", "491"]);
  core.receive(answerTo(ours, "491 Request Pending"));
  expect([await offered, starts()]).toEqual([null, ["ACK"]]);
  core.receive(request("INVITE", "c", { toTag, cseq: 8, sdp: someSdp }));
  core.receive(request("INVITE", "c", { toTag, cseq: 9, sdp: someSdp }));
  await vi.advanceTimersByTimeAsync(0);
  expect(starts()).toEqual(["500", "200"]);
  await vi.advanceTimersByTimeAsync(600);
  expect(starts()).toEqual(["200"]);
  core.receive(request("ACK", "c", { toTag, cseq: 8 }));
  core.receive(request("PRACK", "c", { toTag, cseq: 10 }));
  core.receive(request("BYE", "c", { toTag, cseq: 11 }));
  core.receive(request("INFO", "c", { toTag, cseq: 12 }));
  expect([starts(), edge.told]).toEqual([
    ["481", "200", "481"],
    ["acknowledged", "ended party"],
  ]);
});

test("a reliable provisional answer gets its PRACK once; each 2xx gets its ACK again, and each other party its BYE", () => {
  const { ring, core, came, starts, told } = wire();
  ring();
  const [invite = seen("")] = came();
  const reliable = (rseq: number): string =>
    answerTo(invite, "183 Session Progress", { headers: ["Require: 100rel", `RSeq: ${rseq}`, "Record-Route: <sip:1@x;lr>"] });
  for (const rseq of [7, 7, 9, 8]) core.receive(reliable(rseq));
  expect(came().map((each) => [each.start, each.header("RAck"), each.header("CSeq"), each.header("Route")])).toEqual([
    ["PRACK sip:101@192.0.2.9:5060 SIP/2.0", "7 1 INVITE", "2 PRACK", "<sip:1@x;lr>"],
    ["PRACK sip:101@192.0.2.9:5060 SIP/2.0", "8 1 INVITE", "3 PRACK", "<sip:1@x;lr>"],
  ]);
  core.receive(answerTo(invite, "200 OK", { sdp: someSdp }));
  core.receive(answerTo(invite, "200 OK", { sdp: someSdp }));
  const acks = came();
  expect([acks.map(({ start }) => start.slice(0, 3)), acks[0]?.text === acks[1]?.text, acks[0]?.header("CSeq")]).toEqual([
    ["ACK", "ACK"],
    true,
    "1 ACK",
  ]);
  core.receive(answerTo(invite, "200 OK", { sdp: someSdp, toTag: "fork" }));
  expect([starts(), told]).toEqual([
    ["ACK", "BYE"],
    ["ringing", "ringing", "answered"],
  ]);
  vi.advanceTimersByTime(33_000);
  core.receive(answerTo(invite, "200 OK", { sdp: someSdp }));
  expect(told.at(-1)).toBe("unasked");
});

test("a party that is cancelled and never answers is given up after 32 s, and one that nobody reaches too", async () => {
  const { ring, core, came, starts, told, cut } = wire();
  const first = ring();
  const [invite = seen("")] = came();
  first.cancel();
  expect(starts()).toEqual([]);
  // An answer that has another Via below ours was meant for somebody else.
  core.receive(answerTo(invite, "100 Trying").replace("\r\nFrom:", "\r\nVia: SIP/2.0/TCP other;branch=z9\r\nFrom:"));
  expect(starts()).toEqual([]);
  core.receive(answerTo(invite, "100 Trying"));
  const [cancel] = came();
  expect([cancel?.start.slice(0, 6), cancel?.header("Via"), cancel?.header("CSeq")]).toEqual(["CANCEL", invite.header("Via"), "1 CANCEL"]);
  vi.advanceTimersByTime(32_000);
  expect(told).toEqual(["failed 408"]);
  ring();
  vi.advanceTimersByTime(32_000);
  cut();
  ring();
  await vi.advanceTimersByTimeAsync(0);
  expect([told, core.size]).toEqual([["failed 408", "failed 408", "failed 503"], 0]);
});

test("good messages with bytes changed, cut or doubled throw nothing, and leave no transaction and no dialog behind", async () => {
  const method = fc.constantFrom("INVITE", "ACK", "BYE", "CANCEL", "INFO", "UPDATE", "PRACK", "OPTIONS");
  const change = fc.record({
    at: fc.nat(700),
    how: fc.nat(2),
    by: fc.integer({ min: 1, max: 255 }),
    length: fc.integer({ min: 1, max: 40 }),
  });
  const message = fc.record({
    method,
    changes: fc.array(change, { maxLength: 3 }),
    isWithin: fc.boolean(),
    call: fc.nat(2),
    cseq: fc.integer({ min: 1, max: 9 }),
  });
  let read = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (messages) => {
      const { core, dialogs, came, ring } = wire();
      ring();
      const [invite = seen("")] = came();
      let toTag = "";
      for (const { method: name, changes, isWithin, call, cseq } of messages) {
        const good =
          name === "OPTIONS"
            ? answerTo(invite, "200 OK", { sdp: someSdp })
            : request(name, `c${call}`, { cseq, sdp: someSdp, toTag: isWithin ? toTag : "" });
        let bytes = Buffer.from(good);
        for (const { at, how, by, length } of changes) {
          const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
          if (how === 0) bytes = Buffer.concat([before, after]);
          else if (how === 1) bytes = Buffer.concat([before, piece, piece, after]);
          else if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ by;
        }
        core.receive(bytes.toString("utf8"));
        await vi.advanceTimersByTimeAsync(10);
        const ok = came().find(({ start, text }) => start === "SIP/2.0 200 OK" && text.includes("INVITE"));
        if (ok !== undefined) [toTag, read] = [tagOf(ok), read + 1];
      }
      for (const dialog of dialogs) dialog.bye();
      // An answer without an ACK has 32 s, and the BYE after it as long.
      await vi.advanceTimersByTimeAsync(70_000);
      expect([core.size, core.dialogs.size]).toEqual([0, 0]);
    }),
    { numRuns: 1_000 },
  );
  // Some were read: else nothing was tried.
  expect(read).toBeGreaterThan(50);
});
