import { ERRORS } from "@amaliyat/contract/errors";
import type { Language } from "@amaliyat/domain/kernel";
import type { i18n } from "i18next";
import { FAILURE } from "./fake-room.ts";
import type { State } from "./table.ts";

const unless = (holds: boolean, missing: string): readonly string[] => (holds ? [] : [missing]);

const buttonsOf = (part: HTMLElement): readonly string[] => [...part.querySelectorAll("button")].map((one) => one.textContent.trim());

/** Finds in the screen of a language all that its state lacks. */
export function missingIn(state: State, empty: string, language: Language, words: i18n): readonly string[] {
  const main = document.querySelector("main");
  if (main === null) return ["a screen"];
  const isLoading = main.querySelector(".am-state--loading, [aria-busy=true]") !== null;
  const heard = [...main.querySelectorAll<HTMLElement>("[aria-live], [role=status], [role=alert], [aria-busy=true]")];
  const isEmptySaid = [...main.querySelectorAll("div, p, td, h2, pre")].some((one) => one.textContent.trim() === words.t(empty));
  const retry = words.t("ui:retry");
  const checks: Readonly<Record<State, () => readonly string[]>> = {
    empty: () => [
      ...unless(isEmptySaid, `the words «${words.t(empty)}»`),
      ...unless(!isLoading, "an end of loading"),
      ...unless(hasName(main), "a heading or region with a name"),
    ],
    loading: () => [
      ...unless(
        heard.some((one) => one.textContent.startsWith(words.t("ui:loading")) || one.ariaBusy === "true"),
        "a word of loading",
      ),
      ...unless(!isEmptySaid, "silence about emptiness"),
    ],
    error: () => [
      ...unless(
        heard.some((one) => one.textContent.includes(ERRORS[FAILURE][language]) && buttonsOf(one).includes(retry)),
        "the sentence of the room, with a way to try again",
      ),
      ...unless(!isLoading, "an end of loading"),
      ...unless(!isEmptySaid, "silence about emptiness"),
    ],
    "no permission": () => [
      ...unless(
        [...main.querySelectorAll(".am-state--no-permission")].some((one) => one.textContent.includes(words.t("ui:state.no_permission"))),
        "the page without permission",
      ),
    ],
  };
  return checks[state]();
}

/** True if a heading or a region has a name. */
function hasName(main: HTMLElement): boolean {
  const headings = [...main.querySelectorAll("h1, h2, h3")].some((one) => one.textContent.trim() !== "");
  return headings || main.querySelector("section[aria-label], [role=region][aria-label]") !== null;
}
