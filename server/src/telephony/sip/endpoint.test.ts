import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { answerTo, fakeEdge, request, someSdp, tagOf, type FakeEdge } from "../testing/fake-edge.ts";
import type { Dialog, DialogHeard } from "./dialog.ts";
import type { Incoming } from "./endpoint.ts";

type Told = string;

const hear = (told: Told[], answer: (sdp: string) => string | null = () => someSdp): DialogHeard => ({
  ended: (by) => void told.push(`ended ${by}`),
  offered: (sdp) => Promise.resolve(answer(sdp)),
  answered: (sdp) => void told.push(`answered ${sdp.length}`),
  digit: (digit) => void told.push(`digit ${digit}`),
  changed: () => undefined,
});

async function room(arrive: (call: Incoming) => void = (call) => void call.accept(someSdp)): Promise<FakeEdge> {
  const edge = await fakeEdge(arrive);
  onTestFinished(() => edge[Symbol.asyncDispose]());
  return edge;
}

/** A call that the room has answered. */
async function talking(edge: FakeEdge, call: string, headers: readonly string[] = [], sdp = someSdp) {
  edge.send(request("INVITE", call, { sdp, headers }));
  expect((await edge.next()).start).toContain("100");
  const ok = await edge.next();
  expect(ok.start).toBe("SIP/2.0 200 OK");
  return { ok, toTag: tagOf(ok) };
}

/** The edge's own question, which must be answered after whatever else it had sent. */
async function stillThere(edge: FakeEdge): Promise<void> {
  edge.send(request("OPTIONS", "still-there"));
  for (;;) {
    const answer = await edge.next();
    if (answer.header("Call-ID") !== "still-there") continue;
    expect(answer.start).toBe("SIP/2.0 200 OK");
    return;
  }
}

