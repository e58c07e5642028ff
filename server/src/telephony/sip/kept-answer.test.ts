import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fakeEdge, request, someSdp, tagOf, type Seen } from "../testing/fake-edge.ts";
import type { Dialog } from "./dialog.ts";
import type { Incoming } from "./endpoint.ts";

const nothing = (): void => undefined;
const heard = (more: Record<string, unknown> = {}) => ({
  ended: nothing,
  offered: () => Promise.resolve(someSdp),
  answered: nothing,
  digit: nothing,
  changed: nothing,
  ...more,
});

/** A call that is answered and not acknowledged, and its answer as it is kept. */
async function answered() {
  const came: Incoming[] = [];
  const edge = await fakeEdge((call) => void came.push(call));
  const until = async (start: string): Promise<Seen> => {
    for (;;) {
      const message = await edge.next();
      if (message.start.startsWith(start)) return message;
    }
  };
  edge.send(request("INVITE", "one", { sdp: someSdp }));
  await until("SIP/2.0 100");
  const call = came[0] as Incoming;
  const text = call.written(someSdp);
  const dialog = call.accept(someSdp) as Dialog;
  const ok = await until("SIP/2.0 200");
  const more = async (): Promise<string[]> => {
    const seen: string[] = [];
    while (edge.hasMore()) {
      const message = await edge.next();
      seen.push(`${message.start} ${message.header("CSeq")} ${message.header("Via")}`);
    }
    return seen;
  };
  return { edge, came, until, answer: { text, offered: false, cseq: 1 }, dialog, ok, more };
}

test("an answer is kept as it is sent, and sent again until it is acknowledged, also after an UPDATE that came before", async () => {
  const { edge, until, answer, dialog, ok, more } = await answered();
  await using _edge = edge;
  let kept = dialog.snapshot();
  dialog.listen(heard({ changed: () => (kept = dialog.snapshot()) }));
  edge.send(request("UPDATE", "one", { cseq: 2, toTag: tagOf(ok) }));
  expect((await until("SIP/2.0 200")).header("CSeq")).toBe("2 UPDATE");
  let acknowledged = 0;
  (await edge.again()).restore(kept, answer).listen(heard({ acknowledged: () => acknowledged++ }));
  const again = await until("SIP/2.0 200");
  expect([again.header("CSeq"), again.header("Via"), tagOf(again)]).toEqual(["1 INVITE", ok.header("Via"), tagOf(ok)]);
  expect((await until("SIP/2.0 200")).header("CSeq")).toBe("1 INVITE");
  edge.send(request("ACK", "one", { cseq: 1, toTag: tagOf(ok) }));
  await expect.poll(() => acknowledged).toBe(1);
  await more();
  // Real time: an unacknowledged answer is sent again after 0.5 s and after a second.
  await sleep(1_200);
  expect(await more()).toEqual([]);
});

test("an INVITE that came again by another way is answered there, also one that was held before its call was restored; another is another call", async () => {
  const { edge, came, until, answer, dialog, ok, more } = await answered();
  await using _edge = edge;
  const kept = dialog.snapshot();
  const endpoint = await edge.again();
  edge.send(request("INVITE", "one", { sdp: someSdp, via: "z9hG4bKheld" }));
  await until("SIP/2.0 100");
  const held = came.at(-1);
  expect(held?.answeredAgain()).toBe(false);
  endpoint.restore(kept, answer).listen(heard());
  expect(held?.answeredAgain()).toBe(true);
  await expect.poll(async () => (await more()).some((each) => /^SIP\/2.0 200 .*1 INVITE.*z9hG4bKheld/.test(each))).toBe(true);
  edge.send(request("INVITE", "one", { sdp: someSdp, via: "z9hG4bKagain" }));
  await expect.poll(async () => (await more()).some((each) => /^SIP\/2.0 200 .*1 INVITE.*z9hG4bKagain/.test(each))).toBe(true);
  const before = came.length;
  edge.send(request("INVITE", "one", { cseq: 2, sdp: someSdp, via: "z9hG4bKnew" }));
  await expect.poll(() => came.length).toBe(before + 1);
  expect((await more()).filter((each) => each.includes("1 INVITE") && each.includes("z9hG4bKnew"))).toEqual([]);
  void ok;
});

