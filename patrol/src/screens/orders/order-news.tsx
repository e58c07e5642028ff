import type { ReactNode } from "react";
import { usePatrol, useWork } from "../../app/use-patrol.ts";
import type { Order } from "../../duty/apply.ts";
import { Icon } from "../../icons/icons.tsx";
import { useText } from "../../text/use-text.ts";

/** Changes of an order since its crew read it last, until it says that it has read them. */
export function OrderNews({ order: { assignmentId } }: { readonly order: Order }): ReactNode {
  const t = useText();
  const { store } = usePatrol();
  const { news } = useWork();
  const kinds = news[assignmentId] ?? [];
  if (kinds.length === 0) return null;
  const read = (): void => {
    const { [assignmentId]: _read, ...others } = store.get().news;
    store.set({ news: others });
  };
  return (
    <div className="order-news" role="alert">
      <Icon name="alert" />
      <span>
        <strong>{t("news.title")}</strong> {kinds.map((kind) => t(`news.${kind}`)).join(" · ")}
      </span>
      <button type="button" className="quiet" onClick={read}>
        {t("danger.read")}
      </button>
    </div>
  );
}