describe("a call that comes in", () => {
  test("is told with number, line, place and description, answered, and ended by the caller", async () => {
    const told: Told[] = [];
    let heard: Incoming | null = null;
    const edge = await room((call) => {
      heard = call;
      call.accept(someSdp)?.listen(hear(told));
    });
    const { ok, toTag } = await talking(edge, "c1", [
      "X-Dialled: sip:1548@10.0.0.1;user=phone",
      "P-Asserted-Identity: <tel:+213661234567>",
    ]);
    expect(heard).toMatchObject({ dialled: "1548", from: { number: "+213661234567", withheld: false }, location: null, sdp: someSdp });
    expect(ok.header("Contact")).toBe(`<sip:room@127.0.0.1:${edge.ports.port};transport=tcp>`);
    expect(ok.header("Allow")).toContain("UPDATE");
    edge.send(request("ACK", "c1", { toTag }));
    edge.send(request("INFO", "c1", { toTag, cseq: 2, headers: ["Content-Type: application/dtmf-relay"] }));
    expect((await edge.next()).start).toContain("200");
    edge.send(request("BYE", "c1", { toTag, cseq: 3 }));
    expect((await edge.next()).start).toContain("200");
    expect(told).toEqual(["ended party"]);
    edge.send(request("BYE", "c1", { toTag, cseq: 4 }));
    expect((await edge.next()).start).toContain("481");
  });

  test("given up before an answer is 487, and accepting it then does nothing", async () => {
    const calls: Incoming[] = [];
    let gone = 0;
    const edge = await room((call) => {
      calls.push(call);
      call.onCancel(() => gone++);
    });
    edge.send(request("INVITE", "c2", { sdp: someSdp, via: "z9hG4bKcancelled" }));
    expect((await edge.next()).start).toContain("100");
    edge.send(request("CANCEL", "c2", { via: "z9hG4bKcancelled" }));
    expect((await edge.next()).start).toContain("200");
    expect((await edge.next()).start).toContain("487");
    expect(gone).toBe(1);
    expect(calls[0]?.accept(someSdp)).toBeNull();
  });

  test("between two ends that are no sip: is answered and ended in their own writing", async () => {
    let talk: Dialog | null = null;
    const edge = await room((call) => (talk = call.accept(someSdp)));
    const ims = (text: string): string =>
      text.replace(/^From: .*(;tag=.*)$/m, "From: <tel:+213661234567>$1").replace("<sip:17@room.test>", "<urn:service:sos.police>");
    edge.send(ims(request("INVITE", "ims", { sdp: someSdp })));
    expect((await edge.next()).start).toContain("100");
    const ok = await edge.next();
    expect([ok.start, ok.header("From"), ok.header("To")]).toEqual([
      "SIP/2.0 200 OK",
      "<tel:+213661234567>;tag=ims-from",
      `<urn:service:sos.police>;tag=${tagOf(ok)}`,
    ]);
    edge.send(ims(request("ACK", "ims", { toTag: tagOf(ok) })));
    await stillThere(edge);
    (talk as Dialog | null)?.bye();
    const bye = await edge.next();
    expect([bye.start.slice(0, 4), bye.header("To"), bye.header("From")]).toEqual([
      "BYE ",
      "<tel:+213661234567>;tag=ims-from",
      `<urn:service:sos.police>;tag=${tagOf(ok)}`,
    ]);
  });

  test("with an address that cannot be read is 400, in a new call and in one that stands, which goes on", async () => {
    const told: Told[] = [];
    const edge = await room((call) => call.accept(someSdp)?.listen(hear(told)));
    const at = (text: string, contact: string): string => text.replace(/^Contact: .*$/m, `Contact: <sip:${contact}@127.0.0.1:9>`);
    for (const [call, contact] of [
      ["odd1", "a:b:c"],
      ["odd2", "a%2b%"],
    ] as const) {
      edge.send(at(request("INVITE", call, { sdp: someSdp }), contact));
      expect((await edge.next()).start).toContain("400");
    }
    const { toTag } = await talking(edge, "odd3");
    edge.send(request("ACK", "odd3", { toTag }));
    for (const [nth, method] of ["INVITE", "UPDATE"].entries()) {
      edge.send(at(request(method, "odd3", { toTag, cseq: 2 + nth, sdp: someSdp }), "a b"));
      expect((await edge.next()).start).toContain("400");
    }
    await stillThere(edge);
    edge.send(request("BYE", "odd3", { toTag, cseq: 9 }));
    expect((await edge.next()).start).toContain("200");
    expect(told).toEqual(["ended party"]);
  });

  test("with escapes in its address is answered, kept, and hung up at that address as it was written", async () => {
    for (const [call, contact] of [
      ["escaped1", "a%3Ab%3Ac"],
      ["escaped2", "a%25b"],
    ] as const) {
      const dialogs: (Dialog | null)[] = [];
      const edge = await room((each) => dialogs.push(each.accept(someSdp)));
      edge.send(request("INVITE", call, { sdp: someSdp }).replace("<sip:0661234567@192", `<sip:${contact}@192`));
      expect((await edge.next()).start).toContain("100");
      const toTag = tagOf(await edge.next());
      edge.send(request("ACK", call, { toTag }));
      await stillThere(edge);
      const kept = dialogs[0]?.snapshot();
      if (kept === undefined) throw new Error("not answered");
      (await edge.again()).restore(kept).bye();
      expect((await edge.next()).start).toBe(`BYE sip:${contact}@192.0.2.7:5060 SIP/2.0`);
    }
  });

  test("a dialog that an earlier server has stored with a wrapped URI is ended in the caller's own writing", async () => {
    const dialogs: (Dialog | null)[] = [];
    const edge = await room((each) => dialogs.push(each.accept(someSdp)));
    const { toTag } = await talking(edge, "wrapped");
    edge.send(request("ACK", "wrapped", { toTag }));
    await stillThere(edge);
    const kept = dialogs[0]?.snapshot();
    if (kept === undefined) throw new Error("not answered");
    const hex = Buffer.from("+213661234567").toString("hex");
    (await edge.again()).restore({ ...kept, remoteUri: `sip:${hex}@tel.invalid` }).bye();
    expect((await edge.next()).header("To")).toBe("<tel:+213661234567>;tag=wrapped-from");
  });

  test("that cannot be read is 400 at once", async () => {
    const edge = await room();
    edge.send(request("INVITE", "odd", { sdp: someSdp }).replace("<sip:17@room.test>", "<<sip:17"));
    expect((await edge.next()).start).toBe("SIP/2.0 400 Bad Request");
    edge.send(request("INVITE", "odd2", { sdp: someSdp, headers: ["X-Dialled: sip:%zz@x"] }).replace("<sip:17@room.test>", "<sip:a b@x>"));
    expect((await edge.next()).start).toMatch(/^SIP\/2.0 4/);
    await stillThere(edge);
  });

  test("with a body of a kind that is not known is 415, with those that are", async () => {
    const edge = await room();
    edge.send(request("INVITE", "c9", { sdp: someSdp }).replace("application/sdp", "application/isup"));
    const answer = await edge.next();
    expect(answer.start).toContain("415");
    expect(answer.header("Accept")).toContain("application/sdp");
  });

  test("without a description gets ours, and its answer in the ACK", async () => {
    const told: Told[] = [];
    const edge = await room((call) => void (call.sdp === null && call.accept(someSdp)?.listen(hear(told))));
    const { ok, toTag } = await talking(edge, "c3", [], "");
    expect(ok.body).toBe(someSdp);
    edge.send(request("ACK", "c3", { toTag, sdp: someSdp }));
    await stillThere(edge);
    expect(told).toEqual([`answered ${someSdp.length}`]);
  });

  test("hold and resume by re-INVITE and by UPDATE are answered; sound that the room cannot take is 488", async () => {
    const edge = await room((call) =>
      call.accept(someSdp)?.listen(hear([], (sdp) => (sdp.includes("G729") ? null : sdp.replace("sendonly", "recvonly")))),
    );
    const { toTag } = await talking(edge, "c4");
    edge.send(request("ACK", "c4", { toTag }));
    const held = someSdp.replace("sendrecv", "sendonly");
    edge.send(request("INVITE", "c4", { toTag, cseq: 2, sdp: held }));
    const answer = await edge.next();
    expect(answer.start).toContain("200");
    expect(answer.body).toContain("a=recvonly");
    edge.send(request("ACK", "c4", { toTag, cseq: 2 }));
    edge.send(request("UPDATE", "c4", { toTag, cseq: 3, sdp: someSdp }));
    expect((await edge.next()).body).toContain("a=sendrecv");
    edge.send(request("UPDATE", "c4", { toTag, cseq: 4, sdp: `${someSdp}a=G729\r\n` }));
    expect((await edge.next()).start).toContain("488");
    edge.send(request("UPDATE", "c4", { toTag, cseq: 4 }));
    expect((await edge.next()).start).toContain("500");
    edge.send(request("PRACK", "c4", { toTag, cseq: 5, headers: ["RAck: 1 1 INVITE"] }));
    expect((await edge.next()).start).toContain("481");
    edge.send(request("UPDATE", "nobody", { toTag, cseq: 5 }));
    expect((await edge.next()).start).toContain("481");
  });

  test("demands that are not known are 420, too short a session is 422, other methods are 405", async () => {
    const edge = await room();
    edge.send(request("INVITE", "c5", { sdp: someSdp, headers: ["Require: 100rel, replaces"] }));
    const refused = await edge.next();
    expect([refused.start, refused.header("Unsupported")]).toEqual([expect.stringContaining("420"), "replaces"]);
    edge.send(request("INVITE", "c6", { sdp: someSdp, headers: ["Supported: timer", "Session-Expires: 30"] }));
    const short = await edge.next();
    expect([short.start, short.header("Min-SE")]).toEqual([expect.stringContaining("422"), "90"]);
    for (const method of ["REGISTER", "SUBSCRIBE", "MESSAGE", "REFER", "PUBLISH"]) {
      edge.send(request(method, `m-${method}`));
      expect((await edge.next()).start).toContain("405");
    }
  });

  test("a session timer is agreed to, and refreshed by the caller", async () => {
    const edge = await room();
    const timed = ["Supported: timer", "Session-Expires: 120;refresher=uac"];
    const { ok, toTag } = await talking(edge, "c7", timed);
    expect([ok.header("Session-Expires"), ok.header("Require")]).toEqual(["120;refresher=uac", "timer"]);
    edge.send(request("ACK", "c7", { toTag }));
    edge.send(request("UPDATE", "c7", { toTag, cseq: 2, headers: timed }));
    const refreshed = await edge.next();
    expect([refreshed.start, refreshed.header("Session-Expires"), refreshed.body]).toEqual(["SIP/2.0 200 OK", "120;refresher=uac", ""]);
  });

  test("hung up by the room before the caller's ACK, it is ended as soon as that comes", async () => {
    const dialogs: (Dialog | null)[] = [];
    const edge = await room((call) => dialogs.push(call.accept(someSdp)));
    const { toTag } = await talking(edge, "c8");
    dialogs[0]?.bye();
    expect(edge.hasMore()).toBe(false);
    edge.send(request("ACK", "c8", { toTag }));
    const bye = await edge.next();
    expect(bye.start).toMatch(/^BYE /);
    edge.send(answerTo(bye, "200 OK"));
  });
});

