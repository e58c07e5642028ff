import type { Language } from "@amaliyat/domain/kernel";
import { useEffect, useRef, useState } from "react";

/** The part of the Web Speech API that is used; TypeScript does not know it, since not every browser has it. */
type Recognition = {
  lang: string;
  processLocally?: boolean;
  onresult: ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  abort: () => void;
};
type Recognizer = { new (): Recognition; available?: (asked: { langs: string[]; processLocally: boolean }) => Promise<string> };

const TAGS: Readonly<Record<Language, string>> = { ar: "ar-DZ", fr: "fr-FR", en: "en-GB" };
const recognizer = (): Recognizer | undefined =>
  (Reflect.get(globalThis, "SpeechRecognition") ?? Reflect.get(globalThis, "webkitSpeechRecognition")) as Recognizer | undefined;

export type Speech = {
  readonly listening: boolean;
  /** True where the voice does not leave the phone. */
  readonly local: boolean;
  readonly toggle: () => void;
};

/** Writes down speech; null if the phone cannot. The voice stays on the phone if the phone has the language. */
export function useSpeech(language: Language, onSaid: (text: string) => void): Speech | null {
  const [listening, setListening] = useState(false);
  const [local, setLocal] = useState(false);
  const running = useRef<Recognition>(null);
  useEffect(() => () => running.current?.abort(), []);
  const Known = recognizer();
  useEffect(() => {
    const asked = Known?.available?.({ langs: [TAGS[language]], processLocally: true });
    void asked?.then(
      (state) => setLocal(state === "available"),
      () => setLocal(false),
    );
  }, [Known, language]);
  if (Known === undefined) return null;
  const toggle = (): void => {
    if (running.current !== null) return running.current.abort();
    const heard = new Known();
    heard.lang = TAGS[language];
    if (local) heard.processLocally = true;
    heard.onresult = ({ results }) =>
      onSaid(
        Array.from(results, (each) => each[0]?.transcript ?? "")
          .join(" ")
          .trim(),
      );
    heard.onend = () => {
      running.current = null;
      setListening(false);
    };
    running.current = heard;
    setListening(true);
    heard.start();
  };
  return { listening, local, toggle };
}