test("an INVITE that comes again after its restored call was hung up begins another call", async () => {
  const { edge, came, answer, dialog, more } = await answered();
  await using _edge = edge;
  const endpoint = await edge.again();
  const restored = endpoint.restore(dialog.snapshot(), answer);
  restored.listen(heard());
  edge.send(request("INVITE", "one", { sdp: someSdp, via: "z9hG4bKagain" }));
  const answeredBy = (via: string) =>
    expect.poll(async () => (await more()).some((each) => /^SIP\/2.0 200 /.test(each) && each.includes(via)));
  await answeredBy("z9hG4bKagain").toBe(true);
  restored.bye();
  const before = came.length;
  edge.send(request("INVITE", "one", { sdp: someSdp, via: "z9hG4bKlater" }));
  await expect.poll(() => came.length).toBe(before + 1);
  expect(came.at(-1)?.answeredAgain()).toBe(false);
  expect(came.at(-1)?.accept(someSdp)).not.toBeNull();
  await answeredBy("z9hG4bKlater").toBe(true);
});

test("a caller who hangs up before an ACK is sent no more answers", async () => {
  const { edge, until, answer, dialog, ok, more } = await answered();
  await using _edge = edge;
  let ended = 0;
  (await edge.again()).restore(dialog.snapshot(), answer).listen(heard({ ended: () => ended++ }));
  await until("SIP/2.0 200");
  edge.send(request("BYE", "one", { cseq: 2, toTag: tagOf(ok) }));
  await expect.poll(() => ended).toBe(1);
  await more();
  // Real time: an unacknowledged answer is sent again after 0.5 s and after a second.
  await sleep(1_200);
  expect((await more()).filter((each) => each.includes("INVITE"))).toEqual([]);
});

test("a call that was refused or answered is said to be queued no more, and nothing is thrown", async () => {
  const came: Incoming[] = [];
  await using edge = await fakeEdge((call) => void came.push(call));
  edge.send(request("INVITE", "one", { sdp: someSdp }));
  await expect.poll(() => came.length).toBe(1);
  came[0]?.queued();
  came[0]?.reject(503);
  expect(() => came[0]?.queued()).not.toThrow();
});

test("a second UPDATE is refused while the first is worked on (RFC 3311 §5.2)", async () => {
  const came: Incoming[] = [];
  await using edge = await fakeEdge((call) => void came.push(call));
  edge.send(request("INVITE", "one", { sdp: someSdp }));
  await expect.poll(() => came.length).toBe(1);
  const dialog = came[0]?.accept(someSdp) as Dialog;
  let ok = await edge.next();
  while (!ok.start.startsWith("SIP/2.0 200")) ok = await edge.next();
  edge.send(request("ACK", "one", { cseq: 1, toTag: tagOf(ok) }));
  let [atOnce, most] = [0, 0];
  const worked = Promise.withResolvers<void>();
  const offered = async (): Promise<string> => {
    most = Math.max(most, ++atOnce);
    await worked.promise;
    atOnce--;
    return someSdp;
  };
  dialog.listen(heard({ offered }));
  for (let cseq = 2; cseq < 8; cseq++) edge.send(request("UPDATE", "one", { cseq, toTag: tagOf(ok), sdp: someSdp }));
  // The first is worked on until each of the other five is refused.
  for (let refused = 0; refused < 5;) if (/^SIP\/2\.0 (?:491|500)/.test((await edge.next()).start)) refused++;
  worked.resolve();
  while (!(await edge.next()).start.startsWith("SIP/2.0 200"));
  expect([most, atOnce]).toEqual([1, 0]);
});

test("a restored dialog whose session is ours to refresh is refreshed within seconds: nobody knows when that was done last", async () => {
  const { edge, until, dialog, ok } = await answered();
  await using _edge = edge;
  edge.send(request("ACK", "one", { cseq: 1, toTag: tagOf(ok) }));
  const kept = { ...dialog.snapshot(), timer: { seconds: 90, refresher: "us" as const }, updates: true };
  (await edge.again()).restore(kept).listen(heard());
  // Usually 1 to 5 s; without it 45.
  const began = performance.now();
  while (!edge.hasMore() && performance.now() - began < 10_000) await sleep(50);
  expect((await until("UPDATE")).header("Session-Expires")).toBe("90;refresher=uac");
});
