import type { InterventionCard } from "@amaliyat/contract/interventions";
import { recordings } from "@amaliyat/contract/recordings";
import { codeIn, inheritedPurpose } from "@amaliyat/domain/cameras";
import { categoryOf } from "@amaliyat/domain/interventions";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { roomNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link, useNavigate } from "@tanstack/react-router";
import Cctv from "lucide-react/icons/cctv";
import Play from "lucide-react/icons/play";
import { useMemo, useState, type ReactNode } from "react";
import { useMay } from "../../session/index.ts";
import { CameraPicture } from "../../wall/index.ts";
import { isThere, type NearbyCamera, nearbyCameras, useCameras } from "../../facts/index.ts";
import { useText } from "../text.ts";

/** The cameras that may show the place, those that look at it first. Their views inherit their purpose from the intervention. */
export function NearbyPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const cameras = useCameras().data;
  const mayReplay = useMay(recordings.openReplay);
  const near = useMemo(
    () => (card.place && cameras ? nearbyCameras(cameras, card.place, card.cameraId) : []),
    [cameras, card.place, card.cameraId],
  );
  const first = near[0];
  useShortcut("KeyR", () => void (first && navigate(replayOf(card, first.camera.cameraId))), { enabled: mayReplay && first !== undefined });
  const replay = mayReplay && first && (
    <Link {...replayOf(card, first.camera.cameraId)} className="am-button am-button--s">
      <Play size={14} aria-hidden="true" />
      {text("nearby.replay")}
    </Link>
  );
  return (
    <Panel className="card-nearby" region title={text("nearby.title")} aside={text("nearby.order")} actions={replay}>
      {near.length === 0 ? (
        <EmptyState
          icon={<Cctv size={24} />}
          title={text("nearby.none")}
          text={text(card.place ? "nearby.none_near" : "nearby.no_place")}
        />
      ) : (
        <div className="card-nearby__tiles" data-count={near.some(isThere) ? Math.min(3, near.length) : "none"}>
          {near.slice(0, 3).map((one) => (
            <NearbyTile key={one.camera.cameraId} card={card} near={one} />
          ))}
        </div>
      )}
    </Panel>
  );
}

function NearbyTile({ card, near }: { readonly card: InterventionCard; readonly near: NearbyCamera }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  // A view is an entry in the log: one that sees nothing of the place is opened by a hand alone.
  const [isOpen, setOpen] = useState(isThere(near));
  return (
    <figure className="card-nearby__tile">
      {isOpen ? (
        <CameraPicture
          camera={near.camera}
          of={{ interventionId: card.interventionId, inherited: inheritedPurpose(categoryOf(card.subcategory)) }}
        />
      ) : (
        <div className="card-nearby__closed" data-theme="dark">
          <span className="am-t2">{text("nearby.unseen")}</span>
          <Button size="s" onClick={() => setOpen(true)}>
            {text("nearby.open")}
          </Button>
        </div>
      )}
      <figcaption>
        <span className="am-clip am-clip--name am-strong">
          <Bdi>{codeIn(near.camera.code, language)}</Bdi> · <Bdi>{near.camera.names[language]}</Bdi>
        </span>
        <span className="am-t2">
          {near.sees && `${text("nearby.sees")} · `}
          <Num>{format.distance(near.metres)}</Num>
        </span>
      </figcaption>
    </figure>
  );
}

/** The replay of a camera around an intervention: from half a minute before its opening until now, at most ten minutes. */
export function replayOf(card: InterventionCard, camera: string) {
  const opened = Date.parse(card.openedAt);
  const to = new Date(Math.min(roomNow(), opened + 10 * 60_000)).toISOString();
  const from = new Date(opened - 30_000).toISOString();
  return { to: "/playback", search: { camera, from, to, intervention: card.interventionId } } as const;
}