describe("a party that the room rings", () => {
  const rung = (edge: FakeEdge, told: Told[]) =>
    edge.endpoint.invite({
      to: "sip:101@room.test",
      from: "sip:0661234567@room.test",
      headers: { "X-Line": "17\r\nX-Evil: yes" },
      sdp: someSdp,
      ringing: () => told.push("ringing"),
      answered: (dialog, sdp, acknowledge) => {
        acknowledge();
        told.push(`answered ${sdp.length}`);
        dialog.listen(hear(told));
      },
      failed: (status, isCutOff) => told.push(`failed ${status}${isCutOff ? " cut off" : ""}`),
    });

  test("is told as cut off where the edge has cancelled it and nobody here gave up", async () => {
    const told: Told[] = [];
    const edge = await room();
    rung(edge, told);
    edge.send(answerTo(await edge.next(), "487 Request Terminated"));
    expect((await edge.next()).start).toMatch(/^ACK /);
    expect(told).toEqual(["failed 487 cut off"]);
  });

  test("rings, answers, and hangs up; no header of ours ends in another", async () => {
    const told: Told[] = [];
    const edge = await room();
    rung(edge, told);
    const invite = await edge.next();
    expect(invite.text).not.toMatch(/^X-Evil/m);
    expect(invite.header("Route")).toContain(`127.0.0.1:${edge.ports.edgePort}`);
    edge.send(answerTo(invite, "180 Ringing"));
    edge.send(answerTo(invite, "200 OK", { sdp: someSdp }));
    expect((await edge.next()).start).toMatch(/^ACK /);
    edge.send(answerTo(invite, "200 OK", { sdp: someSdp, toTag: "another" }));
    expect((await edge.next()).start).toMatch(/^ACK /);
    expect((await edge.next()).start).toMatch(/^BYE /);
    expect(told).toEqual(["ringing", `answered ${someSdp.length}`]);
  });

  test("an answer that cannot be read is no answer: it is ended, and told as refused", async () => {
    const told: Told[] = [];
    const edge = await room();
    rung(edge, told);
    const invite = await edge.next();
    edge.send(answerTo(invite, "200 OK", { sdp: someSdp.replace("o=- 1 1 IN IP4 127.0.0.1\r\n", "") }));
    expect((await edge.next()).start).toMatch(/^ACK /);
    expect((await edge.next()).start).toMatch(/^BYE /);
    expect(told).toEqual(["failed 488"]);
  });

  test("is given up, also where it answers in the same moment", async () => {
    const told: Told[] = [];
    const edge = await room();
    const outgoing = rung(edge, told);
    const invite = await edge.next();
    edge.send(answerTo(invite, "180 Ringing"));
    await stillThere(edge);
    outgoing.cancel();
    const cancel = await edge.next();
    expect(cancel.start).toMatch(/^CANCEL /);
    edge.send(answerTo(cancel, "200 OK"));
    edge.send(answerTo(invite, "200 OK", { sdp: someSdp }));
    expect((await edge.next()).start).toMatch(/^ACK /);
    expect((await edge.next()).start).toMatch(/^BYE /);
    expect(told).toEqual(["ringing", "failed 487"]);
  });

  test("refuses; answers without a description; has no address", async () => {
    const told: Told[] = [];
    const edge = await room();
    rung(edge, told);
    edge.send(answerTo(await edge.next(), "486 Busy Here"));
    expect((await edge.next()).start).toMatch(/^ACK /);
    rung(edge, told);
    edge.send(answerTo(await edge.next(), "200 OK"));
    expect((await edge.next()).start).toMatch(/^ACK /);
    expect((await edge.next()).start).toMatch(/^BYE /);
    edge.endpoint.invite({
      to: "sip:",
      from: "",
      headers: {},
      sdp: someSdp,
      ringing: () => undefined,
      answered: () => undefined,
      failed: (status) => told.push(`failed ${status}`),
    });
    await stillThere(edge);
    expect(told).toEqual(["failed 486", "failed 488", "failed 404"]);
  });
});

