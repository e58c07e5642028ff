import type { Duty } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import { Turns, type Text3 } from "@amaliyat/domain/kernel";
import { rest } from "@amaliyat/ui/outbox";
import type { Answer } from "../api/answer.ts";
import { ask } from "../api/ask.ts";
import { reach } from "../api/reach.ts";
import { callByKey, ensureKey } from "../distress/phone-key.ts";
import { offWay } from "../duty/way.ts";
import type { Kept } from "../storage/kept.ts";
import { RoomLink } from "../live/link.ts";
import { isCall, isOwnName, newKey, type Act, type Deed } from "../outbox/act.ts";
import { dismiss, EMPTY, enqueue, pictureKeys, sendAgain, type Outbox } from "../outbox/outbox.ts";
import { sendAct, type Pictures } from "../outbox/send-act.ts";
import { Sender } from "../outbox/sender.ts";
import { Reporter } from "../position/reporter.ts";
import { watchBattery } from "../position/battery.ts";
import { watchPosition } from "../position/watch.ts";
import { BoloReader } from "./bolo-reader.ts";
import { DutyReader } from "./duty-reader.ts";
import { NoticeReader } from "./notice-reader.ts";
import { LastCalls, leftOf, type Unsent } from "./last-calls.ts";
import type { Store } from "./state.ts";
import { WakeLock } from "./wake-lock.ts";

/** A crew this far from its way drives another one. */
const LEFT_WAY_M = 150;
const DRIVE_EVERY_MS = 20_000;

const NO_KEY: Text3 = {
  ar: "انتهت الجلسة وليس في الهاتف مفتاح للاستغاثة. اتصل بالرقم 17",
  fr: "La session est terminée et le téléphone n’a pas de clé. Appelez le 17",
  en: "The session is over and the phone has no key. Call 17",
};

/** One person at work on this phone, from signing in to signing out. Acts are stored, then sent; changes are read. */
export class Shift implements Disposable {
  readonly #store: Store;
  readonly #kept: Kept;
  readonly #user: User;
  readonly #reporter: Reporter;
  readonly #changes = new Turns();
  readonly #sender: Sender;
  readonly #reader: DutyReader;
  readonly #bolos: BoloReader;
  readonly #notices: NoticeReader;
  readonly #link: RoomLink;
  readonly #endsReach: () => void;
  readonly #endsNews: () => void;
  readonly #wakeLock = new WakeLock();
  readonly #battery = watchBattery();
  #watch: Disposable | null = null;
  #driveAskedAt = 0;
  #binding = false;

