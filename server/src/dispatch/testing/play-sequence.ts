import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { isGraver, moreUrgent, type Attribute, type Priority } from "@amaliyat/domain/interventions";
import type { Arguments, Problem, ReplyOf, Route } from "@amaliyat/contract/route";
import type { Point, Result } from "@amaliyat/domain/kernel";

// One random sequence of acts of a desk and two crews on a few cases of one event. Tells whether any statement of danger is hidden at its
// end.

/** A program that is signed in as somebody. */
type Asks = {
  readonly ask: <T extends Route>(route: T, given: Arguments<T>) => Promise<Result<ReplyOf<T>, Problem>>;
  readonly must: <T extends Route>(route: T, given: Arguments<T>) => Promise<ReplyOf<T>>;
};
export type CrewOfSequence = { readonly client: Asks; readonly unitId: string };
export type Sequence = {
  readonly desk: Asks;
  readonly crews: readonly CrewOfSequence[];
  readonly place: Point;
  readonly random: () => number;
};
export type Played = {
  readonly steps: number;
  readonly facts: number;
  readonly crewActs: number;
  /** Facts that were said and are shown nowhere, each with where the test looked for it. */
  readonly hidden: readonly string[];
  /** Codes with which acts of a crew were refused. */
  readonly refused: readonly string[];
};

const STEPS = 18;
const DANGEROUS = ["weapon", "injury", "minor"] as const satisfies readonly Attribute[];

/** A fact of a case: words, an attribute, or its priority. */
type Fact = { readonly words: string } | { readonly attribute: Attribute } | { readonly priority: Priority };
/** A case as the sequence knows it; `gravest` is the step in which it, or what it was merged into, last became graver. */
type Case = { readonly id: string; into: Case | null; readonly facts: Fact[]; gravest: number };
/** An order of a crew. `id` is empty until the room has named it: the crew took it upon itself without a link. */
type Order = { id: string; at: Case; told: number; over: boolean };
type Crew = CrewOfSequence & {
  isOnline: boolean;
  readonly waiting: (() => Promise<void>)[];
  readonly orders: Order[];
  /** Words of its own, as sent. */
  readonly said: string[];
};

const staying = (of: Case): Case => (of.into === null ? of : staying(of.into));
const isBound = ({ id, over }: Order): boolean => id !== "" && !over;
const isActive = (state: string): boolean => ["assigned", "accepted", "en_route", "on_scene"].includes(state);

class Play {
  readonly #given: Sequence;
  readonly #crews: readonly Crew[];
  readonly #cases: Case[] = [];
  #step = 0;
  #words = 0;
  #facts = 0;
  #crewActs = 0;
  readonly #hidden: string[] = [];
  readonly #refused: string[] = [];
  readonly #prefix: string;

