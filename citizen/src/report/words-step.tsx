import { isDanger, LONG_AGO_DAYS, TEXT_MOST } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useAbout } from "../place/use-about.ts";
import { useNow, useOnline } from "../screens/use-citizen.ts";
import { label, t } from "../text/text.ts";
import { FilesPart } from "./files-part.tsx";
import type { StepProps } from "./kind-step.tsx";
import { HelpNow } from "./help-now.tsx";
import { FaultPart } from "./fault-part.tsx";
import { localTime } from "../storage/reopen.ts";
import { lackOf } from "./ready.ts";
import { VoicePart } from "./voice-part.tsx";

function When({ draft, change }: StepProps): VNode {
  const now = useNow(60_000);
  const isNow = draft.happened === "";
  return (
    <fieldset className="when">
      <legend>{t("words.when")}</legend>
      <div className="pair">
        <label className="option">
          <input type="radio" name="when" checked={isNow} onChange={() => change({ happened: "" })} />
          <span>{t("words.now")}</span>
        </label>
        <label className="option">
          <input type="radio" name="when" checked={!isNow} onChange={() => change({ happened: localTime(now - 3_600_000) })} />
          <span>{t("words.earlier")}</span>
        </label>
      </div>
      {!isNow && (
        <label className="field">
          <span>{t("words.at")}</span>
          <input
            type="datetime-local"
            value={draft.happened}
            max={localTime(now)}
            min={localTime(now - LONG_AGO_DAYS * 86_400_000)}
            onInput={({ currentTarget }) => change({ happened: currentTarget.value })}
          />
        </label>
      )}
    </fieldset>
  );
}

type WordsProps = StepProps & { readonly send: () => Promise<void>; readonly isFull: boolean };

/** Step for time and facts, in words, by voice and by pictures. It ends with sending. */
export function WordsStep({ draft, change, send, isFull }: WordsProps): VNode {
  const about = useAbout();
  const isOnline = useOnline();
  const [isSending, setSending] = useState(false);
  const lack = lackOf(draft);
  const { files, words, contact } = draft;
  async function press(): Promise<void> {
    if (lack !== null || isSending) return;
    setSending(true);
    await send();
    setSending(false);
  }
  return (
    <Frame
      title={t("words.title")}
      back="report/place"
      note={t("report.step", { n: 3, of: 3 })}
      steps={{ now: 3, of: 3 }}
      acts={
        isDanger({ kind: draft.kind, danger: false }) ? (
          <HelpNow send={send} />
        ) : (
          <button type="button" className="press main" aria-disabled={lack !== null || isSending} onClick={() => void press()}>
            <Icon name="send" />
            <span>
              {lack !== null
                ? t(`words.lacks.${lack}`)
                : isSending
                  ? t("words.keeping")
                  : isOnline
                    ? t("words.send")
                    : t("words.sendLater")}
            </span>
          </button>
        )
      }
    >
      <FaultPart draft={draft} step="report/words" />
      <label className="field">
        <span>{t("words.what")}</span>
        <textarea
          rows={4}
          value={words}
          maxLength={TEXT_MOST.words}
          placeholder={t("words.hint")}
          onInput={({ currentTarget }) => change({ words: currentTarget.value })}
        />
      </label>
      <VoicePart
        file={files.find(({ kind }) => kind === "voice") ?? null}
        onTake={(file) => change({ files: [...files, file] })}
        onDrop={() => change({ files: files.filter(({ kind }) => kind !== "voice") })}
      />
      <section className="part" aria-label={t("files.title")}>
        <h2>{t("files.title")}</h2>
        <p className="hint">{t("files.hint")}</p>
        <FilesPart files={files} change={(next) => change({ files: next })} />
      </section>
      <When draft={draft} change={change} />
      <label className="field">
        <span>{t("words.contact")}</span>
        <input
          value={contact}
          maxLength={TEXT_MOST.contact}
          autocomplete="off"
          onInput={({ currentTarget }) => change({ contact: currentTarget.value })}
        />
        <span className="hint">{t("words.contactHint")}</span>
      </label>
      <p className="notice">
        <Icon name="lock" size={20} />
        <span>{about === null ? t("words.notice") : t("words.noticeOf", { room: label(about.room), days: about.keptDays })}</span>
      </p>
      {isFull && (
        <p className="fault" role="alert">
          {t("app.noStore")}
        </p>
      )}
    </Frame>
  );
}
