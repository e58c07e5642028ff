import { photos, type InterventionCard, type Photo } from "@amaliyat/contract/interventions";
import { address, type BodyOf } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { Num, Time } from "@amaliyat/ui/i18n";
import { Dialog, Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Image from "lucide-react/icons/image";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { download } from "../../download/index.ts";
import { HoldAct, OriginalAct } from "../../evidence/index.ts";
import { putOne } from "../../live/index.ts";
import { PersonName, useMay } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { photosOf } from "../card-queries.ts";
import { FromMerged } from "../one-event/from-merged.tsx";
import { cameFrom } from "../one-event/merged-tree.ts";
import { useText } from "../text.ts";

/** Pictures that crews took, for those who work on the intervention. None is fetched before it is asked for: every look is logged. */
export function PhotosPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  return useMay(photos.list) ? <Photos card={card} /> : null;
}

function Photos({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const query = useQuery(photosOf(card.interventionId));
  const [shown, setShown] = useState<Photo | null>(null);
  if (query.isError && query.data === undefined) return <QueryFailed query={query} />;
  if (query.data === undefined || query.data.length === 0) return null;
  return (
    <Panel className="card-clips" region title={text("photos.title")} count={query.data.length}>
      <ul>
        {query.data.map((photo) => (
          <PhotoLine key={photo.photoId} photo={photo} from={cameFrom(card, photo.interventionId)} onShow={setShown} />
        ))}
      </ul>
      {shown && <PhotoDialog photo={shown} onClose={() => setShown(null)} />}
    </Panel>
  );
}

type PhotoLineProps = { readonly photo: Photo; readonly from: string | null; readonly onShow: (photo: Photo) => void };

function PhotoLine({ photo, from, onShow }: PhotoLineProps): ReactNode {
  const text = useText();
  const [mayLook, mayOriginal] = [useMay(photos.view), useMay(photos.original)];
  const isThere = photo.erasedAt === null;
  return (
    <li className="card-photos__line">
      <div className="card-photos__head">
        <div className="am-grow">
          <div>
            <Num className="am-strong">{photo.unitCode}</Num> · <Time at={Date.parse(photo.takenAt)} />
          </div>
          <div className="am-small am-t3">
            <PersonName name={photo.by} /> <FromMerged reference={from} />
          </div>
        </div>
        {isThere && mayLook && (
          <Button size="s" icon={<Image size={14} aria-hidden="true" />} onClick={() => onShow(photo)}>
            {text("photos.show")}
          </Button>
        )}
        {isThere && mayOriginal && <OriginalAct fetch={(body) => originalOf(photo.photoId, body)} />}
      </div>
      <PhotoKept photo={photo} />
    </li>
  );
}

const originalOf = (photoId: string, body: BodyOf<typeof photos.original>) =>
  download(photos.original, { params: { photoId }, body }, `photo-${photoId}`);

/** Retention of a picture, or that it was erased. */
function PhotoKept({ photo }: { readonly photo: Photo }): ReactNode {
  const text = useText();
  const queries = useQueryClient();
  const mayHold = useMay(photos.hold);
  const { photoId, interventionId, erasedAt } = photo;
  if (erasedAt !== null)
    return (
      <p className="am-small am-t2">
        {text("photos.erased")} <Time at={Date.parse(erasedAt)} format="day" />
      </p>
    );
  const send = async (until: string | null, reason: string) => {
    const answer = await ask(photos.hold, { params: { photoId }, body: { until, reason } });
    if (answer.ok)
      queries.setQueryData(photosOf(interventionId).queryKey, (held) => held && putOne(held, answer.value, (one) => one.photoId));
    return answer;
  };
  return <HoldAct held={photo} draft={photoId} mayHold={mayHold} notYet={text("photos.while_open")} send={send} />;
}

function PhotoDialog({ photo, onClose }: { readonly photo: Photo; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const [failed, setFailed] = useState(false);
  const name = text("photos.name", { unit: photo.unitCode });
  return (
    <Dialog open title={name} onClose={onClose} size="wide">
      {failed ? (
        <p role="alert">{text("photos.failed")}</p>
      ) : (
        <img
          className="card-photo"
          src={address(photos.view, { photoId: photo.photoId }, {})}
          width={photo.width}
          height={photo.height}
          alt={name}
          onError={() => setFailed(true)}
        />
      )}
      <p className="am-small am-t3">{text("photos.logged")}</p>
    </Dialog>
  );
}
