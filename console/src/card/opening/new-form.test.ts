import { describe, expect, it } from "vitest";
import { blankForm, isForm, toBody } from "./new-form.ts";

describe("form of a new intervention", () => {
  it("begins with the way by which the role mostly hears", () => {
    expect(blankForm("call_taker")).toMatchObject({ channel: "L17", origin: "call" });
    expect(blankForm("dispatcher")).toMatchObject({ channel: "RADIO", origin: "patrol" });
  });

  it("sends only what was said", () => {
    expect(toBody(blankForm("dispatcher"))).toEqual({ origin: "patrol", channel: "RADIO" });
    const full = {
      ...blankForm("call_taker"),
      subcategory: "TRF.OBS",
      point: { lat: 31.9, lon: 5.3 },
      placeText: " ساحة السوق ",
      note: "شاحنة",
    } as const;
    expect(toBody(full)).toEqual({
      origin: "call",
      channel: "L17",
      subcategory: "TRF.OBS",
      place: { lat: 31.9, lon: 5.3 },
      placeText: "ساحة السوق",
      note: "شاحنة",
    });
  });

  it("takes back a draft that it understands, and no other", () => {
    const form = blankForm("dispatcher");
    expect(isForm(JSON.parse(JSON.stringify(form)))).toBe(true);
    for (const broken of [
      null,
      {},
      { ...form, channel: "FAX" },
      { ...form, origin: "video" },
      { ...form, subcategory: "XXX.YYY" },
      { ...form, point: { lat: 1 } },
    ])
      expect(isForm(broken)).toBe(false);
  });
});
