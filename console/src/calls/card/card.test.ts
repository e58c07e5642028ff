import { natureLabels, URGENT_KINDS } from "@amaliyat/domain/calls";
import { describe, expect, it } from "vitest";
import { BLANK, isCallDraft, toBody, urgentOf } from "../call-draft.ts";
import { CHOSEN_NATURES, isDoubtful, isNuisance, keysSinceAsked, messageState, talkedMs, waitedMs } from "./call-facts.ts";
import { keyOfNth, keysChoose, nthOfKey } from "./card-keys.ts";
import { eventKind } from "./event-words.ts";

const at = (second: number): string => new Date(1_000_000 + second * 1000).toISOString();
const now = 1_000_000 + 60_000;

describe("keys of the card", () => {
  it("choose by their place on the keyboard, the number pad too", () => {
    const answers = ["Digit1", "Digit9", "Digit0", "Minus", "Numpad3", "NumpadSubtract"].map((code) => nthOfKey("answer", code));
    expect(answers).toEqual([0, 8, 9, 10, 2, 10]);
    expect(["KeyA", "NumpadEnter", "F1"].map((code) => nthOfKey("answer", code))).toEqual([null, null, null]);
    expect(["Digit1", "Numpad4", "Digit5"].map((code) => nthOfKey("urgent", code))).toEqual([0, 3, null]);
    expect(["Digit4", "Digit5", "NumpadAdd", "KeyI"].map((code) => nthOfKey("nature", code))).toEqual([null, 0, 7, 10]);
  });

  it("draw the key that chooses, and none beyond the last", () => {
    for (const what of ["answer", "nature"] as const) {
      for (let nth = 0; nth <= 10; nth++) expect(nthOfKey(what, keyOfNth(what, nth) ?? "")).toBe(nth);
      expect(keyOfNth(what, 11)).toBeUndefined();
    }
  });

  it("reach every nature of the bulletin and the four urgent kinds; a test call is chosen by hand", () => {
    expect(URGENT_KINDS.every((_, nth) => keyOfNth("urgent", nth) === `Digit${nth + 1}`)).toBe(true);
    expect(CHOSEN_NATURES.filter((_, nth) => keyOfNth("nature", nth) === undefined)).toEqual(["TST"]);
    expect(CHOSEN_NATURES).not.toContain("NUI");
    for (const code of CHOSEN_NATURES) expect(natureLabels(code).ar).not.toBe("");
  });

  it("mean the nature first, then answers, and never change a nature by a digit too many", () => {
    expect(keysChoose({ nature: null, asksNature: false, hasQuestion: true })).toBe("nature");
    expect(keysChoose({ nature: "ACC", asksNature: false, hasQuestion: true })).toBe("answer");
    expect(keysChoose({ nature: "ACC", asksNature: true, hasQuestion: true })).toBe("nature");
    expect(keysChoose({ nature: "ACC", asksNature: false, hasQuestion: false })).toBeNull();
  });
});

