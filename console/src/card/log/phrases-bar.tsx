import { QUICK_PHRASES } from "@amaliyat/domain/interventions";
import { Kbd } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/**
 * Most frequent phrases, each with Shift and its digit: a digit alone sends a unit and means nothing else. A phrase is put into the note, can be
 * completed, and is sent by Enter.
 */
export function PhrasesBar({ onPick }: { readonly onPick: (words: string) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  useShortcut(
    QUICK_PHRASES.map(({ digit }) => `Shift+Digit${digit}` as const),
    (event) => {
      const phrase = QUICK_PHRASES.find(({ digit }) => digit === event.code.slice(-1));
      if (phrase) onPick(phrase.text[language]);
    },
  );
  return (
    <div className="card-phrases" role="group" aria-label={text("note.phrases")}>
      <kbd className="am-kbd" aria-hidden="true">
        Shift
      </kbd>
      {QUICK_PHRASES.map((phrase) => (
        <button key={phrase.digit} type="button" className="am-chip am-chip--muted" onClick={() => onPick(phrase.text[language])}>
          <Kbd keys={`Digit${phrase.digit}`} />
          <span>{phrase.text[language]}</span>
        </button>
      ))}
    </div>
  );
}
