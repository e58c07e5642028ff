import { ERRORS, explain, type ErrorCode } from "@amaliyat/contract/errors";
import type { Followed, Notice } from "@amaliyat/contract/reports";
import type { Language, Refusal, Text3 } from "@amaliyat/domain/kernel";
import {
  FILE_BYTES_MOST,
  FIRST_FILES_MOST,
  REPORT_ENDS,
  REPORT_STATE_LABELS,
  REPORT_STEP_LABELS,
  reportKind,
  TEXT_MOST,
} from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";

/** Text inside a page: nothing that somebody typed is markup there. */
const text = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");

const WORDS = {
  app: { ar: "ألو شرطة", fr: "Allo Chorta", en: "Allo Chorta" },
  danger: { ar: "خطر الآن؟ اتصل بـ 17", fr: "Danger ? Appelez le 17", en: "In danger now? Call 17" },
  arrived: { ar: "وصل تبليغك إلى القاعة", fr: "Votre signalement est arrivé", en: "Your report has arrived" },
  code: { ar: "رمز المتابعة", fr: "Code de suivi", en: "Follow-up code" },
  keep: {
    ar: "اكتبه على ورقة: لا اسم ولا حساب، ولا يُسترجع إن ضاع. أدخله في الصفحة السابقة أو في التطبيق لترى أين وصل تبليغك، أو اقرأه على عون استقبال المكالمات في 1548.",
    fr: "Notez-le : ni nom ni compte, perdu il ne se retrouve pas. Entrez-le à la page précédente ou dans l’application pour suivre, ou lisez-le à l’opérateur du 1548.",
    en: "Write it down: no name, no account; lost, it cannot be found again. Enter it on the page before or in the app to follow, or read it to the call-taker of 1548.",
  },
  show: { ar: "اعرض حالته", fr: "Voir où il en est", en: "Show how it stands" },
  notYet: { ar: "ليس بعد", fr: "pas encore", en: "not yet" },
  room: { ar: "القاعة", fr: "La salle", en: "The room" },
  you: { ar: "أنت", fr: "Vous", en: "You" },
  asked: {
    ar: "القاعة تسألك. أجب هنا أو اتصل بـ 1548.",
    fr: "La salle vous questionne. Répondez ici ou au 1548.",
    en: "The room asks you. Answer here or call 1548.",
  },
  answer: { ar: "أجب أو زد شيئا", fr: "Répondre ou ajouter", en: "Answer, or say more" },
  send: { ar: "أرسل", fr: "Envoyer", en: "Send" },
  photos: {
    ar: `أضف صورا: ${FIRST_FILES_MOST} في المرة، ${FILE_BYTES_MOST.picture / 1024 / 1024} ميغابايت لكل صورة. تُرسل كما هي، ببيانات الكاميرا.`,
    fr: `Ajouter des photos : ${FIRST_FILES_MOST} à la fois, ${FILE_BYTES_MOST.picture / 1024 / 1024} Mo chacune. Envoyées telles quelles, avec les données de l'appareil.`,
    en: `Add pictures: ${FIRST_FILES_MOST} at a time, ${FILE_BYTES_MOST.picture / 1024 / 1024} MB each. Sent as they are, with the camera's data.`,
  },
  sendPhotos: { ar: "أرسل الصور", fr: "Envoyer les photos", en: "Send the pictures" },
  photosThere: { ar: "صور وصلت:", fr: "Photos arrivées :", en: "Pictures there:" },
  noPhotos: { ar: "لم تُختر صورة.", fr: "Aucune photo choisie.", en: "No picture was chosen." },
  files: { ar: "صورك", fr: "Vos photos", en: "Your pictures" },
  refresh: { ar: "حدّث", fr: "Actualiser", en: "Ask again" },
  sure: {
    ar: "أريد سحبه: تُمحى كلماتي وصوري.",
    fr: "Je le retire : mes mots et photos sont effacés.",
    en: "I take it back: my words and pictures are deleted.",
  },
  withdraw: { ar: "اسحب التبليغ", fr: "Retirer le signalement", en: "Take the report back" },
  notSent: { ar: "لم يتم", fr: "Pas fait", en: "Not done" },
  again: {
    ar: "ارجع إلى الصفحة السابقة: ما كتبته باق فيها.",
    fr: "Revenez à la page précédente : votre texte y est encore.",
    en: "Go back to the page before: what you wrote is still there.",
  },
  notice: { ar: "ماذا يُفعل بتبليغك", fr: "Ce que devient votre signalement", en: "What happens with your report" },
  remains: {
    ar: "حُذف ما كتبته. يبقى التدخل الذي صار منه في سجل الشرطة.",
    fr: "Ce que vous aviez écrit est effacé. L’intervention qui en est née reste à la police.",
    en: "What you wrote is deleted. The intervention that was made of it stays with the police.",
  },
  bodies: { ar: "أُخبرت به من قبل:", fr: "En avaient déjà reçu :", en: "Had been told of it before:" },
  form: { ar: "تبليغ آخر أو متابعة", fr: "Autre signalement, ou suivi", en: "Another report, or follow" },
} as const satisfies Readonly<Record<string, Text3>>;

