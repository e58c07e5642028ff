import { HERE_FOR_MS } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import type { Mine } from "../storage/kept.ts";
import { Icon } from "../icons/icon.tsx";
import { useCitizen, useWork } from "../screens/use-citizen.ts";
import { clock } from "../text/format.ts";
import { t } from "../text/text.ts";

/** Shows if the room receives the place of a caller for help, with a button to end that. */
export function PlaceFollows({ mine: { code, at } }: { readonly mine: Mine }): VNode | null {
  const citizen = useCitizen();
  useWork();
  const state = citizen.following(code);
  if (state === "over") return null;
  return (
    <div className="notice place-follows" role="status" data-following={state}>
      <Icon name="pin" size={20} />
      <span>{t(`here.${state}`, { time: clock(at + HERE_FOR_MS) })}</span>
      {state !== "denied" && (
        <button type="button" className="small" onClick={() => void citizen.stay(code)}>
          <Icon name="close" size={20} />
          <span>{t("here.stop")}</span>
        </button>
      )}
    </div>
  );
}