test("a dialog is kept as JSON and taken back by the next server: it is probed, hears hold, and hangs up", async () => {
  const dialogs: (Dialog | null)[] = [];
  const edge = await room((call) => dialogs.push(call.accept(someSdp)));
  const { toTag } = await talking(edge, "c9", ["Record-Route: <sip:127.0.0.1:5062;transport=tcp;lr>"]);
  edge.send(request("ACK", "c9", { toTag }));
  await stillThere(edge);
  const kept: unknown = JSON.parse(JSON.stringify(dialogs[0]?.snapshot()));
  const told: Told[] = [];
  const dialog = (await edge.again()).restore(kept as ReturnType<Dialog["snapshot"]>);
  dialog.listen(hear(told));
  const probed = dialog.probe();
  const info = await edge.next();
  expect(info.start).toBe("INFO sip:0661234567@192.0.2.7:5060 SIP/2.0");
  expect(Number(info.header("CSeq")?.split(" ")[0])).toBeGreaterThan(16);
  edge.send(answerTo(info, "200 OK"));
  expect(await probed).toBe("alive");
  edge.send(request("INVITE", "c9", { toTag, cseq: 2, sdp: someSdp }));
  expect((await edge.next()).start).toContain("200");
  expect(await dialog.offer(someSdp)).toBeNull();
  edge.send(request("ACK", "c9", { toTag, cseq: 2 }));
  await stillThere(edge);
  const offered = dialog.offer(someSdp);
  const reinvite = await edge.next();
  edge.send(answerTo(reinvite, "200 OK", { sdp: someSdp }));
  expect((await edge.next()).start).toMatch(/^ACK /);
  expect(await offered).toBe(someSdp);
  const again = dialog.probe();
  edge.send(answerTo(await edge.next(), "481 Call/Transaction Does Not Exist"));
  expect(await again).toBe("gone");
  dialog.bye();
  expect((await edge.next()).start).toMatch(/^BYE /);
  expect(told).toEqual([]);
});