const FATES: Readonly<Record<Followed["files"][number]["state"], Text3>> = {
  announced: { ar: "لم تصل بعد.", fr: "Pas encore arrivée.", en: "Not there yet." },
  arriving: { ar: "في الطريق.", fr: "En route.", en: "On its way." },
  arrived: { ar: "وصلت. تُعدّها القاعة للعرض.", fr: "Arrivée. La salle la prépare.", en: "All there. The room is preparing it." },
  ready: { ar: "وصلت والقاعة تراها.", fr: "Arrivée, la salle la voit.", en: "All there, and the room sees it." },
  refused: {
    ar: "وصلت وهي محفوظة كما هي، ولا تُعرض.",
    fr: "Arrivée et gardée telle quelle, pas montrée.",
    en: "There and kept as it is, but not shown.",
  },
};
const isErrorCode = (code: string): code is ErrorCode => code in ERRORS;

const TAGS = { ar: "ar-DZ-u-nu-latn", fr: "fr-DZ", en: "en-GB" } as const;
const moment = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(TAGS[language], { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: "Africa/Algiers" }).format(
    new Date(at),
  );

const homeOf = (language: Language): string => `/allo/${language === "ar" ? "" : `${language}/`}form.html`;

/** A whole page around what is told. It loads one style sheet of the app and nothing else. */
function page(language: Language, title: string, told: string): string {
  const say = (words: Text3): string => text(words[language]);
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} · ${say(WORDS.app)}</title>
<link rel="stylesheet" href="/allo/plain.css">
</head>
<body>
<main>
<h1>${text(title)}</h1>
${told}
<p><a href="${homeOf(language)}">${say(WORDS.form)}</a></p>
</main>
<footer><a href="tel:17">${say(WORDS.danger)}</a></footer>
</body>
</html>
`;
}

/** The report has arrived: its code, large, and how it is followed. */
export function sentPage(language: Language, code: string): string {
  const say = (words: Text3): string => text(words[language]);
  return page(
    language,
    WORDS.arrived[language],
    `<p>${say(WORDS.code)}</p>
<p class="code"><bdi>${text(code)}</bdi></p>
<p>${say(WORDS.keep)}</p>
<form method="post" action="/allo/status">
<input type="hidden" name="language" value="${language}">
<input type="hidden" name="code" value="${text(code)}">
<button type="submit">${say(WORDS.show)}</button>
</form>
${photosForm(language, code)}`,
  );
}

const steps = (language: Language, told: Followed): string =>
  told.steps
    .map(({ step, at }) => {
      const when = at === null ? WORDS.notYet[language] : moment(language, at);
      return `<li class="${at === null ? "open" : "done"}">${text(REPORT_STEP_LABELS[step][language])} <small>${text(when)}</small></li>`;
    })
    .join("\n");

const messages = (language: Language, told: Followed): string =>
  told.messages
    .map(({ from, at, words }) => {
      const who = from === "room" ? WORDS.room : WORDS.you;
      return `<li><small>${text(who[language])} · ${text(moment(language, at))}</small><p dir="auto">${text(words)}</p></li>`;
    })
    .join("\n");

const remainsOf = (language: Language, { bodies }: NonNullable<Followed["remains"]>): string =>
  [
    WORDS.remains[language],
    ...(bodies.length === 0 ? [] : [WORDS.bodies[language], bodies.map((body) => body[language]).join(" · ")]),
  ].join(" ");

/** Renders the privacy notice of a report, point by point. */
export const noticePage = (language: Language, notice: Notice): string =>
  page(
    language,
    WORDS.notice[language],
    notice.map(({ title, words }) => `<h2>${text(title[language])}</h2>\n<p>${text(words[language])}</p>`).join("\n"),
  );

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${text(value)}">`)
    .join("\n");

