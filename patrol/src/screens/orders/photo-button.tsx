import { useState, type ChangeEvent, type ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { useText } from "../../text/use-text.ts";
import { Icon } from "../../icons/icons.tsx";
import { makeSmaller } from "./make-smaller.ts";
import { usePatrol, useWork } from "../../app/use-patrol.ts";

/** Takes a picture with the phone's camera; the number waiting stands beside it. */
export function PhotoButton({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const { box } = useWork();
  const [taken, setTaken] = useState(0);
  const [isBad, setBad] = useState(false);
  const count = box.waiting.filter(({ kind }) => kind === "photo").length;
  const onPhoto = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    const bytes = file === undefined ? null : await makeSmaller(file);
    target.value = "";
    setBad(file !== undefined && bytes === null);
    if (bytes === null) return;
    await patrol.shift.addPhoto(order.assignmentId, bytes);
    setTaken((before) => before + 1);
  };
  return (
    <div className="field">
      <label className="quiet photo">
        <Icon name="camera" />
        <span>{t("photo.take")}</span>
        <input className="hidden" type="file" accept="image/*" capture="environment" onChange={(event) => void onPhoto(event)} />
      </label>
      <p role="status" className="hint">
        {isBad ? t("photo.bad") : count > 0 ? t("photo.waits", { count }) : taken > 0 ? t("photo.sent", { count: taken }) : null}
      </p>
    </div>
  );
}