test("a 2xx to an INVITE of an earlier server is acknowledged once all dialogs are restored, and hung up unless its own is among them", async () => {
  const edge = await room();
  const dialogs: Dialog[] = [];
  edge.endpoint.invite({
    to: "sip:101@room.test",
    from: "sip:17@room.test",
    headers: {},
    sdp: someSdp,
    ringing: () => undefined,
    answered: (dialog) => void dialogs.push(dialog),
    failed: () => undefined,
  });
  const invite = await edge.next();
  edge.send(answerTo(invite, "200 OK", { sdp: someSdp }));
  await expect.poll(() => dialogs.length).toBe(1);
  // Nobody has acknowledged it: its sender sends it again.
  edge.send(answerTo(invite, "200 OK", { sdp: someSdp }));
  await stillThere(edge);
  const kept = dialogs[0]?.snapshot();
  if (kept === undefined) throw new Error("not answered");
  const endpoint = await edge.again();
  edge.send(answerTo(invite, "200 OK", { sdp: someSdp }));
  await stillThere(edge);
  endpoint.restore(kept);
  endpoint.restoredAll();
  edge.send(answerTo(invite, "200 OK", { sdp: someSdp }));
  const ack = await edge.next();
  expect([ack.start.slice(0, 3), ack.header("CSeq"), ack.header("To")]).toEqual(["ACK", "1 ACK", "<sip:101@room.test>;tag=theirs"]);
  await stillThere(edge);
  edge.send(answerTo(invite, "200 OK", { sdp: someSdp, toTag: "another" }));
  expect((await edge.next()).header("CSeq")).toBe("1 ACK");
  const bye = await edge.next();
  expect([bye.start.slice(0, 3), bye.header("CSeq"), bye.header("To")]).toEqual(["BYE", "18 BYE", "<sip:101@room.test>;tag=another"]);
});

