import { photos, type InterventionCard, type Photo } from "@amaliyat/contract/interventions";
import { address } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, Num, Time } from "@amaliyat/ui/i18n";
import { Dialog, Panel } from "@amaliyat/ui/layout";
import Image from "lucide-react/icons/image";
import { useState, type ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { usePhotos } from "./card-queries.ts";
import { useText } from "./text.ts";

/** Pictures that crews took, for those who work on the intervention. None is fetched before it is asked for: every look is logged. */
export function PhotosPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  return useMay(photos.list) ? <Photos interventionId={card.interventionId} /> : null;
}

function Photos({ interventionId }: { readonly interventionId: string }): ReactNode {
  const text = useText();
  const query = usePhotos(interventionId);
  const [shown, setShown] = useState<Photo | null>(null);
  if (query.isError && query.data === undefined) return <QueryFailed query={query} />;
  if (query.data === undefined || query.data.length === 0) return null;
  return (
    <Panel className="card-clips" region title={text("photos.title")} count={query.data.length}>
      <ul>
        {query.data.map((photo) => (
          <PhotoLine key={photo.photoId} photo={photo} onShow={setShown} />
        ))}
      </ul>
      {shown && <PhotoDialog photo={shown} onClose={() => setShown(null)} />}
    </Panel>
  );
}

function PhotoLine({ photo, onShow }: { readonly photo: Photo; readonly onShow: (photo: Photo) => void }): ReactNode {
  const text = useText();
  return (
    <li className="card-clips__line">
      <div className="am-grow">
        <div>
          <Num className="am-strong">{photo.unitCode}</Num> · <Time at={Date.parse(photo.takenAt)} />
        </div>
        <div className="am-small am-t3">
          <Bdi>{photo.by}</Bdi>
        </div>
      </div>
      <Button size="s" icon={<Image size={14} aria-hidden="true" />} onClick={() => onShow(photo)}>
        {text("photos.show")}
      </Button>
    </li>
  );
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
