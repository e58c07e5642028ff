import type { Followed } from "@amaliyat/contract/reports";
import { cleanProse, cutTo, type Text3 } from "@amaliyat/domain/kernel";
import { CODE_BYTES, codeFrom, HERE_EVERY_MS, HERE_FOR_MS, TEXT_MOST } from "@amaliyat/domain/reports";
import { rest } from "@amaliyat/ui/outbox";
import { within } from "@amaliyat/ui/phone-store";
import { ask } from "../api/ask.ts";
import { UPLOADS } from "../api/paths.ts";
import { reach } from "../api/reach.ts";
import { NO_WORK, type ChosenFile, type ChosenPlace, type Mine, type Work } from "../storage/kept.ts";
import { filesOfDrafts, writeDraft } from "../storage/drafts.ts";
import { askToPersist } from "../storage/persist.ts";
import { newsOf, toldOf } from "../storage/news.ts";
import { mayFollow } from "../storage/own-calls.ts";
import { Steady } from "../storage/steady.ts";
import * as store from "../storage/store.ts";
import { itemOf, type Item, type Lane, type ReportBody } from "../outbox/item.ts";
import { again, cancelled, filesOf, postponed, refusedWith, tried, withdrawn, without } from "../outbox/outbox.ts";
import { Sender } from "../outbox/sender.ts";
import { sendFile } from "../outbox/send-file.ts";
import { sendDanger, sendItem, type Ways } from "../outbox/send-item.ts";
import { fetchStack } from "../outbox/fetch-stack.ts";
import { untilAnswered } from "../outbox/urgent.ts";
import { PHONE_TIMES, watchPlace } from "../place/my-place.ts";
import { PlaceFollower, type Following } from "../place/place-follower.ts";
import { draftOf } from "../storage/reopen.ts";
import { prove } from "../proof/prove.ts";

/** Time that the service worker gives a store to open, ms. A browser ends a worker that works for some minutes. */
const WORKER_PATIENCE_MS = 20_000;

/** An upload without progress for so long is sent again, ms. A worker learns of no progress inside a part, which takes minutes on 2G. */
const [BYTES_PATIENCE_MS, PART_PATIENCE_MS] = [60_000, 180_000];

/** Pages and the service worker announce changes of the store to each other here. */
const CHANNEL = "amaliyat-allo";

const newCode = (): string => codeFrom(crypto.getRandomValues(new Uint8Array(CODE_BYTES)));

/** A token of a phone whose store gives none: this call has one of its own. */
const newDevice = (): string => crypto.randomUUID().replaceAll("-", "");

const lockOf = (lane: Lane): string => `amaliyat-allo-${lane}`;

/** A browser that forbids its store forbids its locks too: the work is done without. */
const alone = async (lane: Lane, work: () => Promise<void>): Promise<void> => {
  if (!("locks" in navigator)) return work();
  let isBegun = false;
  const begin = (): Promise<void> => {
    isBegun = true;
    return work();
  };
  try {
    await navigator.locks.request(lockOf(lane), begin);
  } catch (error) {
    if (isBegun) throw error;
    await work();
  }
};

/** Tells other pages that a lane is served for as long as the work goes on. It waits for nobody. */
const lockWhile = (lane: Lane, work: Promise<unknown>): void => {
  if (!("locks" in navigator)) return;
  void navigator.locks.request(lockOf(lane), { ifAvailable: true }, () => work).catch(() => undefined);
};

function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    // Forbidden with the store: there is nothing to tell other pages of.
    return null;
  }
}

const toMine = (work: Work, code: string, how: (mine: Mine) => Mine): Work => ({
  ...work,
  mine: work.mine.map((each) => (each.code === code ? how(each) : each)),
});

/** A report whose code came to this phone with the room's answer. */
function takenUp(code: string, told: Followed, own: boolean): Mine {
  const { kind, sort, danger } = told;
  const at = Date.now();
  return { id: crypto.randomUUID(), code, kind, sort, danger, at, told, toldAt: at, seen: 0, gone: false, own };
}

/** With this report, if there is none of its code. */
const withMine = (work: Work, made: Mine): Work =>
  work.mine.some(({ code }) => code === made.code) ? work : { ...work, mine: [made, ...work.mine] };

