import type { Problem } from "@amaliyat/contract/route";
import { statistics, type Bulletin } from "@amaliyat/contract/statistics";
import type { Language } from "@amaliyat/domain/kernel";
import { Button, Segmented } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { createFormat, languageNames, languages } from "@amaliyat/ui/i18n";
import Braces from "lucide-react/icons/braces";
import Printer from "lucide-react/icons/printer";
import Sheet from "lucide-react/icons/sheet";
import { useState, type ReactNode } from "react";
import { download, saveFile } from "../download/index.ts";
import { Refusal } from "../session/index.ts";
import { bulletinJson } from "./bulletin-query.ts";
import { isReconciled } from "./paper/figures.ts";
import { documentName } from "./paper/paper-title.ts";
import { choiceOf } from "./period.ts";
import { useText } from "./text.ts";

export type BulletinActsProps = {
  readonly bulletin: Bulletin | null;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
};

/** The language of the bulletin, printing it, and its figures as files. */
export function BulletinActs({ bulletin, language, onLanguage }: BulletinActsProps): ReactNode {
  const text = useText();
  const words = useText(language);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const name = bulletin && documentName(choiceOf(bulletin), words, createFormat(language));
  const waiting = bulletin === null ? text("acts.waiting") : isReconciled(bulletin) ? undefined : text("acts.not_reconciled");
  const print = (): void => printAs(name ?? "");
  useShortcut("Ctrl+KeyP", print, { enabled: waiting === undefined });
  const csv = async (): Promise<void> => {
    if (!bulletin) return;
    const { from, to } = bulletin;
    setBusy(true);
    const answer = await download(statistics.bulletinCsv, { query: { from, to, language } }, `bulletin-${from}-${to}-${language}.csv`);
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showToast({ text: text("acts.saved") });
  };
  const json = (): void => {
    if (bulletin)
      saveFile(`bulletin-${bulletin.from}-${bulletin.to}.json`, new Blob([bulletinJson(bulletin)], { type: "application/json" }));
  };
  const options = languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }));
  return (
    <div className="statistics-acts">
      <Refusal problem={refused} />
      <Segmented label={text("acts.language")} options={options} value={language} onChange={onLanguage} />
      <Button icon={<Sheet size={16} aria-hidden="true" />} loading={busy} disabledReason={waiting} onClick={() => void csv()}>
        {text("acts.csv")}
      </Button>
      <Button icon={<Braces size={16} aria-hidden="true" />} disabledReason={waiting} onClick={json}>
        {text("acts.json")}
      </Button>
      <Button
        variant="primary"
        icon={<Printer size={16} aria-hidden="true" />}
        shortcut="Ctrl+KeyP"
        disabledReason={waiting}
        onClick={print}
      >
        {text("acts.print")}
      </Button>
    </div>
  );
}

/** Prints under the name of the document, which a PDF takes for its own. */
function printAs(name: string): void {
  const before = document.title;
  document.title = name;
  addEventListener("afterprint", () => (document.title = before), { once: true });
  print();
}
