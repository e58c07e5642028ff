// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import type { LatinName } from "@amaliyat/domain/identity";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { changePerson } from "../../store/index.ts";
import { namesLive, PersonName, SessionGate, usePersonNames } from "../index.ts";

const KARIM = "كريم منصوري";
const NOBODY_TYPED = "نورة قاسمي";
let names: readonly LatinName[] = [];
const asked: string[] = [];

beforeEach(() => {
  names = [{ name: KARIM, nameLatin: "Karim Mansouri" }];
  asked.length = 0;
  vi.stubGlobal("fetch", async (input: RequestInfo | URL) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    asked.push(pathname);
    if (pathname === identity.names.path) return Response.json(names);
    const { user, ...rest } = identity.me.reply.parse(smallest(identity.me.reply));
    return Response.json({ ...rest, secondFactor: "used", mustSetPassword: false, user: { ...user, role: "supervisor" } });
  });
});
afterEach(() => {
  cleanup();
  changePerson(null);
  vi.unstubAllGlobals();
});

const Words = () => <p>{usePersonNames().words(KARIM)}</p>;
const Typed = ({ names: typed }: { readonly names: readonly string[] }) => {
  const { words } = usePersonNames();
  return typed.map((name) => <hr key={name} data-typed={name} data-words={words(name)} />);
};
const TYPED = ["karim  MANSOURI", "كَريم منصورى", "Karim", "سمير"];

async function show(language: "ar" | "fr" | "en") {
  const i18n = createI18n({ ar: {}, fr: {}, en: {} }, language);
  const client = createQueryClient();
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <SessionGate>
          {() => (
            <>
              <PersonName name={KARIM} className="karim" />
              <PersonName name={NOBODY_TYPED} />
              <Words />
              <Typed names={TYPED} />
            </>
          )}
        </SessionGate>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  await screen.findByText(`${KARIM} Karim Mansouri`);
  return { client, i18n };
}

it("names people in the script of the reader, with the name of the records under the pointer", async () => {
  const { i18n } = await show("fr");
  const shown = screen.getByText("Karim Mansouri");
  expect([shown.localName, shown.className, shown.title]).toEqual(["bdi", "karim", KARIM]);
  expect(screen.getByText(NOBODY_TYPED).title).toBe("");
  await act(() => i18n.changeLanguage("ar"));
  expect(screen.getByText(KARIM).title).toBe("");
  expect(screen.queryByText("Karim Mansouri")).toBeNull();
});

it("reads the names again when somebody has another one, and shows the record's name where it means two", async () => {
  const { client } = await show("en");
  names = [{ name: KARIM, nameLatin: "Karim Mansoury" }];
  namesLive.write(client, [{ topic: "person_named", userId: "0192f0c0-0000-7000-8000-0000000000ca" }]);
  await screen.findByText("Karim Mansoury");
  names = [];
  namesLive.write(client, [{ topic: "person_named", userId: "0192f0c0-0000-7000-8000-0000000000ca" }]);
  await screen.findByText(KARIM, { selector: "bdi" });
});

it("finds a typed name by both scripts, in any spelling of one; a name of no account stays as it is", async () => {
  await show("fr");
  const words = TYPED.map((name) => document.querySelector(`[data-typed="${name}"]`)?.getAttribute("data-words"));
  const [latin, arabic, ...others] = words;
  for (const found of [latin, arabic]) expect(found).toContain(`${KARIM} Karim Mansouri`);
  expect(others).toEqual(["Karim", "سمير"]);
});

it("asks once, whatever number of names is shown", async () => {
  await show("fr");
  expect(asked.filter((path) => path === identity.names.path)).toHaveLength(1);
});
