import type { CallRow } from "@amaliyat/contract/calls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import PhoneCall from "lucide-react/icons/phone-call";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { useLines } from "../../calls/index.ts";
import { phone } from "../../phone/index.ts";
import { useStore } from "../../store/index.ts";
import { waitingByLine, withOwnPhone } from "./waiting.ts";

/** Waiting callers by line, with the longest wait. */
export function WaitingPart({ rows }: { readonly rows: readonly CallRow[] | undefined }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  const lines = useLines();
  // Unknown while the list was not read, as on a locked screen that was loaded again: no count rather than a wrong one.
  const own = useStore(phone);
  const waiting = rows === undefined ? [] : waitingByLine(lines, withOwnPhone(rows, own));
  if (waiting.length === 0) return null;
  return (
    <div className="calls-part calls-waiting" role="group" aria-label={text("waiting.label")}>
      <span className="calls-part__word">{text("waiting.label")}</span>
      <ul className="calls-waiting__lines">
        {waiting.map(({ line, count, oldest }) => (
          <li key={line.number} data-line={line.number} data-waits={count > 0 || undefined} title={line.names[language]}>
            {count > 0 && <PhoneCall size={14} aria-hidden="true" />}
            <Num className="am-strong">{line.number}</Num> <Num>{format.number(count)}</Num>
            {oldest !== null && <Num className="calls-waiting__age">{format.age(now - oldest)}</Num>}
          </li>
        ))}
      </ul>
    </div>
  );
}
