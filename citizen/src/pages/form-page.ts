import type { Language } from "@amaliyat/domain/kernel";
import { REPORT_KINDS, REPORT_SORT_LABELS, REPORT_SORTS } from "@amaliyat/domain/reports";
import { addressOf } from "./address.ts";
import { icon, number, text } from "./html.ts";
import { page, sayIn, type Say } from "./page.ts";

const choice = (name: string, value: string, words: string, isChosen: boolean): string => `
            <label class="option"><input type="radio" name="${name}" value="${value}" required${isChosen ? " checked" : ""} /> ${text(words)}</label>`;

const kinds = (language: Language): string =>
  REPORT_KINDS.map(({ kind, labels }) => choice("kind", kind, labels[language], kind === "other")).join("");
const sorts = (language: Language): string =>
  REPORT_SORTS.map((sort) => choice("sort", sort, REPORT_SORT_LABELS[sort][language], sort === "information")).join("");

const send = (language: Language, say: Say): string => `
      <form class="form" method="post" action="/allo/send">
        <input type="hidden" name="language" value="${language}" />
        <input type="hidden" name="once" value="%ONCE%" />
        <h1>${say("form.title")}</h1>
        <p class="hint">${say("form.intro")}</p>
        <fieldset><legend>${say("form.kind")}</legend>${kinds(language)}
        </fieldset>
        <fieldset><legend>${say("form.sort")}</legend>${sorts(language)}
        </fieldset>
        <label class="option"><input type="checkbox" name="danger" value="yes" /> ${say("form.danger")}</label>
        <label class="field"><span>${say("form.words")}</span><textarea name="words" rows="5" maxlength="500"></textarea></label>
        <label class="field"><span>${say("form.place")}</span><input name="place" maxlength="200" /></label>
        <label class="field"><span>${say("form.contact")}</span><input name="contact" maxlength="120" /></label>
        <p class="hint">${say("form.notice")}</p>
        <a class="press" href="/allo/notice/${language}">${say("form.noticeLink")}</a>
        <button class="press main" type="submit">${say("form.send")}</button>
      </form>`;

const follow = (language: Language, say: Say): string => `
      <form class="form" method="post" action="/allo/status" id="follow">
        <input type="hidden" name="language" value="${language}" />
        <h2>${say("form.followTitle")}</h2>
        <label class="field"><span>${say("form.code")}</span><input class="code-input" name="code" autocomplete="off" maxlength="40" required /></label>
        <button class="press" type="submit">${say("form.show")}</button>
      </form>`;

/** The page that asks for nothing but a form: it works in any browser that there is. */
export function formPage(language: Language): string {
  const say = sayIn(language);
  const body = `    <div class="frame">
      <header class="head"><a class="head-back" href="${addressOf(language)}" aria-label="${say("form.back")}">${icon("back")}</a><strong>${say("home.app")}</strong></header>
      <main>${send(language, say)}${follow(language, say)}
      </main>
      <footer class="bar"><a class="bar-call" href="tel:17">${icon("phone")}<span>${say("form.danger17")} ${number("17")}</span></a></footer>
    </div>`;
  return page({ language, title: say("form.title"), about: say("home.about"), body, script: false });
}
