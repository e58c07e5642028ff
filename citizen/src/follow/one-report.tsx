import { FIRST_FILES_MOST, reportKind } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ChosenFile, Mine } from "../storage/kept.ts";
import { DarkPress } from "../help/dark-press.tsx";
import { NotSent } from "../help/not-sent.tsx";
import { PlaceFollows } from "../help/place-follows.tsx";
import { SignPart } from "../help/sign-part.tsx";
import { sendsClosed } from "../outbox/sends-closed.ts";
import { FilesPart } from "../report/files-part.tsx";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useCitizen, useWork } from "../screens/use-citizen.ts";
import { clock, day } from "../text/format.ts";
import { label, t } from "../text/text.ts";
import { CodeCard } from "./code-card.tsx";
import { FilesTold } from "./files-told.tsx";
import { LeavePart } from "./leave-part.tsx";
import { Queue } from "./queue.tsx";
import { Steps } from "./steps.tsx";
import { Talk } from "./talk.tsx";
import { usePolling } from "./use-polling.ts";

/** More pictures for a report that is under way. */
function AddFiles({ mine }: { readonly mine: Mine }): VNode {
  const citizen = useCitizen();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  async function send(): Promise<void> {
    const chosen = files.slice(0, FIRST_FILES_MOST);
    setFiles([]);
    await citizen.addFiles(mine.code, chosen);
  }
  return (
    <section className="part" aria-label={t("follow.addFiles")}>
      <h2>{t("follow.addFiles")}</h2>
      <FilesPart files={files} change={setFiles} />
      {files.length > 0 && (
        <button type="button" className="press main" onClick={() => void send()}>
          <Icon name="send" />
          <span>{t("follow.sendFiles", { count: files.length })}</span>
        </button>
      )}
    </section>
  );
}

function Report({ mine }: { readonly mine: Mine }): VNode {
  const citizen = useCitizen();
  const { items } = useWork();
  const { unasked, refresh } = usePolling(mine.id);
  const { told, code, danger, gone } = mine;
  // An answer stored by an older app has no `remains`.
  const remains = told?.remains ?? null;
  const own = items.filter((each) => each.code === code);
  const isTaken = told?.state === "withdrawn" || own.some(({ kind }) => kind === "withdraw");
  useEffect(() => void citizen.sawAll(mine.id), [citizen, mine.id, told]);
  return (
    <Frame
      title={danger ? t("queue.danger") : label(reportKind(mine.kind).labels)}
      back="follow"
      note={told?.reference ?? ""}
      press={danger ? <DarkPress /> : undefined}
    >
      {danger && !gone && <NotSent mine={mine} />}
      {danger && !isTaken && !gone && <PlaceFollows mine={mine} />}
      {danger && told !== null && told.steps.every(({ step, at }) => step !== "ended" || at === null) && (
        <p className="notice">
          <Icon name="mute" size={20} />
          <span>{t("silent.talk")}</span>
        </p>
      )}
      {gone && <p className="fault">{t("follow.goneHint")}</p>}
      {told === null && !gone && !danger && <p className="hint">{sendsClosed() ? t("made.keptHint") : t("made.keptHintOpen")}</p>}
      {told !== null && <Steps told={told} />}
      {remains !== null && (
        <p className="notice">
          <Icon name="shield" size={20} />
          <span>
            {t("follow.remains")}
            {remains.bodies.length > 0 && ` ${t("follow.remainsBodies", { names: remains.bodies.map(label).join(" · ") })}`}
          </span>
        </p>
      )}
      <Talk code={code} told={told} items={own} mayWrite={!isTaken && !gone} />
      {danger && !isTaken && !gone && told?.mayAdd !== false && <SignPart code={code} />}
      <Queue items={own.filter(({ kind, refused }) => kind !== "message" && !(danger && kind === "report" && refused === null))} />
      {told !== null && <FilesTold told={told} items={own} />}
      {told?.mayAdd === true && !isTaken && <AddFiles mine={mine} />}
      <div className="told" role="status">
        <span className="hint">
          {unasked !== null
            ? unasked.words === null
              ? t("follow.lostSince", { time: clock(mine.toldAt || mine.at) })
              : label(unasked.words)
            : told !== null
              ? t("follow.toldAt", { time: clock(mine.toldAt) })
              : ""}
        </span>
        <button type="button" className="small" onClick={refresh}>
          <Icon name="again" size={20} />
          <span>{t("follow.refresh")}</span>
        </button>
      </div>
      <CodeCard code={code} />
      {told !== null && <p className="hint">{t("follow.keptUntil", { day: day(told.keptUntil) })}</p>}
      <LeavePart mine={mine} mayWithdraw={!isTaken && (told?.mayWithdraw ?? !gone)} />
    </Frame>
  );
}

/** One report: its state, the room's questions, the messages, and the ways to leave it. */
export function OneReport({ id }: { readonly id: string }): VNode {
  const mine = useWork().mine.find((each) => each.id === id);
  if (mine !== undefined) return <Report mine={mine} />;
  return (
    <Frame title={t("follow.title")} back="follow">
      <p className="empty">{t("follow.notHere")}</p>
    </Frame>
  );
}
