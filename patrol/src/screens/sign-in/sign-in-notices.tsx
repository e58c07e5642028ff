import { useState, type ReactNode } from "react";
import { usePatrol, useWork } from "../../app/use-patrol.ts";
import { dayAndClock } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { Icon } from "../../icons/icons.tsx";

/** A name amid a sentence of another direction: U+2068 and U+2069 around it (UAX 9). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** That a code to the own sign-in was given: it stays on every screen until its person has read it. The screen around it has it read aloud. */
export function SignInNotices(): ReactNode {
  const t = useText();
  const language = useLanguage();
  const patrol = usePatrol();
  const { notices } = useWork();
  const [busy, setBusy] = useState<string | null>(null);
  const read = async (codeId: string): Promise<void> => {
    setBusy(codeId);
    await patrol.shift.seenNotice(codeId);
    setBusy(null);
  };
  return notices.map(({ codeId, at, by, usedAt }) => (
    <div key={codeId} className={`strip ${usedAt === null ? "strip-attention" : "strip-act"}`}>
      <Icon name="alert" />
      <span>
        <strong>
          {by === null
            ? t("notice.recovery", { at: dayAndClock(language, at) })
            : t("notice.given", { at: dayAndClock(language, at), by: isolated(by) })}
        </strong>
        <span>{usedAt === null ? t("notice.unused") : t("notice.used", { at: dayAndClock(language, usedAt) })}</span>
        <span>{t("notice.notYou")}</span>
        <button type="button" className="quiet" disabled={busy === codeId} onClick={() => void read(codeId)}>
          {t("notice.seen")}
        </button>
      </span>
    </div>
  ));
}
