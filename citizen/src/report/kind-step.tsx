import { isDanger, REPORT_KINDS, REPORT_SORT_LABELS, REPORT_SORTS } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import type { Draft } from "../storage/kept.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { label, t } from "../text/text.ts";
import { FaultPart } from "./fault-part.tsx";
import { HelpNow } from "./help-now.tsx";
import { DropPart } from "./drop-part.tsx";
import { isBegun } from "../storage/reopen.ts";

export type StepProps = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void };

type KindProps = StepProps & { readonly drop: () => Promise<void>; readonly send: () => Promise<void> };

/** Asks for the kind, by pictures. A person in danger is asked nothing more. */
export function KindStep({ draft, change, drop, send }: KindProps): VNode {
  const isHelp = isDanger({ kind: draft.kind, danger: false });
  return (
    <Frame
      title={t("report.what")}
      note={t("report.step", { n: 1, of: 3 })}
      steps={{ now: 1, of: 3 }}
      acts={
        <>
          {isHelp && <HelpNow send={send} />}
          <a
            className={isHelp ? "press" : "press main"}
            href="#report/place"
            aria-disabled={draft.kind === null}
            onClick={(event) => draft.kind === null && event.preventDefault()}
          >
            <span>{draft.kind === null ? t("report.choosePicture") : isHelp ? t("report.helpLater") : t("report.toPlace")}</span>
          </a>
        </>
      }
    >
      <FaultPart draft={draft} step="report" />
      <fieldset className="kinds">
        <legend className="hint">{t("report.pictures")}</legend>
        {REPORT_KINDS.map(({ kind, labels }) => (
          <label key={kind} className="kind">
            <input type="radio" name="kind" checked={draft.kind === kind} onChange={() => change({ kind })} />
            <Icon name={kind} size={32} />
            <span>{label(labels)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="sorts">
        <legend>{t("report.sort")}</legend>
        {REPORT_SORTS.map((sort) => (
          <label key={sort} className="option">
            <input type="radio" name="sort" checked={draft.sort === sort} onChange={() => change({ sort })} />
            <span>
              {label(REPORT_SORT_LABELS[sort])}
              <small className="hint">{t(`report.sortOf.${sort}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {isBegun(draft) && <DropPart drop={drop} />}
    </Frame>
  );
}
