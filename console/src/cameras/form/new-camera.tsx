import { cameras } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { codeIn } from "@amaliyat/domain/cameras";
import { Banner, showToast } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { cameraList, siteList } from "../../facts/index.ts";
import { useDraftName } from "../../session/index.ts";
import { readPlace } from "../sites/site-draft.ts";
import { checkNew, checkWithoutSite, EMPTY_DRAFT, type DraftField } from "./camera-draft.ts";
import { CameraForm, type CameraFormProps } from "./camera-form.tsx";
import { cameraSettings } from "../camera-queries.ts";
import type { Pasted } from "../stream-url.ts";
import { useText } from "../text.ts";

export type NewCameraProps = {
  readonly pasted: Pasted;
  readonly onPasted: (credentials: Pasted) => void;
  readonly onMade: (cameraId: string) => void;
};

/** Plans a camera. It needs only code, names and site, or a place where its site is made; the rest may come before it goes in service. */
export function NewCamera({ pasted, onPasted, onMade }: NewCameraProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const name = useDraftName("camera.new");
  const [wrong, setWrong] = useState<ReadonlySet<DraftField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const send: CameraFormProps["onSend"] = async (draft, { set, sent }) => {
    const place = draft.siteId === "" ? readPlace(draft.place) : null;
    const checked = place ? checkWithoutSite(draft) : checkNew(draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    let { siteId } = draft;
    if (place) {
      // A site of one camera has its code and names.
      const { code, names } = checked.body;
      const site = await ask(cameras.createSite, { body: { code, names, place, phase: null } });
      if (!site.ok) return setRefused(site.error);
      ({ siteId } = site.value);
      set({ siteId, place: "" });
      await client.invalidateQueries({ queryKey: siteList.queryKey });
    }
    const answer = await ask(cameras.create, { body: { ...checked.body, siteId } });
    if (!answer.ok) return setRefused(answer.error);
    sent(place ? { ...draft, siteId, place: "" } : draft);
    const made = answer.value;
    client.setQueryData(cameraSettings(made.cameraId).queryKey, made);
    showToast({ text: text("made", { code: codeIn(made.code, language) }) });
    onMade(made.cameraId);
    await client.invalidateQueries({ queryKey: cameraList.queryKey, exact: true });
  };
  return (
    <Panel title={text("new_title")} region className="list-side">
      {pasted && <Banner boxed tone="info" title={text("credentials.pasted")} detail={text("credentials.pasted_new")} />}
      <CameraForm
        draftName={name}
        now={EMPTY_DRAFT}
        known={null}
        wrong={wrong}
        refused={refused}
        verb={text("form.create")}
        onSend={send}
        onPasted={onPasted}
      />
    </Panel>
  );
}
