import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/pages.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const [QUICKLY_MS, FOUND_MS] = [3_000, 15_000];
type Carrier = Awaited<ReturnType<typeof overWebSocket>>;
/** A page of a person: `ringing` are the calls that came to it. */
type Page = { readonly phone: Phone; readonly carrier: Carrier; readonly ringing: Talk[] };

describe.skipIf(missing.length > 0)("the pages of a person", { timeout: 90_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  let pages = 0;
  /** A connection of a page that has a contact of its own, as browsers' pages have. */
  async function link(): Promise<Carrier> {
    const host = `page${++pages}.invalid`;
    const contact = (user: string): string => `<sip:${user}@${host};transport=ws;media=rtp>`;
    return { ...(await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`)), contact };
  }
  async function open(extension: string, carrier: Carrier): Promise<Page> {
    const ringing: Talk[] = [];
    const phone = stack.use(makePhone({ carrier, user: extension, tone: TAKER, onRing: (talk) => ringing.push(talk) }));
    expect(await phone.register(lines.login(extension))).toBe(200);
    return { phone, carrier, ringing };
  }
  async function first(extension: string): Promise<Page> {
    const page = await open(extension, await link());
    await lines.heard("phone_registered", (line) => line["extension"] === extension);
    return page;
  }
  async function waiting(): Promise<{ talk: Talk; callId: string }> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const talk = await stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER })).call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    return { talk, callId };
  }
  const ring = (callId: string, legId: string, extension: string): void =>
    lines.order({ do: "ring", callId, legId, target: { kind: "extension", extension } });
  const rings = async ({ ringing }: Page): Promise<Talk> => {
    await until("the page rings", () => ringing.length > 0);
    const talk = ringing.at(-1);
    if (talk === undefined) throw new Error("nothing rings");
    return talk;
  };
  async function talking(extension: string, legId: string): Promise<{ page: Page; talk: Talk; callId: string }> {
    const page = await first(extension);
    const { talk, callId } = await waiting();
    ring(callId, legId, extension);
    (await rings(page)).answer();
    await lines.heard("leg_answered", (line) => line["legId"] === legId);
    await until("the caller hears the console", () => talk.sound.hears(TAKER));
    return { page, talk, callId };
  }
  async function over(callId: string, talk: Talk): Promise<void> {
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  }

  test("two are open: the older one can be rung once the newer one is closed", async () => {
    const older = await first("103");
    const newer = await open("103", await link());
    await newer.phone[Symbol.asyncDispose]();
    const { talk, callId } = await waiting();
    ring(callId, "older", "103");
    await rings(older);
    await expect(lines.heard("phone_lost", (line) => line["extension"] === "103", QUICKLY_MS)).rejects.toThrow("no phone_lost");
    await over(callId, talk);
  });

  test("one froze in a talk, without sound and answer, while its connection stands: the caller is given back", async () => {
    const socket = await link();
    let isFrozen = false;
    const carrier: Carrier = {
      ...socket,
      send: (text) => void (isFrozen || socket.send(text)),
      onMessage: (heard) => socket.onMessage((text) => void (isFrozen || heard(text))),
    };
    const page = await open("104", carrier);
    const { talk, callId } = await waiting();
    ring(callId, "frozen", "104");
    (await rings(page)).answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "frozen");
    await until("the caller hears the console", () => talk.sound.hears(TAKER));
    isFrozen = true;
    page.ringing[0]?.sound.to(null);
    expect(await lines.heard("leg_ended", (line) => line["legId"] === "frozen", FOUND_MS)).toMatchObject({ by: "lost" });
    await over(callId, talk);
  });

  test("one is loaded again in a talk: the talk is over, and the person is told as there", async () => {
    const { page, talk, callId } = await talking("105", "before");
    page.carrier.close();
    await open("105", await link());
    expect(await lines.heard("leg_ended", (line) => line["legId"] === "before", QUICKLY_MS)).toMatchObject({ by: "lost" });
    await lines.heard("phone_registered", (line) => line["extension"] === "105", QUICKLY_MS);
    await over(callId, talk);
  });

  test("one is closed in a talk while another stands: the talk is over, and the other can be rung", async () => {
    const { page, talk, callId } = await talking("106", "one");
    const other = await open("106", await link());
    page.carrier.close();
    await lines.heard("leg_ended", (line) => line["legId"] === "one", QUICKLY_MS);
    await lines.heard("phone_registered", (line) => line["extension"] === "106", QUICKLY_MS);
    ring(callId, "other", "106");
    (await rings(other)).answer();
    await until("the caller hears the other page", () => talk.sound.hears(TAKER));
    await over(callId, talk);
  });

  test("one is loaded again while it rings: whoever rang it rings the new one", async () => {
    const page = await first("107");
    const { talk, callId } = await waiting();
    ring(callId, "early", "107");
    await rings(page);
    page.carrier.close();
    const again = await open("107", await link());
    expect(await lines.heard("leg_failed", (line) => line["legId"] === "early", QUICKLY_MS)).toMatchObject({ why: "moved" });
    ring(callId, "late", "107");
    const talkAgain = await rings(again);
    // The registration of the old page runs out later: what rings at the new one is not rung anew for it.
    await expect(lines.heard("leg_failed", (line) => line["legId"] === "late", QUICKLY_MS)).rejects.toThrow("no leg_failed");
    talkAgain.answer();
    await until("the caller hears the new page", () => talk.sound.hears(TAKER));
    await over(callId, talk);
  });

  test("one has another connection, and is the same page: its talk goes on", async () => {
    const { page, talk, callId } = await talking("108", "same");
    const socket = await link();
    page.carrier.close();
    const phone = makePhone({ carrier: { ...socket, contact: page.carrier.contact }, user: "108", tone: TAKER });
    stack.use(phone);
    expect(await phone.register(lines.login("108"))).toBe(200);
    await expect(lines.heard("leg_ended", (line) => line["legId"] === "same", QUICKLY_MS)).rejects.toThrow("no leg_ended");
    expect(talk.state()).toBe("talking");
    await over(callId, talk);
  });
});
