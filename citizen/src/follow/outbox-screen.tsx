import { shownOf } from "../outbox/item.ts";
import type { VNode } from "preact";
import { sendsClosed } from "../outbox/sends-closed.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useCitizen, useWork } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";
import { Queue } from "./queue.tsx";

/** All that waits in this phone. */
export function OutboxScreen(): VNode {
  const citizen = useCitizen();
  const items = shownOf(useWork().items);
  return (
    <Frame title={t("queue.title")}>
      {items.length === 0 ? (
        <p className="empty">{t("queue.empty")}</p>
      ) : (
        <p className="hint">{sendsClosed() ? t("queue.hint") : t("queue.hintOpen")}</p>
      )}
      <Queue items={items} />
      {items.length > 0 && (
        <button type="button" className="press" onClick={citizen.kick}>
          <Icon name="again" />
          <span>{t("queue.tryNow")}</span>
        </button>
      )}
    </Frame>
  );
}
