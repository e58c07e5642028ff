import type { Point } from "@amaliyat/domain/kernel";
import type { ReportKind } from "@amaliyat/domain/reports";
import { setTimeout as sleep } from "node:timers/promises";
import { pickBy } from "../town/poisson.ts";
import { makeCitizenPhone, type CitizenPhone, type Message } from "./phone.ts";
import { pictureOf } from "./picture.ts";
import { placeBeside, placeOnStreet, type StreetPlace } from "./places.ts";
import { HAPPENINGS, NUISANCE, type Happening, type Telling } from "./tellings.ts";

export type CitizensOptions = {
  /** The room as anybody outside reaches it. */
  readonly base: string;
  readonly secondMs?: number;
};

/** A report as the control page shows it. */
export type ShownReport = {
  readonly reference: string;
  readonly kind: ReportKind;
  readonly danger: boolean;
  readonly language: string;
  readonly words: string;
  readonly at: number;
  readonly state: string;
  readonly files: string;
};

/** The people of the town who send reports. */
export type Citizens = AsyncDisposable & {
  /** Lets somebody send a report now; null where the room took none. */
  readonly send: (danger: boolean) => Promise<ShownReport | null>;
  readonly shown: () => readonly ShownReport[];
};

/** Seconds until the first report of a demonstration, and between two: at most, by day, and in the evening when people are out. */
const FIRST_S = 8;
export const GAP_S = { least: 60, day: 170, evening: 100 } as const;
const EVENING = { from: 17, to: 23 } as const;
/** Seconds after which somebody else tells of the same, at least and at most, and the share of those who do. */
export const AGAIN_SHARE = 0.6;
export const AGAIN_S = [25, 120] as const;
/** Share of nuisance among the reports, in percent; it comes from one telephone. */
const NUISANCE_PERCENT = 8;
/** People look at their report every so many seconds, for so long, and take a while to answer. */
const LOOK_S = 12;
const LOOKED_S = 40 * 60;
const ANSWER_AFTER_S = 18;
const SHOWN = 12;

type Sent = { readonly phone: CitizenPhone; readonly code: string; shown: ShownReport };

export function startCitizens({ base, secondMs = 1_000 }: CitizensOptions): Citizens {
  const ending = new AbortController();
  const { signal } = ending;
  const wait = (seconds: number): Promise<void> => sleep(seconds * secondMs, undefined, { signal });
  const sent: Sent[] = [];
  const running = new Set<Promise<void>>();
  const told = new Map<string, number>();
  const nuisance = makeCitizenPhone(base);
  const isEvening = (): boolean => {
    const hour = new Date().getHours();
    return hour >= EVENING.from && hour < EVENING.to;
  };

  /** Goes on beside all else until it is done or the town ends. A refusal of the room is no fault of the town. */
  const beside = (act: () => Promise<void>): void => {
    const going = act().catch(() => undefined);
    running.add(going);
    void going.then(() => running.delete(going));
  };

  async function sendBy(phone: CitizenPhone, message: Message): Promise<Sent> {
    const { code, told: followed, files } = await phone.send(message, signal);
    const [kept, announced] = [Date.now(), message.pictures.length];
    const one: Sent = {
      phone,
      code,
      shown: {
        reference: followed.reference,
        kind: message.kind,
        danger: message.danger,
        language: message.language,
        words: message.words ?? "",
        at: kept,
        state: followed.state,
        files: `0/${announced}`,
      },
    };
    sent.push(one);
    sent.splice(0, sent.length - 200);
    beside(async () => void (one.shown = { ...one.shown, files: `${await files}/${announced}` }));
    return one;
  }

  /** Its author looks from time to time, answers once when asked, and may take it back. */
  async function stay(one: Sent, { answer, withdrawnAfterS }: Pick<Happening, "answer" | "withdrawnAfterS">): Promise<void> {
    for (let waited = 0, answered = false; waited < LOOKED_S; waited += LOOK_S) {
      await wait(LOOK_S);
      const now = await one.phone.follow(one.code);
      one.shown = { ...one.shown, state: now.state };
      if (now.asked && !answered) {
        answered = true;
        await wait(ANSWER_AFTER_S);
        await one.phone.answer(one.code, answer);
      }
      if (withdrawnAfterS !== null && waited >= withdrawnAfterS && now.mayWithdraw) {
        one.shown = { ...one.shown, state: (await one.phone.withdraw(one.code)).state };
        return;
      }
      if (now.state === "withdrawn" || (now.state === "closed" && !now.asked)) return;
    }
  }

  const messageOf = (of: Happening, telling: Telling, point: Point, { street }: StreetPlace): Message => ({
    kind: of.kind,
    danger: of.danger,
    sort: of.sort,
    language: telling.language,
    words: telling.words,
    place: point,
    placeText: Math.random() < 0.5 ? street[telling.language] : null,
    pictures: Array.from({ length: telling.pictures }, () => pictureOf(of.motif, isEvening(), Math.random)),
  });

  async function happen(of: Happening): Promise<Sent> {
    told.set(of.id, Date.now());
    const place = placeOnStreet(Math.random);
    const [first, ...others] = of.tellings;
    const one = await sendBy(makeCitizenPhone(base), messageOf(of, first, place.point, place));
    beside(() => stay(one, of));
    for (const telling of others.filter(() => Math.random() < AGAIN_SHARE))
      beside(async () => {
        await wait(AGAIN_S[0] + Math.random() * (AGAIN_S[1] - AGAIN_S[0]));
        const again = await sendBy(makeCitizenPhone(base), messageOf(of, telling, placeBeside(place.point, Math.random), place));
        await stay(again, { answer: of.answer, withdrawnAfterS: null });
      });
    return one;
  }

  async function sendNuisance(): Promise<void> {
    const [telling] = [NUISANCE[Math.floor(Math.random() * NUISANCE.length)] ?? NUISANCE[0]];
    if (telling === undefined) return;
    const { point } = placeOnStreet(Math.random);
    await sendBy(nuisance, {
      kind: "other",
      danger: false,
      sort: "information",
      language: telling.language,
      words: telling.words,
      place: point,
      placeText: null,
      pictures: [],
    });
  }

  /** Picks the next happening. One not seen for long is more likely, and so is an evening one in the evening. */
  function next(danger: boolean | null): Happening | undefined {
    const among = HAPPENINGS.filter((each) => danger === null || each.danger === danger);
    const age = ({ id }: Happening): number => Math.min(3_600_000, Date.now() - (told.get(id) ?? 0)) / 60_000;
    return pickBy(among, (each) => age(each) * (each.evening ? (isEvening() ? 3 : 0.5) : 1) * (each.danger ? 0.5 : 1), Math.random());
  }

  async function trickle(): Promise<void> {
    for (await wait(FIRST_S); ;) {
      const isNuisance = sent.length > 2 && Math.random() * 100 < NUISANCE_PERCENT;
      const of = next(sent.length === 0 ? false : null);
      if (isNuisance) await sendNuisance().catch(() => undefined);
      else if (of !== undefined) await happen(of).catch(() => undefined);
      await wait(GAP_S.least + Math.random() * ((isEvening() ? GAP_S.evening : GAP_S.day) - GAP_S.least));
    }
  }

  beside(trickle);
  return {
    send: async (danger) => {
      const of = next(danger);
      return of === undefined
        ? null
        : await happen(of).then(
            ({ shown }) => shown,
            () => null,
          );
    },
    shown: () =>
      sent
        .slice(-SHOWN)
        .map(({ shown }) => shown)
        .toReversed(),
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await Promise.all(running);
    },
  };
}
