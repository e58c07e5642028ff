import type { Plan } from "@amaliyat/contract/plans";
import { codeIn } from "@amaliyat/domain/cameras";
import { distanceM, type Point } from "@amaliyat/domain/kernel";
import { Chip } from "@amaliyat/ui/controls";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useCameras } from "../../facts/index.ts";
import { select } from "../../selection/index.ts";
import { useText } from "../text.ts";

export type PlanCamerasProps = { readonly cameras: Plan["cameras"]; readonly place: Point | null };

/** The cameras that a plan shows; choosing one marks it on the map beside. Those that are out of service are left out. */
export function PlanCameras({ cameras, place }: PlanCamerasProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const known = (useCameras().data ?? []).filter(({ state }) => state === "in_service");
  const near = place === null ? [] : known.toSorted((a, b) => distanceM(a.place, place) - distanceM(b.place, place));
  const shown =
    cameras.kind === "nearest" ? near.slice(0, cameras.count) : known.filter(({ cameraId }) => cameras.cameraIds.includes(cameraId));
  if (shown.length === 0) return null;
  return (
    <p className="plans-chips">
      <span className="am-t3">{text("panel.look")}</span>
      {shown.map((camera) => (
        <Chip key={camera.cameraId} onClick={() => select({ kind: "camera", id: camera.cameraId })}>
          <Bdi>{codeIn(camera.code, language)}</Bdi> <Bdi className="am-t2">{camera.names[language]}</Bdi>
        </Chip>
      ))}
    </p>
  );
}
