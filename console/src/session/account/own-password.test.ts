import { ERRORS, isErrorCode } from "@amaliyat/contract/errors";
import { identity } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { describe, expect, it } from "vitest";
import { foresee, toldBy } from "./password-dialog.tsx";

const current = "une phrase d'avant";
const problem = (code: string): Problem => {
  if (!isErrorCode(code)) throw new Error(`no such code: ${code}`);
  const { ar, fr, en, status } = ERRORS[code];
  return { type: "about:blank", title: en, status, code, text: { ar, fr, en } };
};

describe("one's own password", () => {
  it("is judged before it is sent, by the sentence that the room would give", () => {
    expect(foresee({ current, next: "short" }, "amine")).toMatchObject({
      field: "next",
      text: { en: "The password is too short. Use at least 12 characters." },
    });
    expect(foresee({ current, next: "amine at the gate" }, "amine")?.text).toEqual(problem("password.contains_username").text);
    expect(foresee({ current, next: current }, "amine")?.text).toEqual(problem("password.unchanged").text);
    expect(foresee({ current, next: "une phrase d'après" }, "amine")).toBeNull();
  });

  it("shows every refusal of the route beside the field that it speaks of", () => {
    const fields = (identity.changePassword.errors ?? []).map((code) => [code, toldBy(problem(code)).field]);
    expect(Object.fromEntries(fields)).toEqual({
      "password.wrong_current": "current",
      "password.unchanged": "next",
      "password.too_short": "next",
      "password.too_obvious": "next",
      "password.contains_username": "next",
      "password.breached": "next",
      "session.locked_out": null,
      "request.too_many": null,
    });
  });
});
