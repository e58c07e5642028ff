// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import ar from "./desk/locales/ar.json" with { type: "json" };
import en from "./desk/locales/en.json" with { type: "json" };
import fr from "./desk/locales/fr.json" with { type: "json" };

/** Parts of a page that these tests touch: the server's programs know no document. */
type Box = {
  value: string;
  readonly textContent: string;
  readonly click: () => void;
  readonly dispatchEvent: (event: Event) => boolean;
};
type Page = {
  readonly body: Box & { replaceChildren: () => void; querySelector: (selector: string) => Box | null };
};
/** The page of happy-dom: the server's own types know no document. */
const page = (): Page => (globalThis as unknown as { document: Page }).document;
const find = (selector: string): Box => {
  const found = page().body.querySelector(selector);
  if (found === null) throw new Error(`nothing is ${selector}`);
  return found;
};

const label = { ar: "حريق", fr: "Incendie", en: "Fire" };
const forward = {
  forwardId: "f1",
  incidentId: "urn:1",
  reference: "I-1",
  state: "acknowledged",
  queuedAt: "2026-11-29T10:00:00.000Z",
  subcategory: label,
  priority: label,
  placeText: null,
  place: null,
  attributes: [],
  notes: [],
  people: [],
  message: null,
  reason: null,
  status: "Active",
  revisedAt: null,
  dangerUnreadSince: null as string | null,
  joined: false,
};
const answer = (status: number, value: unknown) => ({ ok: status < 300, status, json: async () => value });

/** Room behind the page: what it answers to the list, and what was reported. */
let list: (signal: AbortSignal | undefined) => unknown;
let reported: unknown[];
let tones: number;
let look: () => Promise<unknown>;
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Opens the page, with a storage that is as given. */
async function open(storage: unknown): Promise<void> {
  vi.stubGlobal("sessionStorage", storage);
  vi.resetModules();
  // The server's programs have no types for it.
  const script = "./desk/desk.mjs";
  await import(script);
  await settled();
}
const kept = { getItem: () => "session", setItem: () => undefined, removeItem: () => undefined };

beforeEach(() => {
  page().body.replaceChildren();
  [reported, tones] = [[], 0];
  list = () => answer(200, [forward]);
  vi.stubGlobal("fetch", async (path: string, { signal, body }: { signal?: AbortSignal; body?: string } = {}) => {
    if (path === "/partner/words.json") {
      const states = { acknowledged: label, in_progress: label };
      return answer(200, { ar, fr, en, languages: { ar: "ع", fr: "F", en: "E" }, states });
    }
    if (path === "/api/v1/partner/session") return answer(200, { session: "new", expiresAt: "", names: label });
    if (path === "/api/v1/partner/forwards") return list(signal);
    reported.push(JSON.parse(body ?? "{}"));
    return answer(200, forward);
  });
  vi.stubGlobal("setInterval", (each: () => Promise<unknown>) => void (look = each));
  const part = { connect: () => part, gain: { value: 0 }, frequency: { value: 0 }, start: () => void tones++, stop: () => undefined };
  vi.stubGlobal(
    "AudioContext",
    class {
      currentTime = 0;
      createOscillator = () => part;
      createGain = () => part;
      close = () => undefined;
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("works where the browser forbids the storage, or has no room in it", async () => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  await open({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  expect(page().body.textContent).toContain(ar.desk.token);
  find("#token").value = "a token";
  find("form").dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  await settled();
  expect(page().body.textContent).toContain("I-1");
});

it("says that the room is late, and from when the list is, instead of showing an old one as present", async () => {
  await open(kept);
  expect(page().body.textContent).toContain("I-1");
  const late = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
  list = (signal) => (signal?.aborted ? Promise.reject(signal.reason) : new Promise(() => undefined));
  await look();
  expect(late).toHaveBeenCalledWith(8_000);
  const said = find(".bad").textContent;
  expect([said.includes(ar.desk.late), said.includes(ar.desk.as_of)]).toEqual([true, true]);
  late.mockRestore();
  list = () => answer(200, [forward]);
  await look();
  expect(find(".bad").textContent).toBe("");
});

it("keeps the words typed when the session ends, and clears them when somebody leaves", async () => {
  await open(kept);
  const type = () => {
    const box = find("#text-f1");
    box.value = "شاحنتان في الطريق";
    box.dispatchEvent(new Event("input"));
  };
  const enter = async () => {
    list = () => answer(200, [forward]);
    find("#token").value = "a token";
    find("form").dispatchEvent(new Event("submit", { cancelable: true }));
    await settled();
    await settled();
  };
  type();
  list = () => answer(401, {});
  await look();
  expect(page().body.textContent).toContain(ar.desk.over);
  await enter();
  expect(find("#text-f1").value).toBe("شاحنتان في الطريق");
  find("#leave").click();
  await enter();
  expect(find("#text-f1").value).toBe("");
});

it("shows danger that waits to be read with a mark, a tone that plays once, and a key to acknowledge again", async () => {
  await open(kept);
  expect([tones, page().body.textContent.includes(ar.desk.danger)]).toEqual([0, false]);
  list = () => answer(200, [{ ...forward, dangerUnreadSince: "2026-11-29T10:05:00.000Z" }]);
  await look();
  await look();
  expect([tones, page().body.textContent.includes(ar.desk.danger)]).toEqual([1, true]);
  expect(find("#acknowledged-f1").textContent).toBe(ar.act.acknowledged_again);
  find("#acknowledged-f1").click();
  await settled();
  expect(reported).toEqual([{ status: "acknowledged" }]);
});