const codeForm = (language: Language, code: string, action: string, words: Text3): string =>
  `<form method="post" action="${action}">
${hidden({ language, code })}
<button type="submit">${text(words[language])}</button>
</form>`;

const sayForm = (language: Language, code: string): string =>
  `<form method="post" action="/allo/say">
${hidden({ language, code, message: randomUUID() })}
<label>${text(WORDS.answer[language])}<textarea name="words" rows="3" maxlength="${TEXT_MOST.message}" required></textarea></label>
<button type="submit">${text(WORDS.send[language])}</button>
</form>`;

const photosForm = (language: Language, code: string): string =>
  `<form method="post" action="/allo/photos" enctype="multipart/form-data">
${hidden({ language, code })}
<label>${text(WORDS.photos[language])}<input type="file" name="photo" accept="image/*" multiple required></label>
<button type="submit">${text(WORDS.sendPhotos[language])}</button>
</form>`;

const withdrawForm = (language: Language, code: string): string =>
  `<form method="post" action="/allo/take-back">
${hidden({ language, code })}
<label class="option"><input type="checkbox" name="sure" value="yes" required> ${text(WORDS.sure[language])}</label>
<button type="submit">${text(WORDS.withdraw[language])}</button>
</form>`;

const filesTold = (language: Language, told: Followed): string =>
  told.files
    .map(({ state, bytes, code }, nth) => {
      const why = code !== null && state === "refused" && isErrorCode(code) ? ` ${explain(code, {})[language]}` : "";
      return `<li>${nth + 1} · ${Math.ceil(bytes / 1024)} kB <small>${text(`${FATES[state][language]}${why}`)}</small></li>`;
    })
    .join("\n");

/** Says how pictures stand that were just sent. */
export function photosPage(language: Language, taken: number, fault: Refusal<ErrorCode> | null): string {
  const there = taken > 0 ? `<p class="asked" role="status">${text(WORDS.photosThere[language])} ${taken}</p>` : "";
  const why = fault === null ? "" : `<p class="asked" role="alert">${text(explain(fault.code, fault.params ?? {})[language])}</p>`;
  const none = taken === 0 && fault === null ? `<p class="asked" role="status">${text(WORDS.noPhotos[language])}</p>` : "";
  return [there, why, none].filter((each) => each !== "").join("\n");
}

/** Renders the state of a report. */
export function standsPage(language: Language, told: Followed, code: string, note = ""): string {
  const end = REPORT_ENDS.find((each) => each.end === told.end);
  const isOpen = told.state !== "withdrawn";
  const parts = [
    note,
    `<p><strong>${text(REPORT_STATE_LABELS[told.state][language])}</strong> <bdi>${text(told.reference)}</bdi></p>`,
    `<ol class="steps">${steps(language, told)}</ol>`,
    end === undefined ? "" : `<p>${text(end.labels[language])}</p>`,
    told.endWords === null ? "" : `<p dir="auto">${text(told.endWords)}</p>`,
    told.asked ? `<p class="asked">${text(WORDS.asked[language])}</p>` : "",
    told.remains === null ? "" : `<p class="asked">${text(remainsOf(language, told.remains))}</p>`,
    told.messages.length === 0 ? "" : `<ul class="messages">${messages(language, told)}</ul>`,
    isOpen ? sayForm(language, code) : "",
    told.files.length === 0 ? "" : `<h2>${text(WORDS.files[language])}</h2>\n<ul class="messages">${filesTold(language, told)}</ul>`,
    told.mayAdd ? photosForm(language, code) : "",
    codeForm(language, code, "/allo/status", WORDS.refresh),
    told.mayWithdraw ? withdrawForm(language, code) : "",
  ];
  return page(language, reportKind(told.kind).labels[language], parts.filter((part) => part !== "").join("\n"));
}

/** Renders a refusal, and the assurance that nothing typed is lost. */
export function refusedPage(language: Language, code: ErrorCode, params: Readonly<Record<string, string | number>>): string {
  const why = explain(code, params)[language];
  return page(language, WORDS.notSent[language], `<p class="asked">${text(why)}</p>\n<p>${text(WORDS.again[language])}</p>`);
}
