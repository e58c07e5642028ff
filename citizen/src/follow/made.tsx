import type { VNode } from "preact";
import { sendsClosed } from "../outbox/sends-closed.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useOnline, useWork } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";
import { CodeCard } from "./code-card.tsx";
import { Queue } from "./queue.tsx";

/** A report was made: its code, and whether it has arrived. */
export function Made({ id }: { readonly id: string }): VNode {
  const { mine, items } = useWork();
  const isOnline = useOnline();
  const report = mine.find((each) => each.id === id);
  if (report === undefined)
    return (
      <Frame title={t("follow.title")}>
        <p className="empty">{t("follow.notHere")}</p>
      </Frame>
    );
  const own = items.filter(({ code }) => code === report.code);
  const isThere = report.told !== null;
  const isRefused = own.some(({ kind, refused }) => kind === "report" && refused !== null);
  const title = isRefused
    ? t("made.refused")
    : isThere
      ? own.length === 0
        ? t("made.arrived")
        : t("made.filesGo")
      : isOnline
        ? t("made.goes")
        : t("made.kept");
  return (
    <Frame
      title={t("made.title")}
      acts={
        <a className="press main" href={`#mine/${id}`}>
          <span>{t("made.follow")}</span>
        </a>
      }
    >
      <p className="made" role="status" data-there={isThere} data-refused={isRefused}>
        <Icon name={isRefused ? "alert" : isThere ? "check" : "clock"} size={32} />
        <span>
          <strong>{title}</strong>
          <span>
            {isRefused
              ? t("made.refusedHint")
              : isThere
                ? t("made.arrivedHint")
                : sendsClosed()
                  ? t("made.keptHint")
                  : t("made.keptHintOpen")}
          </span>
        </span>
      </p>
      {!isRefused && <CodeCard code={report.code} open />}
      <Queue items={own} />
    </Frame>
  );
}
