import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { addressOf } from "./address.ts";
import { icon, number } from "./html.ts";
import { page, sayIn, type Say } from "./page.ts";

const NAMES: Readonly<Record<Language, string>> = { ar: "العربية", fr: "Français", en: "English" };

const languages = (language: Language, say: Say): string => `
    <nav class="tongues" aria-label="${say("home.languages")}">
      ${LANGUAGES.filter((each) => each !== language)
        .map((each) => `<a href="${addressOf(each)}" hreflang="${each}" lang="${each}" data-language="${each}">${NAMES[each]}</a>`)
        .join("\n      ")}
    </nav>`;

const dial = (digits: string, words: string): string => `
        <a class="dial" href="tel:${digits}"><b>${number(digits)}</b><span>${words}</span></a>`;

/** Danger first, and nothing before it; every press works without a script and without a network. */
const danger = (say: Say): string => `
      <section class="danger" aria-labelledby="question">
        <h1 id="question">${say("home.question")}</h1>
        <a class="call" href="tel:17">
          <span class="call-number">${icon("phone", 32)}<span>${say("home.call")} ${number("17")}</span></span>
          <span>${say("home.call17")}</span>
        </a>
        <div class="dials">${dial("104", say("home.call104"))}${dial("1548", say("home.call1548"))}${dial("14", say("home.call14"))}
        </div>
        <a class="press" href="sms:1548" data-to="silent">${icon("pin")}<span>${say("home.silent")}</span></a>
        <a class="press" href="form.html" data-to="pictures">${icon("pictures")}<span>${say("home.pictures")}</span></a>
      </section>`;

const calm = (say: Say): string => `
      <section class="calm" aria-labelledby="calm">
        <h2 id="calm">${say("home.calm")}</h2>
        <div class="pair">
          <a class="press main" href="form.html" data-to="report">${icon("send")}<span>${say("home.report")}</span></a>
          <a class="press" href="form.html#follow" data-to="follow">${icon("key")}<span>${say("home.follow")}</span><span id="news" class="badge" hidden></span></a>
        </div>
        <a class="press" href="form.html" data-to="walk" data-script hidden>${icon("walk")}<span>${say("home.walk")}</span></a>
        <div class="pair">
          <a class="press" href="form.html" data-to="alerts" data-script hidden>${icon("bell")}<span>${say("home.alerts")}</span></a>
          <a class="press" href="form.html" data-to="advice" data-script hidden>${icon("advice")}<span>${say("home.advice")}</span></a>
        </div>
      </section>
      <section id="alerts" class="alerts"></section>`;

/** The first page in a language. */
export function homePage(language: Language): string {
  const say = sayIn(language);
  const body = `    <div id="home" class="frame">
      <header class="head">
        <strong class="head-name">${say("home.app")}</strong>${languages(language, say)}
      </header>
      <div id="strip" role="status"></div>
      <p id="not-opened" class="fault" role="alert" hidden>${say("home.notOpened")}</p>
      <main>${danger(say)}${calm(say)}
      </main>
      <footer class="foot">
        <p>${say("home.promise")}</p>
        <p class="foot-links"><a href="form.html" data-to="privacy" data-script hidden>${say("home.privacy")}</a><a href="form.html">${say("home.form")}</a></p>
      </footer>
    </div>
    <div id="app"></div>`;
  return page({ language, title: say("home.app"), about: say("home.about"), body, script: true });
}
