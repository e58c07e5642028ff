import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Num, Time } from "@amaliyat/ui/i18n";
import Copy from "lucide-react/icons/copy";
import Printer from "lucide-react/icons/printer";
import type { ReactNode } from "react";
import { PersonName } from "./names/person-name.tsx";
import { useText } from "./text.ts";

export type CodeSlipProps = {
  /** Name of the code's owner. */
  readonly name: string;
  readonly username: string;
  readonly first?: string | undefined;
  readonly second?: string | undefined;
  /** Expiry of the code, ISO 8601. */
  readonly until?: string | undefined;
};

/** A one-time code, or half of one, as it is shown once: to copy, or to print and hand over. */
export function CodeSlip({ name, username, first, second, until }: CodeSlipProps): ReactNode {
  const text = useText();
  const halves = [
    { word: "slip.first", value: first },
    { word: "slip.second", value: second },
  ] as const;
  const shown = halves.flatMap(({ word, value }) => (value === undefined ? [] : [{ word, value }]));
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(shown.map(({ value }) => value).join(" "));
    showToast({ text: text("slip.copied") });
  };
  return (
    <div className="session-slip">
      <p>
        <PersonName name={name} className="am-strong" /> · <Num>{username}</Num>
      </p>
      <dl className="session-slip__halves">
        {shown.map(({ word, value }) => (
          <div key={word}>
            <dt>{text(word)}</dt>
            <dd>
              <Num className="session-slip__code">{value}</Num>
            </dd>
          </div>
        ))}
      </dl>
      <p className="am-t2">{text(shown.length === 2 ? "slip.whole" : "slip.half")}</p>
      {until !== undefined && (
        <p className="am-t2">
          {text("slip.until")} <Time at={Date.parse(until)} format="dateTime" />
        </p>
      )}
      <p className="am-t2">{text("slip.use")}</p>
      <div className="am-row session-slip__acts">
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={() => void copy()}>
          {text("slip.copy")}
        </Button>
        <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => window.print()}>
          {text("slip.print")}
        </Button>
      </div>
    </div>
  );
}
