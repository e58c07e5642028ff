import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { at8kHz } from "../media/play/at-8khz.ts";
import { readWav, wavHead } from "../media/sound/wav.ts";
import { announcementsFolder } from "../settings.ts";

/** The Debian package that reads announcements aloud, and its program. The lines stand without it. */
export const VOICE_PACKAGE = "espeak-ng";
const PROGRAM = "/usr/bin/espeak-ng";

export const hasVoice = (): boolean => existsSync(PROGRAM);

/** Keys by which a line may offer to call back; the room uses the first that a line's menu leaves free. */
const CALL_BACK_KEYS = [1, 2, 3, 4, 5] as const;

type Spoken = Readonly<Record<"ar" | "fr" | "en", string>>;

const WELCOME: Spoken = {
  ar: "أنتم على اتصال بالشرطة. هذه المكالمة مسجلة. ابقوا على الخط، سيجيبكم عون في أقرب وقت.",
  fr: "Vous êtes en ligne avec la police. Cet appel est enregistré. Restez en ligne, un agent va vous répondre.",
  en: "You have reached the police. This call is recorded. Please stay on the line, an officer will answer you.",
};
const CLOSED: Spoken = {
  ar: "هذا الخط مغلق الآن. إذا كنتم في خطر فاتصلوا بالرقم سبعة عشر.",
  fr: "Cette ligne est fermée. Si vous êtes en danger, appelez le dix-sept.",
  en: "This line is closed. If you are in danger, call one seven.",
};
const MORE: Spoken = {
  ar: "أكثر من تسعة متصلين قبلكم. ابقوا على الخط.",
  fr: "Plus de neuf appels attendent avant le vôtre. Restez en ligne.",
  en: "More than nine calls are waiting before yours. Please stay on the line.",
};
const POSITION: Readonly<Record<keyof Spoken, (place: number) => string>> = {
  ar: (place) => (place === 1 ? "أنتم التالي." : `رقمكم في الانتظار ${place}.`),
  fr: (place) => (place === 1 ? "Vous êtes le prochain." : `Vous êtes le numéro ${place} dans l'attente.`),
  en: (place) => (place === 1 ? "You are next." : `You are number ${place} in the queue.`),
};

/** The key is spoken as a word: a voice reads a lone digit badly in Arabic. */
const CALL_BACK: Readonly<Record<keyof Spoken, (key: number) => string>> = {
  ar: (key) => `لتعاود الشرطة الاتصال بكم دون أن يضيع دوركم، اضغطوا على الرقم ${["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة"][key - 1]}.`,
  fr: (key) => `Pour être rappelé sans perdre votre tour, appuyez sur la touche ${key}.`,
  en: (key) => `To be called back and keep your place, press ${key}.`,
};
const CALLED_BACK: Spoken = {
  ar: "سنعاود الاتصال بكم على هذا الرقم. دوركم محفوظ. مع السلامة.",
  fr: "Nous vous rappellerons à ce numéro. Votre tour est gardé. Au revoir.",
  en: "We will call you back on this number. Your place is kept. Goodbye.",
};

/** Said into a talk in which nobody speaks: whoever cannot answers by a key. */
const KEYS: Spoken = {
  ar: "إذا كنتم لا تستطيعون الكلام، اضغطوا على الرقم خمسة.",
  fr: "Si vous ne pouvez pas parler, appuyez sur la touche cinq.",
  en: "If you cannot speak, press five.",
};

/** Every announcement that callers may hear, by the name of its file. */
export function announcements(): ReadonlyMap<string, { readonly language: keyof Spoken; readonly text: string }> {
  const all = new Map<string, { language: keyof Spoken; text: string }>();
  for (const language of ["ar", "fr", "en"] as const) {
    all.set(`welcome-${language}.wav`, { language, text: WELCOME[language] });
    all.set(`closed-${language}.wav`, { language, text: CLOSED[language] });
    all.set(`called-back-${language}.wav`, { language, text: CALLED_BACK[language] });
    all.set(`keys-${language}.wav`, { language, text: KEYS[language] });
    for (const key of CALL_BACK_KEYS) all.set(`call-back-${key}-${language}.wav`, { language, text: CALL_BACK[language](key) });
    all.set(`position-more-${language}.wav`, { language, text: MORE[language] });
    for (let place = 1; place <= 9; place++) all.set(`position-${place}-${language}.wav`, { language, text: POSITION[language](place) });
  }
  return all;
}

/** Brings what a voice has said to the rate of a telephone, once and for all callers. */
async function toTelephone(file: string): Promise<void> {
  const said = readWav(await readFile(file));
  if (said === null) return;
  const samples = at8kHz(said.samples, said.rate);
  await writeFile(file, Buffer.concat([wavHead(samples.byteLength, 1), Buffer.from(samples.buffer)]));
}

/** Reads the announcements into files that are not there yet; a file that a person put there stays. Gives how many were made. */
export async function speakAnnouncements(folder: string): Promise<number> {
  const to = announcementsFolder(folder);
  await mkdir(to, { recursive: true, mode: 0o700 });
  let made = 0;
  for (const [name, { language, text }] of announcements()) {
    const file = join(to, name);
    if (existsSync(file)) continue;
    const { status } = spawnSync(PROGRAM, ["-v", language, "-s", "140", "-w", file, "--stdin"], {
      input: text,
      stdio: ["pipe", "ignore", "ignore"],
    });
    if (status !== 0) throw new Error(`${PROGRAM} could not speak ${name}`);
    await toTelephone(file);
    made++;
  }
  return made;
}
