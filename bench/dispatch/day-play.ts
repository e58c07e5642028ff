import { dispatch, type Duty } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { DISPOSITIONS, moreUrgent, type Attribute, type DispositionCode, type Priority } from "@amaliyat/domain/interventions";
import type { Client } from "../../simulator/src/api/client.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { pickFrom } from "../room/random.ts";
import { placeIn, SECTORS } from "../town/furnish.ts";

/** One fact as it was given to the room: on the card of `caseId` by a desk, or by a crew that worked on it. */
export type Fact = { readonly caseId: string; readonly byCrew: boolean } & (
  | { readonly words: string }
  | { readonly attribute: Attribute }
  | { readonly priority: Priority }
);

export type DayOfCases = {
  readonly desks: readonly Client[];
  readonly crews: readonly { readonly client: Client; readonly unitId: string }[];
  readonly count: number;
  readonly random: () => number;
};

/** The day as those who acted know it. */
export type PlayedDay = {
  readonly opened: ReadonlySet<string>;
  readonly facts: readonly Fact[];
  /** Successful acts by name. */
  readonly acts: ReadonlyMap<string, number>;
  /** Refused acts of desks by name and code: two desks may act on one case at once. */
  readonly refused: ReadonlyMap<string, number>;
  readonly crewActs: number;
  readonly crewRefused: readonly string[];
};

type Order = Duty["assignments"][number];
type Act = () => Promise<void>;

/** Cases at once that two desks keep in hand, and cases of the evening that stay open without a crew. */
const [IN_HAND, LEFT_OPEN] = [14, 6];
const LOOK_MS = 40;
const CATEGORIES = ["ACC.INJ", "THF.ROB", "OTH.NOI", "OTH.DOM", "SUS.PER", "OTH.FIR", "TRF.OBS", "OTH.WPN"] as const;
const ORIGINS = ["desk", "desk", "call", "call", "agency", "report"] as const;
const MARKS = ["weapon", "injury", "minor"] as const satisfies readonly Attribute[];
const SAID = ["المتصل يرى شخصين", "الباب الخلفي مفتوح", "سيارة بيضاء غادرت شمالا", "طفل في المكان", "اتصل شاهد ثان"];
const SEEN = ["وصلنا، المكان هادئ", "وجدنا شاهدا", "نحتاج سيارة إسعاف", "فر المشتبه فيه راجلا"];
const PEOPLE = ["رجل بقميص أزرق", "امرأة في الأربعين", "شاب ملثم", "سائق شاحنة"];
const NEXT = { assigned: "accepted", accepted: "en_route", en_route: "on_scene" } as const;
const isActive = (state: string): boolean => ["assigned", "accepted", "en_route", "on_scene"].includes(state);

class Day {
  readonly #given: DayOfCases;
  readonly #opened = new Set<string>();
  readonly #left = new Set<string>();
  readonly #facts: Fact[] = [];
  readonly #acts = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  readonly #crewRefused: string[] = [];
  #begun = 0;
  #crewActs = 0;
  #words = 0;
  #isOver = false;

  constructor(given: DayOfCases) {
    this.#given = given;
  }

  #pick = <T>(list: readonly T[]): T => pickFrom(list, this.#given.random);
  #chance = (share: number): boolean => this.#given.random() < share;
  /** Words that no other fact has. */
  #say = (from: readonly string[]): string => `${this.#pick(from)} (${++this.#words})`;
  #keep = (caseId: string, byCrew: boolean, ...facts: ({ words: string } | { attribute: Attribute } | { priority: Priority })[]): void =>
    void this.#facts.push(...facts.map((fact) => ({ caseId, byCrew, ...fact })));

  /** Counts an act of a desk; true if it was done. */
  #count(name: string, answer: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }): boolean {
    const [counts, key] = answer.ok ? [this.#acts, name] : [this.#refused, `${name} ${answer.error.code}`];
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return answer.ok;
  }