describe("times of a call", () => {
  const over = { state: "ended" } as const;

  it("wait on for a caller who came back to the queue because a call-taker was lost, and talk no more", () => {
    const again = { state: "offered", since: at(0), answeredAt: at(7), endedAt: null } as const;
    expect([waitedMs(again, now), talkedMs(again, now)]).toEqual([60_000, null]);
  });

  it("wait until the answer, or the end that came before it, or still", () => {
    expect(waitedMs({ ...over, since: at(0), answeredAt: at(7), endedAt: at(50) }, now)).toBe(7000);
    expect(waitedMs({ ...over, since: at(0), answeredAt: null, endedAt: at(20) }, now)).toBe(20_000);
    expect(waitedMs({ ...over, since: at(0), answeredAt: null, endedAt: null }, now)).toBe(60_000);
  });

  it("talk from the answer on, and not at all where nobody answered", () => {
    expect(talkedMs({ ...over, answeredAt: at(10), endedAt: null }, now)).toBe(50_000);
    expect(talkedMs({ ...over, answeredAt: at(10), endedAt: at(30) }, now)).toBe(20_000);
    expect(talkedMs({ ...over, answeredAt: null, endedAt: at(30) }, now)).toBeNull();
  });

  it("waits for a place that was asked for by message until it has come, and again once it is asked for again", () => {
    const asked = { seq: 1, kind: "place_asked", data: {} };
    const came = { seq: 2, kind: "placed", data: { source: "sms_link" } };
    const cell = { seq: 2, kind: "placed", data: { source: "aml" } };
    const ways = [[], [asked], [asked, cell], [asked, came], [asked, came, { ...asked, seq: 3 }]];
    expect(ways.map(messageState)).toEqual(["none", "waits", "waits", "came", "waits"]);
  });

  it("doubt a place that nobody but a vehicle said, where the vehicle does not trust it itself", () => {
    type Doubt = Parameters<typeof isDoubtful>[0];
    const told = { place: { source: "ecall" }, placeText: null, vehicle: { data: { trusted: false } } } as Doubt;
    const others: Partial<Doubt>[] = [
      { placeText: "طريق القوافل" },
      { place: null },
      { place: { source: "aml" } as Doubt["place"] },
      { vehicle: { data: { trusted: true } } as Doubt["vehicle"] },
      { vehicle: null },
    ];
    expect([isDoubtful(told), ...others.map((more) => isDoubtful({ ...told, ...more }))]).toEqual([true, ...others.map(() => false)]);
  });

  it("let a nuisance number stand out while its score lasts", () => {
    expect([0, 0.3, 1].map((nuisance) => isNuisance({ nuisance }))).toEqual([false, false, true]);
  });
});

describe("events in words", () => {
  it("know what the room and what a person writes, and say nothing of a ring", () => {
    expect(
      ["arrived", "call.classified", "call.joined", "place_asked", "what_comes_later"].map((kind) => eventKind({ kind, data: {} })),
    ).toEqual(["arrived", "classified", "joined", "place_asked", "other"]);
    expect(eventKind({ kind: "ringing", data: {} })).toBeNull();
    expect(eventKind({ kind: "held", data: { by: "caller" } })).toBe("held");
    expect(eventKind({ kind: "held", data: { by: "a leg of the room" } })).toBeNull();
  });
});

describe("what is typed before an intervention is made", () => {
  it("sends only what was said beyond the call", () => {
    expect(toBody(BLANK)).toEqual({});
    expect(toBody({ subcategory: "ACC.INJ", priority: "P1", attributes: ["injury"], note: "  سيارتان " })).toEqual({
      subcategory: "ACC.INJ",
      priority: "P1",
      attributes: ["injury"],
      note: "سيارتان",
    });
  });

  it("knows the urgent kind that filled it, until something of it is changed", () => {
    for (const { code, subcategory, priority, attributes } of URGENT_KINDS) {
      const filled = { ...BLANK, subcategory, priority, attributes };
      expect(urgentOf(filled)).toBe(code);
      expect(urgentOf({ ...filled, priority: "P3" })).toBeNull();
    }
    expect(urgentOf(BLANK)).toBeNull();
  });

  it("is dropped where this program understands it no more", () => {
    expect(isCallDraft(BLANK)).toBe(true);
    expect(isCallDraft({ ...BLANK, subcategory: "NO.SUCH" })).toBe(false);
    expect(isCallDraft({ ...BLANK, priority: "P9" })).toBe(false);
    expect(isCallDraft({ ...BLANK, attributes: ["knife"] })).toBe(false);
    expect(isCallDraft(null)).toBe(false);
  });
});

it("shows the keys that were pressed since the caller was last asked, and nothing where nobody asked", () => {
  const event = (kind: string, key?: string) => ({ seq: 1, at: at(0), by: "", kind, data: key === undefined ? {} : { key } });
  const before = [event("arrived"), event("key_pressed", "5")];
  expect(keysSinceAsked(before)).toBeNull();
  expect(keysSinceAsked([...before, event("keys_asked")])).toBe("");
  const twice = [
    ...before,
    event("keys_asked"),
    event("key_pressed", "9"),
    event("keys_asked"),
    event("key_pressed", "5"),
    event("key_pressed", "#"),
  ];
  expect(keysSinceAsked(twice)).toBe("5#");
});