/** Failure to ask the room: the room's own words, or null if it did not answer. */
export type Unasked = { readonly words: Text3 | null };

/** The reports of this phone and their unsent items, for as long as a page or a worker lives. */
export class Citizen {
  readonly #listeners = new Set<() => void>();
  readonly #channel = openChannel();
  readonly #sender: Sender;
  readonly #work = new Steady<Work>({ get: () => store.get("work"), change: (how) => store.change("work", how) }, NO_WORK);
  readonly #calling = new Set<string>();
  readonly #follower: PlaceFollower;
  #device = newDevice();
  #sentBytes: Readonly<Record<string, number>> = {};
  #leaving: { readonly fileId: string; readonly abort: AbortController } | null = null;

  private constructor() {
    this.#channel?.addEventListener("message", () => {
      void this.#read();
      // It may be that this page sends for all, and rests: what another page put in is sent at once.
      if (typeof document !== "undefined") this.#sender.kick();
    });
    this.#follower = new PlaceFollower({
      watch: watchPlace,
      say: (code, { point, accuracyM }, agoMs) => ask("here", { body: { code, point, accuracyM, agoMs } }, HERE_EVERY_MS),
      times: PHONE_TIMES,
      onChange: () => this.#tell(),
    });
    const ways: Ways = { ask, prove, sendFile: (item) => this.#sendFile(item) };
    this.#sender = new Sender({
      items: async () => (await this.#work.read()).items,
      isRead: () => this.#work.isRead(),
      begin: async ({ id }) => void (await this.change((work) => ({ ...work, items: tried(work.items, id) }))),
      settle: (item, answer) => this.#settle(item, answer),
      postpone: async ({ id }, text) => void (await this.change((work) => ({ ...work, items: postponed(work.items, id, text) }))),
      send: (item) => sendItem(ways, item),
      rest,
      alone,
      chance: Math.random,
    });
  }

  /** Opens the phone's store. If the store fails or is slow, it counts as empty, and the app works from memory. */
  static async open(): Promise<Citizen> {
    const citizen = new Citizen();
    const [device] = await Promise.all([within(store.deviceToken(), null), citizen.#work.read()]);
    citizen.#device = device ?? citizen.#device;
    return citizen;
  }

  get = (): Work => this.#work.now();
  /** False while something of it is in memory alone: the page must stay open until it is sent. */
  isKept = (): boolean => this.#work.isKept();
  sentBytes = (): Readonly<Record<string, number>> => this.#sentBytes;

  /** State of following the place of a caller for help, with the newest known place. */
  following = (code: string): Following => this.#follower.stateOf(code);
  placeOf = (code: string): ChosenPlace | null => this.#follower.newestOf(code);

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes the store, and tells its listeners. */
  async change(how: (work: Work) => Work): Promise<Work> {
    const changed = this.#work.change(how);
    this.#tell();
    const work = await changed;
    this.#channel?.postMessage(null);
    this.#tell();
    return work;
  }

  /**
   * Makes a report under a code of its own, with its files, and begins to send it; returns its name on the phone. A call for help is on its
   * way before anything is stored, and its files go after it. One from a walk home has the code of that: the room takes it and its own
   * alarm for one.
   */
  async report(body: Omit<ReportBody, "code" | "device" | "files">, files: readonly ChosenFile[], code?: string): Promise<Mine> {
    if (!body.danger) return this.#reportCalmly(body, files);
    const { mine, work } = this.#made({ ...body, files: [] }, [], code);
    askToPersist();
    const kept = this.change(work);
    void this.#call(mine.code);
    // A place that was chosen on the map stays, wherever its author goes.
    if (body.place === null || body.place.source === "phone") this.#follower.begin(mine.code, HERE_FOR_MS);
    if (files.length > 0) void kept.then(() => this.addFiles(mine.code, files));
    return mine;
  }

  async #reportCalmly(body: Omit<ReportBody, "code" | "device" | "files">, files: readonly ChosenFile[]): Promise<Mine> {
    const { mine, work } = this.#made({ ...body, files: await announcedOf(files) }, files);
    askToPersist();
    await this.change(work);
    this.kick();
    return mine;
  }

  /** A new report, and the way it joins the store. */
  #made(said: Omit<ReportBody, "code" | "device">, files: readonly ChosenFile[] = [], code = newCode()) {
    const at = Date.now();
    const { kind, sort, danger } = said;
    const body = { ...said, code, device: this.#device };
    const mine: Mine = { id: crypto.randomUUID(), code, kind, sort, danger, at, told: null, toldAt: 0, seen: 0, gone: false, own: true };
    const items = [
      // It may have arrived as soon as it is there.
      { ...itemOf(code, at, { kind: "report", body }), tries: danger ? 1 : 0 },
      ...(danger ? [itemOf(code, at, { kind: "prove" })] : []),
      ...uploadsOf(code, at, files),
    ];
    const work = (old: Work): Work => ({ items: [...old.items, ...items], mine: [mine, ...old.mine] });
    return { mine, work };
  }

  /** Goes on with unfinished things, and again with those of a store that is read late. */
  start(): void {
    const goOn = (): void => {
      this.resume();
      this.kick();
      this.#tell();
    };
    goOn();
    if (!this.#work.isRead()) void this.#work.whenRead.then(goOn);
  }

  /** Calls for help that were cut off go on, and places follow; ordinary things wait for their turn in the outbox. */
  resume(): void {
    const { mine: all, items } = this.get();
    for (const mine of all) {
      if (!mayFollow(mine, items)) continue;
      const { code, at, told } = mine;
      // A clock that was put back since gives no longer than the hour.
      this.#follower.begin(code, Math.min(HERE_FOR_MS, at + HERE_FOR_MS - Date.now()));
      if (told !== null) this.#follower.arrived(code);
    }
    for (const item of items) if (item.kind === "report" && item.body.danger && item.refused === null) void this.#call(item.code);
  }

  /** Sends a call for help until the room has answered. Nothing of the phone's store is waited for. */
  async #call(code: string): Promise<void> {
    if (this.#calling.has(code)) return;
    this.#calling.add(code);
    const itemNow = (): Extract<Item, { kind: "report" }> | undefined =>
      this.get().items.find((each) => each.kind === "report" && each.code === code && each.refused === null) as
        | Extract<Item, { kind: "report" }>
        | undefined;
    const item = itemNow();
    if (item === undefined) return void this.#calling.delete(code);
    const answered = untilAnswered({
      send: (until) => sendDanger(ask, item.body, until),
      rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      isWanted: () => itemNow() !== undefined,
    });
    lockWhile("danger", answered);
    // If this page dies, the browser may still send it.
    void wakeLater();
    const answer = await answered;
    this.#calling.delete(code);
    // A result that cannot be settled leaves the call in the outbox, which sends it again.
    if (answer !== null) await this.#settle(item, answer).catch(() => undefined);
    this.kick();
  }

  /** The author wants the own place to follow no more. */
  async stay(code: string): Promise<void> {
    this.#follower.stop(code);
    await this.change((work) => toMine(work, code, (mine) => ({ ...mine, stays: true })));
  }

  async say(code: string, said: string): Promise<void> {
    const words = cutTo(cleanProse(said), TEXT_MOST.message);
    if (words === "") return;
    const item = itemOf(code, Date.now(), { kind: "message", messageId: crypto.randomUUID(), words });
    await this.change((work) => ({ ...work, items: [...work.items, item] }));
    this.kick();
  }

  newCode = newCode;
  device = (): string => this.#device;

  /** Tells the room that a walk ended well, whatever becomes of this page. */
  async home(code: string): Promise<void> {
    await this.change((work) => ({ ...work, items: [...work.items, itemOf(code, Date.now(), { kind: "home" })] }));
    this.kick();
  }

  async addFiles(code: string, files: readonly ChosenFile[]): Promise<void> {
    const at = Date.now();
    const item = itemOf(code, at, { kind: "files", files: await announcedOf(files) });
    await this.change((work) => ({ ...work, items: [...work.items, item, ...uploadsOf(code, at, files)] }));
    this.kick();
  }

  async withdraw(code: string): Promise<void> {
    this.#follower.stop(code);
    await this.change((work) => ({ ...work, items: withdrawn(work.items, code, Date.now()) }));
    this.#leaving?.abort.abort();
    this.kick();
  }

  /** Gives up an item, and with a report that never left the report itself. */
  async cancel(id: string): Promise<void> {
    const item = this.get().items.find((each) => each.id === id);
    if (item?.kind === "upload" && item.fileId === this.#leaving?.fileId) this.#leaving.abort.abort();
    await this.change((work) => {
      const items = cancelled(work.items, id, Date.now());
      const isGone = item?.kind === "report" && !items.some(({ code }) => code === item.code);
      return { items, mine: isGone ? work.mine.filter(({ code }) => code !== item.code) : work.mine };
    });
    this.kick();
  }

  /**
   * Makes a draft again of a report that the room refused. Another draft that was begun stays, unless it may be replaced. The report stays
   * where the phone cannot keep its draft.
   */
  async reopen(id: string, mayReplace: boolean): Promise<"opened" | "another" | "not_kept"> {
    const { items } = this.get();
    const item = items.find((each) => each.id === id);
    if (item?.kind !== "report") return "not_kept";
    const draft = draftOf(item, items);
    const isWritten = await within(writeDraft(draft, !mayReplace), null);
    if (isWritten !== true) return isWritten === null ? "not_kept" : "another";
    await this.change((work) => ({
      items: work.items.filter(({ code }) => code !== item.code),
      mine: work.mine.filter(({ code }) => code !== item.code),
    }));
    return "opened";
  }

  async retry(id: string): Promise<void> {
    await this.change((work) => ({ ...work, items: again(work.items, id) }));
    this.resume();
    this.kick();
  }

  /** Takes a code up that was made elsewhere. Its author's place is not this phone's. */
  async follow(code: string, told: Followed): Promise<Mine> {
    const made = takenUp(code, told, false);
    const { mine } = await this.change((work) => withMine(work, made));
    return mine.find((each) => each.code === code) ?? made;
  }

  /** The room made an alarm of this phone's own walk. It is a call for help of this phone, and its place follows. */
  async alarmed(code: string, told: Followed): Promise<void> {
    const kept = this.change((work) => toMine(withMine(work, takenUp(code, told, true)), code, (mine) => ({ ...mine, own: true })));
    const { mine, items } = this.get();
    const alarm = mine.find((each) => each.code === code);
    if (alarm !== undefined && told.state !== "withdrawn" && mayFollow(alarm, items)) {
      this.#follower.begin(code, HERE_FOR_MS);
      this.#follower.arrived(code);
    }
    await kept;
  }

  /** The phone forgets a report; what of it was not sent yet is not sent. */
  async forget(id: string): Promise<void> {
    const code = this.get().mine.find((each) => each.id === id)?.code;
    if (code !== undefined) this.#follower.stop(code);
    await this.change((work) => ({
      items: work.items.filter((each) => each.code !== code),
      mine: work.mine.filter((each) => each.id !== id),
    }));
  }

  async sawAll(id: string): Promise<void> {
    const isNew = this.get().mine.some((each) => each.id === id && each.told !== null && newsOf(each.told) > each.seen);
    if (!isNew) return;
    const how = (each: Mine): Mine => (each.id === id && each.told !== null ? { ...each, seen: newsOf(each.told) } : each);
    await this.change((work) => ({ ...work, mine: work.mine.map(how) }));
  }

  /** Asks the room how a report stands; the fault where it could not be asked, with the room's words if it gave any. */
  async refresh(id: string): Promise<Unasked | null> {
    const code = this.get().mine.find((each) => each.id === id)?.code;
    // The room does not know a report that still waits here.
    if (code === undefined || this.get().items.some((each) => each.code === code && each.kind === "report")) return null;
    const answer = await ask("follow", { body: { code } });
    if (answer.kind === "lost" || answer.kind === "failed") return { words: answer.kind === "failed" ? answer.text : null };
    await this.change((work) =>
      toMine(work, code, (mine) => (answer.kind === "ok" ? toldOf(mine, answer.value, Date.now()) : { ...mine, gone: true })),
    );
    return null;
  }

  kick = (): void => {
    this.#sender.kick();
    void wakeLater();
  };

  /** One attempt at everything, for the service worker. No person waits, so a slow store has more time. */
  async once(): Promise<boolean> {
    await within(this.#work.whenRead, undefined, WORKER_PATIENCE_MS);
    return this.#sender.once();
  }

  /** Forgets files that nothing needs any more. */
  async tidy(): Promise<void> {
    try {
      const [drafted, work] = [await filesOfDrafts(), await store.get("work")];
      const items = [...(work?.items ?? []), ...this.get().items];
      await store.deleteFilesExcept(new Set([...filesOf(items), ...drafted]), Date.now());
    } catch {
      // A store that cannot be read is not tidied either.
    }
  }

  async #read(): Promise<void> {
    await this.#work.read();
    // Another page may have stopped a place, or forgotten its call.
    const { mine, items } = this.get();
    this.#follower.stopUnless((code) => mine.some((each) => each.code === code && mayFollow(each, items)));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #settle(item: Item, answer: Parameters<ConstructorParameters<typeof Sender>[0]["settle"]>[1]): Promise<void> {
    if (answer.kind === "refused")
      return void (await this.change((work) => ({ ...work, items: refusedWith(work.items, item.id, answer.text, answer.field ?? null) })));
    const told = answer.value as Followed | null;
    await this.change((work) => {
      const left = { ...work, items: without(work.items, item.id) };
      // Its report is in the outbox of its author alone. A row of an older app has no mark of that.
      const own = item.kind === "report" ? { own: true } : {};
      return told === null ? left : toMine(left, item.code, (mine) => ({ ...toldOf(mine, told, Date.now()), ...own }));
    });
    // The room had made an alarm of the walk: its author sees what becomes of it.
    if (item.kind === "home" && told !== null) await this.alarmed(item.code, told);
    if (item.kind === "report") this.#follower.arrived(item.code);
    if (item.kind === "upload") {
      await store.dropFile(item.fileId).catch(() => undefined);
      await this.tidy();
    }
  }

  async #sendFile(item: Extract<Item, { kind: "upload" }>): ReturnType<Ways["sendFile"]> {
    const blob = await store.file(item.fileId);
    // The person took it out meanwhile, or the phone lost it: there is nothing to send.
    if (blob === null) return { kind: "ok", value: null };
    const abort = new AbortController();
    this.#leaving = { fileId: item.fileId, abort };
    let heard = reach.asked();
    const onProgress = (bytes: number): void => {
      heard(true);
      heard = reach.asked();
      this.#sentBytes = { ...this.#sentBytes, [item.fileId]: bytes };
      this.#tell();
    };
    const way =
      typeof XMLHttpRequest === "undefined" ? { stack: fetchStack, patienceMs: PART_PATIENCE_MS } : { patienceMs: BYTES_PATIENCE_MS };
    let isLost = true;
    try {
      const answer = await sendFile(item, { endpoint: UPLOADS, blob, onProgress, signal: abort.signal, ...way });
      isLost = answer.kind === "lost" && !abort.signal.aborted;
      return answer;
    } finally {
      heard(!isLost);
      this.#leaving = null;
    }
  }
}

const uploadsOf = (code: string, at: number, files: readonly ChosenFile[]): Item[] =>
  files.map(({ fileId, kind, bytes }) => itemOf(code, at, { kind: "upload", fileId, fileKind: kind, bytes }));

async function announcedOf(files: readonly ChosenFile[]): Promise<ReportBody["files"]> {
  const announced: ReportBody["files"] = [];
  for (const { fileId, kind } of files) {
    const blob = await store.file(fileId);
    if (blob === null) continue;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    announced.push({ fileId, kind, bytes: blob.size, sha256 });
  }
  return announced;
}

/** Asks the browser, where it can, to wake the service worker once there is a network, though every page is closed. */
async function wakeLater(): Promise<void> {
  if (!("serviceWorker" in navigator) || navigator.serviceWorker === undefined) return;
  const registration: unknown = await navigator.serviceWorker.getRegistration().catch(() => null);
  const sync: unknown = typeof registration === "object" && registration !== null ? Reflect.get(registration, "sync") : undefined;
  if (typeof sync !== "object" || sync === null) return;
  const register: unknown = Reflect.get(sync, "register");
  if (typeof register === "function") await (register as (tag: string) => Promise<void>).call(sync, "outbox").catch(() => undefined);
}