  constructor(given: Sequence) {
    this.#given = given;
    this.#prefix = `w${Math.floor(given.random() * 1e9)}`;
    this.#crews = given.crews.map((crew) => ({ ...crew, isOnline: true, waiting: [], orders: [], said: [] }));
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#given.random() * from.length)];
  }
  #say(crew?: Crew): string {
    const words = `${this.#prefix}-${this.#words++}-`;
    crew?.said.push(words);
    return words;
  }
  #card = ({ id }: Case): Promise<InterventionCard> => this.#given.desk.must(interventions.card, { params: { interventionId: id } });

  #keep(of: Case, ...facts: Fact[]): void {
    this.#facts += facts.length;
    of.facts.push(...facts);
  }
  /** Notes the step in which a case became graver: every crew that is bound to it has to read that. */
  #compare(of: Case, before: InterventionCard, after: InterventionCard): void {
    if (isGraver(after, before)) staying(of).gravest = this.#step;
  }

  async #open(joins: Case | undefined): Promise<void> {
    const attributes = DANGEROUS.filter(() => this.#given.random() < 0.3);
    const words = this.#say();
    const subcategory = this.#pick(["SUS.PER", "TRF.OBS", "OTH.WPN", "OTH.NOI"] as const);
    const opened = await this.#given.desk.ask(interventions.open, {
      body: {
        origin: "desk",
        place: this.#given.place,
        ...(subcategory === undefined ? {} : { subcategory }),
        attributes,
        note: words,
        ...(joins === undefined ? {} : { joins: joins.id }),
      },
    });
    if (!opened.ok) return;
    const made: Case = { id: opened.value.interventionId, into: joins ?? null, facts: [], gravest: this.#step };
    this.#cases.push(made);
    this.#keep(made, { words }, { priority: opened.value.priority }, ...attributes.map((attribute) => ({ attribute })));
    if (joins !== undefined) staying(joins).gravest = this.#step;
  }

  async #merge(one: Case, into: Case): Promise<void> {
    const { version } = await this.#card(one);
    const body = { version, into: into.id, moveAssignments: true };
    const merged = await this.#given.desk.ask(interventions.merge, { params: { interventionId: one.id }, body });
    if (!merged.ok) return;
    one.into = into;
    into.gravest = this.#step;
    for (const { orders } of this.#crews)
      for (const order of orders)
        if (order.at === one && isBound(order)) {
          order.told = this.#step;
          if (orders.some((each) => each.at === into && isBound(each))) order.over = true;
          else order.at = into;
        }
  }

  async #split(one: Case): Promise<void> {
    const { version } = await this.#card(one);
    const params = { interventionId: one.id };
    const [into, half] = [staying(one), this.#given.random()];
    const along = this.#crews.flatMap((crew) =>
      crew.orders.filter((each) => each.at === into && isBound(each) && half < 0.5).map((order) => ({ crew, order })),
    );
    const assignmentIds = along.map(({ order }) => order.id);
    const before = await this.#card(into);
    const split = await this.#given.desk.ask(interventions.split, { params, body: { version, reason: "other", assignmentIds } });
    if (!split.ok) return;
    one.into = null;
    // A crew that comes along has to read the facts of its case, unless it read all before and nothing was added but its own words.
    const { events } = split.value;
    const copied = events.slice(events.findLastIndex(({ kind }) => kind === "split")).filter(({ kind }) => kind === "noted");
    for (const { crew, order } of along) {
      const isOwn = copied.every(({ data }) => crew.said.some((words) => String(data["text"]).includes(words)));
      const knowsAll = order.told >= into.gravest && isOwn && !isGraver(split.value, before);
      order.at = one;
      if (knowsAll) order.told = this.#step;
    }
    if (along.length > 0) one.gravest = this.#step;
  }

  async #mark(of: Case): Promise<void> {
    const before = await this.#card(of);
    const added = DANGEROUS.filter((each) => !before.attributes.includes(each) && this.#given.random() < 0.5);
    const body = { version: before.version, attributes: [...before.attributes, ...added] };
    const marked = await this.#given.desk.ask(interventions.mark, { params: { interventionId: of.id }, body });
    if (!marked.ok) return;
    this.#keep(of, ...added.map((attribute) => ({ attribute })));
    this.#compare(of, before, marked.value);
  }

  async #raise(of: Case): Promise<void> {
    const before = await this.#card(of);
    const priority = moreUrgent(before.priority, this.#pick(["P1", "P2", "P3"] as const) ?? "P1");
    const body = { version: before.version, priority, reason: "graver" };
    const raised = await this.#given.desk.ask(interventions.prioritise, { params: { interventionId: of.id }, body });
    if (!raised.ok) return;
    this.#keep(of, { priority });
    this.#compare(of, before, raised.value);
  }

  /** A word of the desk, also on a case that is merged or over. */
  async #word(of: Case): Promise<void> {
    const words = this.#say();
    const params = { interventionId: of.id };
    const said =
      this.#given.random() < 0.5
        ? await this.#given.desk.ask(interventions.note, { params, body: { text: words } })
        : await this.#given.desk.ask(interventions.notePerson, {
            params,
            body: { role: "suspect", certainty: "assessment", description: words },
          });
    if (said.ok) this.#keep(staying(of), { words });
  }

  async #end(of: Case): Promise<void> {
    const { version, state } = await this.#card(of);
    const params = { interventionId: of.id };
    if (state !== "open") return void (await this.#given.desk.ask(interventions.reopen, { params, body: { version, reason: "again" } }));
    const cancelled = await this.#given.desk.ask(interventions.cancel, { params, body: { version, reason: "nothing" } });
    if (!cancelled.ok) return;
    for (const { orders } of this.#crews) for (const order of orders) if (order.at === of) order.over = true;
  }

  async #assign(of: Case, crew: Crew): Promise<void> {
    const params = { interventionId: of.id };
    const sent = await this.#given.desk.ask(dispatch.assign, { params, body: { unitId: crew.unitId, anyway: true } });
    if (sent.ok) crew.orders.push({ id: sent.value.assignmentId, at: of, told: this.#step, over: false });
  }

  /** An act of a crew: now, or when it has a link again. */
  async #act(crew: Crew, act: () => Promise<void>): Promise<void> {
    this.#crewActs++;
    if (crew.isOnline) await act();
    else crew.waiting.push(act);
  }

  #judge(what: string, answer: Result<unknown, Problem>): boolean {
    if (!answer.ok) this.#refused.push(`${what}: ${answer.error.code}`);
    return answer.ok;
  }

  async #crewSays(crew: Crew): Promise<void> {
    const order = this.#pick(crew.orders);
    if (order === undefined) return;
    const at = new Date().toISOString();
    // The room may have named the order meanwhile, as one that it had given already. What it refused to name is no order.
    const act = (say: (own: Order, params: { readonly assignmentId: string }) => Promise<void>): Promise<void> =>
      this.#act(crew, async () => {
        const own = crew.orders.find(({ id }) => id !== "" && id === order.id);
        if (own !== undefined) await say(own, { assignmentId: own.id });
      });
    const what = this.#pick(["step", "step", "note", "read", "outcome", "met"] as const);
    if (what === "step") {
      const status = this.#pick(["accepted", "en_route", "on_scene", "cleared", "refused"] as const) ?? "accepted";
      const body = { status, at, ...(status === "refused" ? { reason: "broken down" } : {}) };
      return act(async (own, params) => {
        const answer = await crew.client.ask(dispatch.stamp, { params, body });
        if (this.#judge(status, answer) && answer.ok) own.over = !isActive(answer.value.state);
      });
    }
    if (what === "note") {
      const words = this.#say(crew);
      return act(async (own, params) => {
        if (this.#judge("note", await crew.client.ask(dispatch.note, { params, body: { text: words, at } })))
          this.#keep(staying(own.at), { words });
      });
    }
    if (what === "read") {
      const duty = crew.isOnline ? await crew.client.must(dispatch.duty, {}) : null;
      const shown = duty?.assignments.find(({ assignmentId }) => assignmentId === order.id);
      if (shown === undefined) return;
      const [read, of] = [this.#step, order.at];
      const body = { seq: shown.toldSeq, interventionId: shown.interventionId, at };
      return act(async (own, params) => {
        // A danger that was read before a move says nothing of the case after it.
        if (this.#judge("read", await crew.client.ask(dispatch.readDanger, { params, body })) && own.at === of) own.told = read;
      });
    }
    if (what === "outcome") {
      const words = this.#say(crew);
      return act(async (own, params) => {
        const body = { disposition: "10" as const, outcome: words, at };
        const answer = await crew.client.ask(dispatch.finish, { params, body });
        if (!this.#judge("outcome", answer) || !answer.ok) return;
        own.over = true;
        const one = staying(own.at);
        this.#keep(one, { words });
        // The crew may have read of it by another order of the same event.
        const told = Math.max(...crew.orders.filter((each) => staying(each.at) === one).map((each) => each.told));
        if (answer.value.closed && one.gravest > told) this.#hidden.push(`an outcome closed ${one.id}, whose danger its crew had not read`);
      });
    }
    const words = this.#say(crew);
    return this.#act(crew, async () => {
      const answer = await crew.client.ask(dispatch.flagDown, {
        body: { place: this.#given.place, subcategory: "SUS.PER", note: words, at },
      });
      if (!this.#judge("met", answer) || !answer.ok) return;
      const made: Case = { id: answer.value.interventionId, into: null, facts: [], gravest: this.#step };
      this.#cases.push(made);
      crew.orders.push({ id: answer.value.assignmentId, at: made, told: this.#step, over: false });
      this.#keep(made, { words });
    });
  }

  /**
   * A crew goes by itself to what it heard of by radio, with a link or without. It may have been sent there meanwhile, and the case may be
   * over when the room hears of it. What the crew says in between hangs on the same order.
   */
  async #takeUp(crew: Crew, of: Case): Promise<void> {
    const { reference, state } = await this.#card(of);
    if (state !== "open") return;
    const [at, told] = [new Date().toISOString(), this.#step];
    const order: Order = { id: "", at: of, told, over: false };
    crew.orders.push(order);
    return this.#act(crew, async () => {
      const answer = await crew.client.ask(dispatch.takeUp, { body: { reference, at } });
      crew.orders.splice(crew.orders.indexOf(order), 1);
      if (!this.#judge("take up", answer) || !answer.ok) return;
      const { assignmentId, state: step } = answer.value;
      Object.assign(order, { id: assignmentId, at: staying(of), told, over: !isActive(step) });
      if (!crew.orders.some(({ id }) => id === assignmentId)) crew.orders.push(order);
    });
  }

  async #online(crew: Crew): Promise<void> {
    crew.isOnline = true;
    for (const act of crew.waiting.splice(0)) await act();
  }

  async #next(): Promise<void> {
    const [one, other, crew] = [this.#pick(this.#cases), this.#pick(this.#cases), this.#pick(this.#crews)];
    if (one === undefined || other === undefined || crew === undefined) return this.#open(undefined);
    const steps: readonly (() => Promise<void>)[] = [
      () => this.#open(undefined),
      () => this.#open(other),
      () => (one === other ? Promise.resolve() : this.#merge(one, other)),
      () => this.#split(one),
      () => this.#end(one),
      () => this.#mark(one),
      () => this.#raise(one),
      () => this.#word(one),
      () => this.#assign(one, crew),
      () => this.#assign(one, crew),
      () => this.#crewSays(crew),
      () => this.#crewSays(crew),
      () => this.#crewSays(crew),
      () => this.#crewSays(crew),
      () => this.#takeUp(crew, one),
      () => this.#takeUp(crew, other),
      async () => void (crew.isOnline = false),
      () => this.#online(crew),
    ];
    await this.#pick(steps)?.();
  }

  #ordersOf = async ({ client }: Crew) => (await client.must(dispatch.duty, {}))?.assignments ?? [];

  /** Facts of all that stands for one event. */
  #factsOf = (of: Case): Fact[] => this.#cases.filter((each) => staying(each) === of).flatMap(({ facts }) => facts);

  #miss(where: string, facts: readonly Fact[], shown: { priority: Priority; attributes: readonly Attribute[] }, text: string): void {
    for (const fact of facts) {
      const isThere =
        "words" in fact
          ? text.includes(fact.words)
          : "attribute" in fact
            ? shown.attributes.includes(fact.attribute)
            : moreUrgent(shown.priority, fact.priority) === shown.priority;
      if (!isThere) this.#hidden.push(`${JSON.stringify(fact)} ${where} ${shown.priority} ${shown.attributes.join()}`);
    }
  }

  async #look(): Promise<void> {
    for (const one of this.#cases) {
      if (one.into !== null) continue;
      const card = await this.#card(one);
      const people = await this.#given.desk.must(interventions.people, { params: { interventionId: one.id } });
      this.#miss(`on the ${card.state} case ${card.reference}`, this.#factsOf(one), card, JSON.stringify([card, people]));
    }
    for (const crew of this.#crews) {
      for (const shown of await this.#ordersOf(crew)) {
        const order = crew.orders.find(({ id }) => id === shown.assignmentId);
        const one = this.#cases.find(({ id }) => id === shown.interventionId);
        if (one === undefined) continue;
        // Descriptions of people are for the desk, words of the case for the crew.
        const card = await this.#card(one);
        const noted = [card, ...card.merged].flatMap(({ events }) => events.filter(({ kind }) => kind === "noted"));
        const words = noted.flatMap(({ data }) => (typeof data["text"] === "string" ? [{ words: data["text"] }] : []));
        const marks = this.#factsOf(one).filter((fact) => !("words" in fact));
        this.#miss(`on the phone of a crew at ${shown.reference}`, [...marks, ...words], shown, JSON.stringify(shown));
        if (order !== undefined && one.gravest > order.told && shown.unreadSince === null)
          this.#hidden.push(`a crew at ${shown.reference} was not told`);
      }
    }
  }

  async run(): Promise<Played> {
    for (this.#step = 1; this.#step <= STEPS; this.#step++) await this.#next();
    for (const crew of this.#crews) await this.#online(crew);
    await this.#look();
    for (const crew of this.#crews)
      for (const { assignmentId } of await this.#ordersOf(crew))
        await crew.client.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
    return { steps: STEPS, facts: this.#facts, crewActs: this.#crewActs, hidden: this.#hidden, refused: this.#refused };
  }
}

/** Plays one sequence to its end, with every crew online again, and looks at each case and each phone. */
export const playSequence = (given: Sequence): Promise<Played> => new Play(given).run();