test("the link is made again when the edge was away, and what was to be sent meanwhile goes then", async () => {
  const edge = await room();
  expect((await edge.again()).isLinked()).toBeDefined();
  await stillThere(edge);
});

describe("messages that are no good", () => {
  const strange = [
    "INVITE sip:room@127.0.0.1 SIP/2.0\r\n\r\n",
    request("INVITE", "t1").replace(/^Via.*\r\n/m, ""),
    request("INVITE", "t2").replace(/^CSeq.*\r\n/m, "CSeq: 99999999999 BYE\r\n"),
    request("INVITE", "t3", { sdp: someSdp }).replace(/^Contact.*\r\n/m, ""),
    request("INVITE", "t4", { sdp: someSdp }).replace(/^Contact.*\r\n/m, "Contact: *\r\n"),
    request("INVITE", "t5", { sdp: someSdp }).replace("sip:room@", "tel:17;x="),
    request("CANCEL", "t6"),
    request("ACK", "t7"),
    request("BYE", "t8", { toTag: "x" }),
    request("NEWMETHOD", "t9"),
    "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP x;branch=z9hG4bKunknown\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n",
    "SIP/2.0 999 \r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    request("OPTIONS", "t10").replace("Max-Forwards: 69", 'Max-Forwards: -1\r\nFrom: ,,,\r\nTo: "unbalanced <sip:x'),
    request("INVITE", "t11", { sdp: someSdp, headers: ["Content-Type: multipart/mixed;boundary="] }),
  ];

  test.each(strange.map((text, index) => [index, text] as const))("strange message %i leaves the room answering", async (_index, text) => {
    const edge = await room();
    edge.send(text);
    await stillThere(edge);
  });

  test("a body of no type is refused, and the room can still be closed", async () => {
    const edge = await room();
    edge.send(request("INVITE", "untyped", { sdp: someSdp }).replace(/^Content-Type:.*\r\n/im, ""));
    expect((await edge.next()).start).toContain("100");
    expect((await edge.next()).start).toContain("400");
    await stillThere(edge);
  });

  const torture = fileURLToPath(new URL("../../../../../shared/assets/sip/rfc4475-torture/", import.meta.url));
  test.skipIf(!existsSync(torture))("the torture messages of RFC 4475, where they are at hand", async () => {
    for (const name of readdirSync(torture)) {
      const edge = await fakeEdge((call) => void call.accept(someSdp));
      edge.send(readFileSync(`${torture}${name}`, "latin1"));
      // A message whose length lies swallows what follows or ends the connection: the room must answer on the next one.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await edge.again();
      await stillThere(edge);
      await edge[Symbol.asyncDispose]();
    }
  });

  test("a good message with any piece of it changed, cut or doubled never stops the room", async () => {
    const edge = await room((call) => void call.accept(someSdp));
    const base = fc.constantFrom("INVITE", "BYE", "UPDATE", "INFO", "CANCEL", "OPTIONS", "PRACK", "ACK");
    const change = fc.record({ at: fc.nat({ max: 700 }), cut: fc.nat({ max: 40 }), put: fc.string({ unit: "binary", maxLength: 20 }) });
    await fc.assert(
      fc.asyncProperty(base, fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(), async (method, changes, id) => {
        let text = request(method, `p${id}`, { sdp: someSdp, toTag: id % 2 === 0 ? "" : "x" });
        for (const { at, cut, put } of changes) text = text.slice(0, at) + put + text.slice(at + cut);
        // The frame stays whole, so that the next message is read: what frames do with a broken one is tested there.
        const head = text.slice(0, Math.max(0, text.indexOf("\r\n\r\n"))).replaceAll(/^(content-length|l)[ \t]*:.*(\r\n|$)/gim, "");
        edge.send(`${head}\r\nContent-Length: ${Buffer.byteLength(someSdp)}\r\n\r\n${someSdp}`);
        await stillThere(edge);
      }),
      { numRuns: 150 },
    );
  });
});
