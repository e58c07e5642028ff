import { STORIES } from "./stories.ts";
import { makeNamed, makeVoices, type Sentence } from "../voices/make.ts";

// node simulator/src/town-calls/voices-main.ts VOICES ANNOUNCEMENTS: the words of the town's callers, and the announcements for
// waiting callers.
const ANNOUNCEMENTS: Readonly<Record<string, Sentence>> = {
  "welcome-ar.wav": {
    text: "مرحباً بكم. أنتم على اتصال بالشرطة. ابقوا على الخط، سنجيبكم حالاً. هذه المكالمة مسجلة.",
    language: "ar",
    pitch: 45,
  },
  "welcome-fr.wav": {
    text: "Police, bonjour. Restez en ligne, un agent va vous répondre. Cet appel est enregistré.",
    language: "fr",
    pitch: 45,
  },
};

const [voices, announcements] = process.argv.slice(2);
if (voices === undefined || announcements === undefined) {
  console.error("usage: voices-main.ts VOICES ANNOUNCEMENTS");
  process.exit(2);
}
for (const [name, sentence] of Object.entries(ANNOUNCEMENTS)) await makeNamed(announcements, name, sentence);
const { made, spoken } = await makeVoices(
  voices,
  STORIES.flatMap(({ says }) => (says === null ? [] : [says])),
);
if (made > 0) console.log(`${made} voices of callers made`);
if (!spoken) console.log("espeak-ng is not installed, so callers beep: apt-get install espeak-ng");
