import type { HandOver } from "@amaliyat/contract/shifts";
import type { Language } from "@amaliyat/domain/kernel";
import { Button, Segmented } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { languageNames, languages, useLanguage } from "@amaliyat/ui/i18n";
import Printer from "lucide-react/icons/printer";
import { useState, type ReactNode } from "react";
import { useText } from "../text.ts";
import { HandOverPaper } from "./hand-over-paper.tsx";

type ViewProps = { readonly held: HandOver; readonly onBack: () => void };

/** The log as it is printed, in one of the three languages. */
export function PaperView({ held, onBack }: ViewProps): ReactNode {
  const text = useText();
  const own = useLanguage().language;
  const [language, setLanguage] = useState<Language>(own);
  const options = languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }));
  useShortcut("Ctrl+KeyP", () => print());
  return (
    <div className="shifts-desk">
      <div className="shifts-desk__bar am-no-print">
        <Button variant="quiet" onClick={onBack}>
          {text("log.back")}
        </Button>
        <Segmented label={text("log.print_in")} options={options} value={language} onChange={setLanguage} />
        <Button variant="primary" icon={<Printer size={16} aria-hidden="true" />} shortcut="Ctrl+KeyP" onClick={() => print()}>
          {text("log.print")}
        </Button>
      </div>
      <HandOverPaper held={held} language={language} />
    </div>
  );
}
