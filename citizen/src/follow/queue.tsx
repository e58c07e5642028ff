import type { VNode } from "preact";
import { shownOf, type Item } from "../outbox/item.ts";
import { Icon } from "../icons/icon.tsx";
import { ReopenPart } from "./reopen-part.tsx";
import { useCitizen, useOnline } from "../screens/use-citizen.ts";
import { size } from "../text/format.ts";
import { label, t } from "../text/text.ts";

const nameOf = (item: Item): string => {
  if (item.kind === "prove") return "";
  if (item.kind === "upload") return t(`queue.upload.${item.fileKind}`);
  return item.kind === "report" && item.body.danger ? t("queue.danger") : t(`queue.${item.kind}`);
};

function Progress({ item }: { readonly item: Extract<Item, { kind: "upload" }> }): VNode {
  const sent = Math.min(item.bytes, useCitizen().sentBytes()[item.fileId] ?? 0);
  // Nothing of it has left: a bar would have nothing to show.
  if (sent === 0) return <span className="hint">{size(item.bytes)}</span>;
  return (
    <>
      <progress max={item.bytes} value={sent} aria-label={nameOf(item)} />
      <span className="hint">{t("queue.sentOf", { sent: size(sent), all: size(item.bytes) })}</span>
    </>
  );
}

/** Buttons to retry a refused item, and to give it up. */
export function ItemActs({ item }: { readonly item: Item }): VNode {
  const citizen = useCitizen();
  const { id, refused } = item;
  return (
    <>
      {refused !== null && (
        <button
          type="button"
          className="square"
          aria-label={t("queue.retryOf", { name: nameOf(item) })}
          onClick={() => void citizen.retry(id)}
        >
          <Icon name="again" />
        </button>
      )}
      <button
        type="button"
        className="square"
        aria-label={t("queue.cancelOf", { name: nameOf(item) })}
        onClick={() => void citizen.cancel(id)}
      >
        <Icon name="close" />
      </button>
    </>
  );
}

function One({ item }: { readonly item: Item }): VNode {
  const isOnline = useOnline();
  const { refused, tries, later = null } = item;
  const again = later === null ? t("queue.again") : label(later);
  const state = refused !== null ? label(refused) : !isOnline ? t("queue.waits") : tries > 1 || later !== null ? again : t("queue.now");
  return (
    <li className="waiting" data-refused={refused !== null}>
      <div className="waiting-words">
        <strong>{nameOf(item)}</strong>
        {item.kind === "upload" && <Progress item={item} />}
        <span className="hint">{state}</span>
      </div>
      <ItemActs item={item} />
      {item.kind === "report" && refused !== null && <ReopenPart item={item} />}
    </li>
  );
}

/** Items waiting to be sent, of one report or of all, with their progress. */
export function Queue({ items }: { readonly items: readonly Item[] }): VNode | null {
  const shown = shownOf(items);
  if (shown.length === 0) return null;
  return (
    <ul className="queue" aria-label={t("queue.title")}>
      {shown.map((item) => (
        <One key={item.id} item={item} />
      ))}
    </ul>
  );
}
