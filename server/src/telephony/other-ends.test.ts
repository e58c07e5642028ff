import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seen } from "./testing/fake-edge.ts";
import { missingPackages } from "./settings.ts";
import { testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/other-ends.test.ts is skipped: ${missing.join(", ")} not installed\n`);

type Carrier = Awaited<ReturnType<typeof overUdp>>;

/** A carrier of which a test sees what goes and comes. */
function watched(carrier: Carrier): { readonly carrier: Carrier; readonly sent: string[]; readonly came: string[] } {
  const [sent, came]: [string[], string[]] = [[], []];
  carrier.onMessage((text) => void came.push(text));
  const send = (text: string): void => {
    sent.push(text);
    carrier.send(text);
  };
  return { carrier: { ...carrier, send }, sent, came };
}

/** A BYE with the true tags of a talk, as its telephone would say it; `ours` is the INVITE or answer that this telephone sent. */
function byeOf(via: string, ours: string, theirs: string, isCaller: boolean): string {
  const [said, heard] = [seen(ours), seen(theirs)];
  const routes = [...theirs.matchAll(/^record-route:[ \t]*(.*)$/gim)].map(([, route]) => `Route: ${route}`);
  const target = /<([^>]+)>/.exec(heard.header("contact") ?? "")?.[1] ?? "";
  const [from, to] = isCaller ? [heard.header("from"), heard.header("to")] : [said.header("to"), said.header("from")];
  return [
    `BYE ${target} SIP/2.0`,
    `Via: ${via};branch=z9hG4bK${Math.random().toString(36).slice(2)}`,
    ...(isCaller ? routes.toReversed() : routes),
    "Max-Forwards: 70",
    `From: ${from}`,
    `To: ${to}`,
    `Call-ID: ${heard.header("call-id")}`,
    "CSeq: 900 BYE",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}

describe.skipIf(missing.length > 0)("a talk is ended by its own two ends alone", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    lines = stack.use(await testLines(9));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  async function consoleOf(extension: string) {
    const way = watched(await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`));
    const phone = stack.use(makePhone({ carrier: way.carrier, user: extension, tone: 1_700 }));
    expect(await phone.register(lines.login(extension))).toBe(200);
    await lines.heard("phone_registered", (line) => line["extension"] === extension);
    return { ...way, phone };
  }

  test("not by another console, nor another address, with all of its tags", async () => {
    const [own, other] = [await consoleOf("101"), await consoleOf("102")];
    const trunk = { host: "127.0.0.1", port: lines.ports.trunk };
    const outside = watched(await overUdp(trunk));
    const caller = stack.use(makePhone({ carrier: outside.carrier, user: "0661234567", tone: 1_100 }));
    const talk = await caller.call(`sip:17@127.0.0.1:${trunk.port}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "ring", callId, legId: "leg", target: { kind: "extension", extension: "101" } });
    await until("the console rings", () => own.phone.talks().length > 0);
    own.phone.talks()[0]?.answer();
    await lines.heard("leg_answered");
    const invite = own.came.find((text) => text.startsWith("INVITE")) ?? "";
    const answer = own.sent.find((text) => text.startsWith("SIP/2.0 200") && text.includes("INVITE")) ?? "";
    const accepted = outside.came.find((text) => text.startsWith("SIP/2.0 200") && /CSeq: \d+ INVITE/i.test(text)) ?? "";
    const dialled = outside.sent.find((text) => text.startsWith("INVITE")) ?? "";

    const stranger = watched(await overUdp(trunk, { host: "127.0.0.7" }));
    stack.defer(stranger.carrier.close);
    other.carrier.send(byeOf(other.carrier.via, answer, invite, false));
    stranger.carrier.send(byeOf(stranger.carrier.via, dialled, accepted, true));
    const refused = ({ came }: { readonly came: readonly string[] }): boolean =>
      came.some((text) => text.startsWith("SIP/2.0 481") && text.includes("BYE"));
    await until("both are refused", () => refused(other) && refused(stranger));
    expect(talk.state()).toBe("talking");
    expect(own.phone.talks()[0]?.state()).toBe("talking");

    // The same words by the console whose talk it is end it.
    own.carrier.send(byeOf(own.carrier.via, answer, invite, false));
    await lines.heard("leg_ended", (line) => line["legId"] === "leg");
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });
});
