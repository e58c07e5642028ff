import { dictionary } from "@zxcvbn-ts/language-common";
import { describe, expect, it } from "vitest";
import { judgePassword } from "./judge-password.ts";

const judge = async (password: string): Promise<string> =>
  (await judgePassword(password, { username: "k.saidi", name: "Karim Saidi" }, async () => false))?.code ?? "ok";

describe("a password that guessers try", () => {
  it.each([
    "P@ssw0rd2026!",
    "Azerty@123456",
    "ouargla-2026!!",
    "police17police",
    "qwertyuiop[]",
    "123456789abc",
    "azertyuiop^$",
    "algerie2026algerie",
    "motdepasse2026",
    "ouargla123456",
    "aaaaaaaaaaab",
    "password1234",
    "Password 1234",
    "222222222222",

    "1qaz2wsx3edc",
    "zaq12wsxcde3",
    "qazwsxedcrfv",
    "iloveyou2026!",
    "saidi.karim.1990",
    "Liverpool2026",
    "Juventus1897!",
    "11/07/1990 1990",
  ])("%s is refused", async (password) => {
    expect(await judge(password)).toBe("password.too_obvious");
  });

  it("is refused wherever it stands among the common passwords that are long enough", async () => {
    const list = Object.values(dictionary["passwords-common"] ?? {}).map(String);
    const long = list.filter((password) => Array.from(password).length >= 12);
    expect(list.length).toBeGreaterThan(40_000);
    expect(long.length).toBeGreaterThan(300);
    const taken: string[] = [];
    for (const password of long) if ((await judge(password)) === "ok") taken.push(password);
    expect(taken).toEqual([]);
  }, 120_000);
});

it.each([
  "النخلة الطويلة تشرب من بئر جدي",
  "قافلة الملح تصل قبل الفجر",
  "trois palmiers au bord de la route",
  "le chameau dort sous la tente",
  "a long password of a test",
  "nakhil-rimal-saqiya-4821",
  "the next long phrase",
  "three camels drink at dawn",
  "tXq9!vRm2#Lw",
])("takes the phrase %s", async (password) => {
  expect(await judge(password)).toBe("ok");
});

it("keeps the answering loop free while it estimates the worst input", async () => {
  await judge("a first one that starts the thread");
  let longest = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }, 1);
  await judge("4@8({[<369&#!1|0$5+7%2".repeat(12).slice(0, 256));
  clearInterval(timer);
  expect(longest).toBeLessThan(250);
});