  private constructor(store: Store, kept: Kept, user: User, reporter: Reporter, onNew: (duty: Duty) => void) {
    this.#store = store;
    this.#kept = kept;
    this.#user = user;
    this.#reporter = reporter;
    const change = (how: (box: Outbox) => Outbox): Promise<void> => this.#change(how);
    this.#sender = new Sender({
      box: () => store.get().box,
      change,
      send: (act) => this.#send(act),
      onSent: (sent) => {
        this.#heard(sent);
        if (sent.kind === "ok" || sent.kind === "refused") this.#reader.read();
      },
      rest,
      chance: Math.random,
    });
    this.#reader = new DutyReader({
      store,
      kept,
      change,
      onAnswer: (answer) => this.#heard(answer),
      onRead: () => {
        this.#follow();
        void this.#readDrive();
      },
      onNew,
    });
    this.#bolos = new BoloReader({ store, kept, onAnswer: (answer) => this.#heard(answer) });
    this.#notices = new NoticeReader({ store, onAnswer: (answer) => this.#heard(answer) });
    this.#link = new RoomLink({
      changed: () => this.#reader.read(),
      lookOut: () => void this.#bolos.read(),
      noticed: () => void this.#notices.read(),
      link: (link) => {
        if (link.kind === "up") this.#backOnLine();
        store.set({ link });
      },
    });
    let { news } = store.get();
    this.#endsNews = store.listen(() => {
      const now = store.get().news;
      if (now === news) return;
      news = now;
      void kept.put("news", user.userId, now);
    });
    // A call that hangs tells as much as one that is lost, and sooner.
    this.#endsReach = reach.listen(() => (reach.isReached() === false ? this.#link.doubt() : this.#link.answered()));
  }

  /** Takes up the work of a person where this phone left it. */
  static async begin(store: Store, kept: Kept, user: User, onNew: (duty: Duty) => void): Promise<Shift> {
    const owner = user.userId;
    const read = (await kept.get("duty", owner)) ?? null;
    const box = (await kept.get("outbox", owner)) ?? EMPTY;
    const shift = (await kept.get("shift", owner)) ?? null;
    const drives = (await kept.get("drives", owner)) ?? {};
    const bolos = (await kept.get("bolos", owner)) ?? [];
    const unread = Object.entries((await kept.get("news", owner)) ?? {});
    const news = Object.fromEntries(unread.filter(([id]) => read?.read.assignments.some(({ assignmentId }) => assignmentId === id)));
    store.set({
      user,
      over: false,
      hasUnit: true,
      read,
      box,
      shift,
      drives,
      news,
      bolos,
      notices: [],
      link: { kind: "down", since: Date.now() },
    });
    const begun = new Shift(store, kept, user, await Reporter.open(kept, owner), onNew);
    begun.#goOn();
    return begun;
  }

  /** Stores the crew's act and sends it as soon as possible. A call for help is sent at once: no store holds it up. */
  async do(deed: Deed): Promise<void> {
    const act: Act = { ...deed, key: newKey(), at: Date.now() };
    const kept = this.#change((box) => enqueue(box, act), { atOnce: act.kind === "panic" });
    this.#sender.kick();
    await kept;
    this.#sender.kick();
  }

  /** Adds a picture of an order, then sends it when nothing else waits. */
  async addPhoto(order: string, bytes: Uint8Array): Promise<void> {
    const act: Act = { kind: "photo", order, key: newKey(), at: Date.now() };
    // First the bytes: an act without them would be refused, bytes without an act only take room.
    await this.#kept.putPicture(act.key, bytes);
    await this.#change((box) => enqueue(box, act));
    this.#sender.kick();
  }

  /** The crew has read a BOLO. */
  async acknowledge(bolo: string): Promise<void> {
    await this.do({ kind: "bolo_read", bolo });
    await this.#bolos.acknowledged(bolo, Date.now());
  }

  /** The person has read that a code to their sign-in was given. */
  seenNotice(codeId: string): Promise<void> {
    return this.#notices.seen(codeId);
  }

  /** The person wants a refused act sent again. */
  async sendAgain(key: string): Promise<void> {
    await this.#change((box) => sendAgain(box, key));
    this.#sender.kick();
  }

  dismiss(key: string): Promise<void> {
    return this.#change((box) => dismiss(box, key));
  }

  /** The crew has named its vehicle and members. */
  async goOut(unitId: string, vehicle: string | null, crew: readonly string[]): Promise<void> {
    await this.do({ kind: "crew", unit: unitId, vehicle, crew });
    const shift = { unitId, since: Date.now() };
    this.#store.set({ shift });
    this.#goOn();
    await this.#kept.put("shift", this.#user.userId, shift);
  }

  /** The network came back, or the phone was taken up. */
  retryNow(): void {
    this.#link.retryNow();
    this.#sender.kick();
  }

  networkLost(): void {
    this.#link.doubt();
  }

  /** Takes up acts that an earlier work of this page left unsent; calls for help at once. */
  async takeBack({ box: left, picture }: Unsent): Promise<void> {
    const calls = left.waiting.filter(isCall);
    const called = this.#change((box) => calls.reduce(enqueue, box), { atOnce: true });
    this.#sender.kick();
    for (const key of pictureKeys(left)) {
      const bytes = await picture(key);
      if (bytes !== null) await this.#kept.putPicture(key, bytes);
    }
    await called;
    await this.#change((box) => left.waiting.reduce(enqueue, { ...box, refused: [...box.refused, ...left.refused] }));
    this.#sender.kick();
  }

  /** Ends the work in this page. Calls for help are sent on. Other acts stay in the outbox if only this page has them. */
  leave(): LastCalls {
    this[Symbol.dispose]();
    // Calls that arrived before are no news of those that wait.
    this.#store.set({ box: { ...this.#store.get().box, landed: [] } });
    // Acts whose change is under way come first.
    void this.#changes.run(async () => {
      const stored = await this.#kept.storedOutbox(this.#user.userId);
      this.#show((box) => leftOf(box, stored, (key) => this.#kept.isPictureHere(key)));
    });
    const change = (how: (box: Outbox) => Outbox): Promise<void> => this.#change(how);
    return new LastCalls({ store: this.#store, kept: this.#kept, user: this.#user, change, chance: Math.random });
  }

  [Symbol.dispose](): void {
    this.#sender.stop();
    this.#reader.stop();
    this.#endsReach();
    this.#endsNews();
    this.#link[Symbol.dispose]();
    this.#watch?.[Symbol.dispose]();
    this.#battery[Symbol.dispose]();
    this.#reporter[Symbol.dispose]();
    this.#wakeLock.let(false);
  }

  #goOn(): void {
    void this.#bindKey();
    this.#sender.kick();
    this.#reader.read();
    this.#follow();
  }

  /** Watches where the phone is while its person goes out with a unit, or calls for help. A crew that was relieved is watched no more. */
  #follow(): void {
    const { shift, hasUnit, duty } = this.#store.get();
    if (!hasUnit) {
      this.#watch?.[Symbol.dispose]();
      this.#watch = null;
      return this.#store.set({ fix: null });
    }
    if ((shift === null && duty?.unit.isPerson !== true) || this.#watch !== null) return;
    this.#watch = watchPosition(
      (fix) => {
        this.#store.set({ fix });
        void this.#reporter.receive(fix).then(() => this.#store.set({ dropped: this.#reporter.dropped }));
        void this.#readDrive();
      },
      () => this.#isOnTheWay(),
      () => document.hidden || this.#battery.isLow(),
    );
    this.#keepAwake();
  }

  #backOnLine(): void {
    void this.#bindKey();
    this.#sender.kick();
    void this.#reporter.flush();
    void this.#readDrive();
  }

  /** Has the phone call for help by a key of its own, should the session end. A phone without such keys has the line 17. */
  async #bindKey(): Promise<void> {
    if (this.#binding || this.#store.get().over) return;
    this.#binding = true;
    await ensureKey(ask, this.#kept, this.#user.userId).catch(() => undefined);
    this.#binding = false;
  }

  #isOnTheWay(): boolean {
    return this.#store.get().duty?.assignments.some(({ state }) => state === "en_route") ?? false;
  }

  #keepAwake(): void {
    this.#wakeLock.let(this.#isOnTheWay());
  }

  /** Reads the way to the crew's target, once for each and again if the crew left it: then it is in the phone. */
  async #readDrive(): Promise<void> {
    const { fix, duty, drives, link } = this.#store.get();
    const order = duty?.assignments.find(({ state }) => state !== "on_scene");
    if (fix === null || order === undefined || order.place === null || link.kind === "down" || isOwnName(order.assignmentId)) return;
    const known = drives[order.assignmentId];
    const isLeft = known !== undefined && offWay(known, fix) > LEFT_WAY_M;
    if ((known !== undefined && !isLeft) || Date.now() - this.#driveAskedAt < DRIVE_EVERY_MS) return;
    this.#driveAskedAt = Date.now();
    const answer = await ask("drive", { params: { assignmentId: order.assignmentId }, query: { lat: fix.lat, lon: fix.lon } });
    if (answer.kind !== "ok" || answer.value === null) return;
    const ids = new Set(duty?.assignments.map(({ assignmentId }) => assignmentId));
    const kept = Object.entries(this.#store.get().drives).filter(([id]) => ids.has(id));
    const next = { ...Object.fromEntries(kept), [order.assignmentId]: answer.value };
    this.#store.set({ drives: next });
    await this.#kept.put("drives", this.#user.userId, next);
  }

  async #send(act: Act): ReturnType<typeof sendAct> {
    const { read, box } = this.#store.get();
    const pictures: Pictures = (key) => this.#kept.picture(key);
    const sent = await sendAct(ask, act, { unitId: read?.read.unit.unitId ?? "", known: new Set(Object.values(box.names)), pictures });
    if (act.kind !== "panic" || sent.kind !== "signed_out") return sent;
    // The room is called by the phone's own key. Its outcome is the answer; the screen learns that the session is over.
    this.#store.set({ over: true });
    const byKey = await callByKey(ask, this.#kept, this.#user.userId, act);
    if (byKey === null) return { kind: "refused", code: "", text: NO_KEY };
    return byKey.kind === "ok" ? { kind: "ok", value: {} } : byKey;
  }

  #heard(answer: Answer<unknown>): void {
    if (answer.kind === "lost") this.#link.doubt();
    else if (answer.kind !== "failed" && answer.kind !== "not_now") this.#link.answered();
    if (answer.kind === "signed_out") this.#store.set({ over: true });
  }

  /**
   * Stores a change, and then shows it: an act that the screen shows is there when the app is opened again. Changes follow each other. A
   * full store holds up none, one that hangs the first for a second, and `atOnce` shows before all that.
   */
  #change(how: (box: Outbox) => Outbox, { atOnce = false } = {}): Promise<void> {
    if (atOnce) this.#show(how);
    return this.#changes.run(async () => {
      const before = this.#store.get().box;
      const box = atOnce ? before : how(before);
      if (box === before && !atOnce) return;
      await this.#kept.put("outbox", this.#user.userId, box);
      // Applied anew: a call for help may have been shown meanwhile.
      if (!atOnce) this.#show(how);
      const needed = new Set(pictureKeys(this.#store.get().box));
      const gone = pictureKeys(before).filter((key) => !needed.has(key));
      if (gone.length > 0) await this.#kept.forgetPictures(gone);
    });
  }

  #show(how: (box: Outbox) => Outbox): void {
    this.#store.set({ box: how(this.#store.get().box) });
    this.#keepAwake();
  }
}
