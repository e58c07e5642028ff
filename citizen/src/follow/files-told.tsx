import type { Followed } from "@amaliyat/contract/reports";
import type { VNode } from "preact";
import type { Item } from "../outbox/item.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-shapes.ts";
import { size } from "../text/format.ts";
import { t } from "../text/text.ts";

type FileTold = Followed["files"][number];

const ICONS: Readonly<Record<FileTold["state"], IconName>> = {
  announced: "clock",
  arriving: "send",
  arrived: "check",
  ready: "check",
  refused: "alert",
};
const REASONS = ["wrong_type", "too_many_pixels", "too_long", "broken", "took_too_much", "damaged"] as const;

function fateOf({ state, bytes, received, code }: FileTold): string {
  if (state === "arriving") return t("fate.arriving", { sent: size(received), all: size(bytes) });
  if (state !== "refused") return t(`fate.${state}`);
  const reason = REASONS.find((each) => code === `file.${each}`);
  return `${t("fate.refused")} ${reason === undefined ? "" : t(`fate.why.${reason}`)}`.trim();
}

/** Shows how each file stands at the room: on its way, there, shown, or kept without being shown, and why. The queue shows files that wait here. */
export function FilesTold({ told, items }: { readonly told: Followed; readonly items: readonly Item[] }): VNode | null {
  const waiting = new Set(items.flatMap((each) => (each.kind === "upload" ? [each.fileId] : [])));
  const files = told.files.map((file, i) => ({ file, n: i + 1 })).filter(({ file }) => !waiting.has(file.fileId));
  if (files.length === 0) return null;
  return (
    <section className="part" aria-label={t("fate.title")}>
      <h2>{t("fate.title")}</h2>
      <ul className="entries fates">
        {files.map(({ file, n }) => (
          <li key={file.fileId} className="contact" data-state={file.state}>
            <Icon name={ICONS[file.state]} size={20} />
            <span className="entry-words">
              <strong>
                {t(`fate.kind.${file.kind}`, { n })} <span className="hint">· {size(file.bytes)}</span>
              </strong>
              <span className="hint">{fateOf(file)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