  async #open(desk: Client, joins: InterventionCard | undefined): Promise<void> {
    this.#begun++;
    const isLeft = this.#begun > this.#given.count - LEFT_OPEN;
    const attributes = MARKS.filter(() => this.#chance(0.12));
    const note = this.#say(SAID);
    const body = {
      origin: this.#pick(ORIGINS),
      place: placeIn(Math.floor(this.#given.random() * SECTORS.length)),
      placeText: `حي ${1 + Math.floor(this.#given.random() * 300)} مسكن`,
      subcategory: this.#pick(CATEGORIES),
      attributes,
      note,
    };
    const joined = joins === undefined || isLeft ? {} : { joins: joins.interventionId };
    const answer = await desk.ask(interventions.open, { body: { ...body, ...joined } });
    if (!this.#count("joins" in joined ? "join" : "open", answer) || !answer.ok) return void this.#begun--;
    const { interventionId, priority } = answer.value;
    this.#opened.add(interventionId);
    if (isLeft) this.#left.add(interventionId);
    this.#keep(interventionId, false, { words: note }, { priority }, ...attributes.map((attribute) => ({ attribute })));
  }

  async #note(desk: Client, { interventionId }: InterventionCard): Promise<void> {
    const [text, isPerson] = [this.#say(SAID), this.#chance(0.3)];
    const params = { interventionId };
    const description = this.#say(PEOPLE);
    const answer = isPerson
      ? await desk.ask(interventions.notePerson, { params, body: { role: "suspect", certainty: "assessment", description } })
      : await desk.ask(interventions.note, { params, body: { text } });
    if (this.#count(isPerson ? "person" : "note", answer)) this.#keep(interventionId, false, { words: isPerson ? description : text });
  }

  async #mark(desk: Client, card: InterventionCard): Promise<void> {
    const added = MARKS.filter((one) => !card.attributes.includes(one) && this.#chance(0.4));
    const { interventionId, version } = card;
    const body = { version, attributes: [...card.attributes, ...added] };
    const answer = await desk.ask(interventions.mark, { params: { interventionId }, body });
    if (this.#count("mark", answer)) this.#keep(interventionId, false, ...added.map((attribute) => ({ attribute })));
  }

  async #raise(desk: Client, { interventionId, version, priority: now }: InterventionCard): Promise<void> {
    const priority = moreUrgent(now, this.#pick(["P1", "P2", "P3"] as const));
    const body = { version, priority, reason: "معلومة جديدة" };
    if (this.#count("raise", await desk.ask(interventions.prioritise, { params: { interventionId }, body })))
      this.#keep(interventionId, false, { priority });
  }

  async #send(desk: Client, { interventionId }: InterventionCard): Promise<void> {
    const params = { interventionId };
    const { units } = await desk.must(dispatch.advise, { params });
    const advised = units.find((one) => one.advised)?.unit.unitId;
    const unitId = advised === undefined || this.#chance(0.2) ? this.#pick(this.#given.crews).unitId : advised;
    this.#count("send", await desk.ask(dispatch.assign, { params, body: { unitId, anyway: true } }));
  }

  async #end(desk: Client, { interventionId, version, units }: InterventionCard): Promise<void> {
    const params = { interventionId };
    if (units.length === 0) {
      this.#count("cancel", await desk.ask(interventions.cancel, { params, body: { version, reason: "إنذار كيدي" } }));
      return;
    }
    const outcome = this.#say(["سُوّي الوضع بعد الاتصال بالدورية"]);
    const body = { version, disposition: this.#pick(DISPOSITIONS).code, outcome };
    if (this.#count("close", await desk.ask(interventions.close, { params, body: { ...body, forReview: false } })))
      this.#keep(interventionId, false, { words: outcome });
  }

  async #merge(desk: Client, one: InterventionCard, into: InterventionCard): Promise<void> {
    const { interventionId, version } = one;
    if (interventionId === into.interventionId || this.#left.has(interventionId)) return;
    const body = { version, into: into.interventionId, moveAssignments: true };
    this.#count("merge", await desk.ask(interventions.merge, { params: { interventionId }, body }));
  }

  async #split(desk: Client, { merged, units }: InterventionCard): Promise<void> {
    const part = merged[0];
    if (part === undefined) return;
    const { version } = await desk.must(interventions.card, { params: { interventionId: part.interventionId } });
    const along = units.filter(({ state }) => isActive(state) && this.#chance(0.5)).map(({ assignmentId }) => assignmentId);
    const body = { version, reason: "حدثان مختلفان", assignmentIds: along };
    this.#count("split", await desk.ask(interventions.split, { params: { interventionId: part.interventionId }, body }));
  }

  async #reopen(desk: Client): Promise<void> {
    const interventionId = this.#pick([...this.#opened]);
    const { state, version } = await desk.must(interventions.card, { params: { interventionId } });
    if (state !== "closed" && state !== "cancelled") return;
    const body = { version, reason: "عاد المتصل" };
    this.#count("reopen", await desk.ask(interventions.reopen, { params: { interventionId }, body }));
  }

  /** Acts once. False if nothing is left to do but to wait for crews. */
  async #act(desk: Client): Promise<boolean> {
    const { rows } = await desk.must(interventions.list, { query: { state: "open", size: "100" } });
    const inHand = rows.filter(({ interventionId }) => !this.#left.has(interventionId));
    const isEvening = this.#begun >= this.#given.count;
    if (!isEvening && inHand.length < IN_HAND && this.#chance(0.45)) {
      await this.#open(desk, undefined);
      return true;
    }
    if (inHand.length === 0) {
      if (!isEvening) await this.#open(desk, undefined);
      return !isEvening;
    }
    const [card, other] = await Promise.all(
      [this.#pick(inHand), this.#pick(inHand)].map(({ interventionId }) => desk.must(interventions.card, { params: { interventionId } })),
    );
    if (card === undefined || other === undefined || card.state !== "open") return true;
    const isBound = card.units.some(({ state }) => isActive(state));
    const wasThere = card.units.some(({ state }) => state === "cleared");
    if (!isBound) await (wasThere ? this.#end(desk, card) : this.#chance(0.08) ? this.#end(desk, card) : this.#send(desk, card));
    if (isEvening) return true;
    const acts: readonly [number, Act][] = [
      [0.3, () => this.#note(desk, card)],
      [0.1, () => this.#mark(desk, card)],
      [0.08, () => this.#raise(desk, card)],
      [0.06, () => this.#merge(desk, card, other)],
      [0.05, () => this.#open(desk, card)],
      [0.15, () => this.#split(desk, card)],
      [0.04, () => this.#send(desk, card)],
      [0.03, () => this.#reopen(desk)],
    ];
    // The first desk read the card before these acts: a refusal of the older version is a part of the day.
    for (const [share, act] of acts) if (this.#chance(share)) await act();
    return true;
  }

  async #desk(desk: Client): Promise<void> {
    while (!interrupted.aborted) {
      if (await this.#act(desk)) continue;
      if ((await desk.must(interventions.list, { query: { state: "open", size: "100" } })).rows.length <= this.#left.size) break;
      await pause(LOOK_MS);
    }
  }

  #judge(name: string, answer: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }): boolean {
    this.#crewActs++;
    if (answer.ok) this.#acts.set(`crew ${name}`, (this.#acts.get(`crew ${name}`) ?? 0) + 1);
    else this.#crewRefused.push(`${name}: ${answer.error.code}`);
    return answer.ok;
  }

  /** One act on an order, with the time at which it was done, and the step after it. */
  #work(client: Client, order: Order, state: string): { readonly act: Act; readonly next: string } {
    const { assignmentId, interventionId } = order;
    const [params, at] = [{ assignmentId }, new Date().toISOString()];
    const stamp = (status: "accepted" | "en_route" | "on_scene" | "refused" | "cleared", reason?: string) => ({
      act: async () => {
        const body = { status, at, ...(reason === undefined ? {} : { reason }) };
        this.#judge(status, await client.ask(dispatch.stamp, { params, body }));
      },
      next: status,
    });
    if (state === "assigned" && this.#chance(0.05)) return stamp("refused", "عطل في المحرك");
    if (state === "assigned" || state === "accepted" || state === "en_route") return stamp(NEXT[state]);
    if (this.#chance(0.3)) {
      const text = this.#say(SEEN);
      const act = async () => {
        if (this.#judge("note", await client.ask(dispatch.note, { params, body: { text, at } })))
          this.#keep(interventionId, true, { words: text });
      };
      return { act, next: state };
    }
    if (this.#chance(0.15)) return stamp("cleared");
    const outcome = this.#say(["حررنا محضرا وعاد الهدوء", "قدمنا المساعدة وغادرنا", "لم نجد أحدا في المكان"]);
    const disposition: DispositionCode = this.#pick(DISPOSITIONS).code;
    const act = async () => {
      if (this.#judge("outcome", await client.ask(dispatch.finish, { params, body: { disposition, outcome, at } })))
        this.#keep(interventionId, true, { words: outcome });
    };
    return { act, next: "cleared" };
  }

  async #meet(client: Client): Promise<void> {
    this.#begun++;
    const note = this.#say(["أوقفنا مواطن في الطريق"]);
    const body = { place: placeIn(0), subcategory: this.#pick(CATEGORIES), note, at: new Date().toISOString() };
    const answer = await client.ask(dispatch.flagDown, { body });
    if (!this.#judge("met", answer) || !answer.ok) return void this.#begun--;
    this.#opened.add(answer.value.interventionId);
    this.#keep(answer.value.interventionId, true, { words: note });
  }

  /** A crew without a link goes on with what it knows; the room hears of it later, in order. */
  async #offline(client: Client, order: Order): Promise<void> {
    const waiting: Act[] = [];
    let state: string = order.state;
    for (let step = 0; step < 4 && isActive(state); step++) {
      const { act, next } = this.#work(client, order, state);
      waiting.push(act);
      state = next;
      await pause(LOOK_MS);
    }
    for (const act of waiting) await act();
  }

  async #crew(client: Client): Promise<void> {
    while (!this.#isOver && !interrupted.aborted) {
      const duty = await client.must(dispatch.duty, {});
      const order = duty?.assignments[0];
      if (order === undefined) {
        if (this.#begun < this.#given.count - LEFT_OPEN && this.#chance(0.1)) await this.#meet(client);
        else await pause(LOOK_MS);
        continue;
      }
      const { assignmentId, interventionId, toldSeq: seq, readSeq } = order;
      if (seq > readSeq && this.#chance(0.8))
        this.#judge("read", await client.ask(dispatch.readDanger, { params: { assignmentId }, body: { seq, interventionId } }));
      if (this.#chance(0.06)) await this.#offline(client, order);
      else await this.#work(client, order, order.state).act();
    }
  }

  async run(): Promise<PlayedDay> {
    const crews = this.#given.crews.map(({ client }) => this.#crew(client));
    const desks = Promise.all(this.#given.desks.map((desk) => this.#desk(desk))).finally(() => (this.#isOver = true));
    await Promise.all([desks, ...crews]);
    return {
      opened: this.#opened,
      facts: this.#facts,
      acts: this.#acts,
      refused: this.#refused,
      crewActs: this.#crewActs,
      crewRefused: this.#crewRefused,
    };
  }
}

/** Plays the day until each case has ended but the last ones, to which nobody is sent. */
export const playDay = (given: DayOfCases): Promise<PlayedDay> => new Day(given).run();
