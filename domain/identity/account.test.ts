import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../kernel/index.ts";
import {
  checkPassword,
  checkSession,
  decideSignIn,
  isDesignated,
  isRole,
  lockMs,
  LONGEST_LOCK_MS,
  ROLE_LABELS,
  ROLES,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
  sessionEndsAt,
  UNLOCKED,
  type Lockout,
} from "./index.ts";

test("every role has its own name in three languages", () => {
  expect(Object.keys(ROLE_LABELS)).toEqual([...ROLES]);
  for (const language of LANGUAGES) expect(new Set(ROLES.map((role) => ROLE_LABELS[role][language])).size).toBe(ROLES.length);
  expect(isRole("operator")).toBe(true);
  expect(isRole("root")).toBe(false);
});

test("designation holds from its first moment to before its end", () => {
  const user = { designatedFrom: 100, designatedUntil: 200, ended: false };
  expect([99, 100, 199, 200].map((at) => isDesignated(user, at))).toEqual([false, true, true, false]);
  expect(isDesignated({ ...user, designatedUntil: null }, 1e15)).toBe(true);
  expect(isDesignated({ ...user, ended: true }, 150)).toBe(false);
});

const wrongTimes = (times: number, at: number): Lockout => {
  let state = UNLOCKED;
  for (let i = 0; i < times; i++) state = decideSignIn(state, "wrong", Math.max(at, state.lockedUntil ?? 0)).next;
  return state;
};

describe("lock-out", () => {
  test("the fifth wrong password locks for a minute, each further one doubles it to an hour", () => {
    expect(wrongTimes(4, 0).lockedUntil).toBeNull();
    expect(wrongTimes(5, 0).lockedUntil).toBe(60_000);
    expect([5, 6, 7, 10, 11, 12, 400].map((wrong) => lockMs(wrong) / 60_000)).toEqual([1, 2, 4, 32, 60, 60, 60]);
  });

  test("a locked account refuses even the right password, and the attempt costs nothing", () => {
    const locked = wrongTimes(5, 0);
    const tried = decideSignIn(locked, "right", 1);
    expect(tried.refusal).toEqual({ code: "session.locked_out", params: { seconds: 60 } });
    expect(tried.next).toBe(locked);
    expect(decideSignIn(locked, "right", 60_000)).toEqual({ next: UNLOCKED, refusal: null });
  });

  test("whatever is tried and when, no lock is longer than an hour and an unlocked right password always enters", () => {
    const attempt = fc.record({ password: fc.constantFrom("right" as const, "wrong" as const), after: fc.nat(4_000_000) });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        let state = UNLOCKED;
        let at = 0;
        for (const { password, after } of attempts) {
          at += after;
          const open = state.lockedUntil === null || state.lockedUntil <= at;
          const { next, refusal } = decideSignIn(state, password, at);
          if (open && password === "right") expect([next, refusal]).toEqual([UNLOCKED, null]);
          else expect(refusal).not.toBeNull();
          expect((next.lockedUntil ?? at) - at).toBeLessThanOrEqual(LONGEST_LOCK_MS);
          state = next;
        }
      }),
    );
  });
});

const codes = (password: string, username = "amine"): string[] => checkPassword(password, username).map((refusal) => refusal.code);

describe("password", () => {
  test("twelve code points, whatever the script", () => {
    expect(codes("short")).toEqual(["password.too_short"]);
    expect(codes("نخلة وواحة1")).toEqual(["password.too_short"]);
    expect(codes("نخلة وواحة12")).toEqual([]);
    expect(codes("🚓🚒🚑🌴🐪🌵☀🌙⭐🏜🕌")).toEqual(["password.too_short"]);
  });

  test("obvious ones, in any case, and repetitions", () => {
    for (const password of ["Password1234", "MOTDEPASSE123", "azertyuiop12", "aaaaaaaaaaaa", "abababababab"])
      expect(codes(password)).toEqual(["password.too_obvious"]);
  });

  test("a word that everybody tries, whatever is put around it", () => {
    const tried = ["P@ssw0rd2026!", "Azerty@123456", "ouargla-2026!!", "police17police", "qwertyuiop[]", "123456789abc", "azertyuiop^$"];
    const more = [
      "algerie2026algerie",
      "motdepasse2026",
      "ouargla123456",
      "aaaaaaaaaaab",

      "@dministr@teur",
      "12/07/1962-1830",
    ];
    const arabic = ["كلمة السر 1234", "الجزائر ورقلة 2026", "شةشمهغشف شةشمهغشف", "ضصثقفغعهخحجد"];
    for (const password of [...tried, ...more, ...arabic]) expect(codes(password), password).toContain("password.too_obvious");
  });

  test("what others know of the person", () => {
    const about = ["كمال بن صالح", "Kamel Bensalah", "M-20417", "قاعة العمليات لورقلة"];
    for (const password of ["kamel.bensalah.20417", "بن صالح كمال 1984", "Bensalah!Kamel!99"]) {
      expect(checkPassword(password, "k.b", about).map(({ code }) => code)).toContain("password.too_obvious");
      expect(checkPassword(password, "k.b")).toEqual([]);
    }
  });

  test("no phrase of one's own, in any script", () => {
    const phrases = [
      "النخلة الطويلة تشرب من بئر جدي",
      "trois palmiers au bord de la route",
      "three camels drink at dawn",
      "le chameau dort sous la tente",
    ];
    for (const password of [...phrases, "nakhil-rimal-saqiya-4821", "🚓🚒🚑🌴🐪🌵☀🌙⭐🏜🕌🐫"])
      expect(codes(password), password).toEqual([]);
  });

  test("not the user name within", () => {
    expect(codes("le-Amine-de-2026")).toEqual(["password.contains_username"]);
    expect(codes("Amine")).toEqual(["password.too_short", "password.contains_username"]);
    expect(codes("three camels drink", "")).toEqual([]);
  });
});

describe("session", () => {
  const opened = { role: "operator", openedAt: 0, seenAt: 0 } as const;

  test("ends after 30 idle minutes, and after 12 hours at the latest", () => {
    expect(checkSession(opened, SESSION_IDLE_MS - 1).ok).toBe(true);
    expect(checkSession(opened, SESSION_IDLE_MS)).toEqual({ ok: false, error: { code: "session.idle" } });
    const busy = { ...opened, seenAt: SESSION_LONGEST_MS - 1 };
    expect(checkSession(busy, SESSION_LONGEST_MS - 1).ok).toBe(true);
    expect(checkSession(busy, SESSION_LONGEST_MS)).toEqual({ ok: false, error: { code: "session.expired" } });
  });

  test("a patrol's does not idle out", () => {
    expect(checkSession({ ...opened, role: "patrol" }, SESSION_LONGEST_MS - 1).ok).toBe(true);
  });

  test("lives exactly until its end", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), fc.nat(SESSION_LONGEST_MS), fc.nat(2 * SESSION_LONGEST_MS), (role, seenAt, at) => {
        const session = { role, openedAt: 0, seenAt };
        expect(checkSession(session, at).ok).toBe(at < sessionEndsAt(session));
      }),
    );
  });
});
