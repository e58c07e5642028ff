import type { CallCard } from "@amaliyat/contract/calls";
import { Chip } from "@amaliyat/ui/controls";
import { Num, Time, useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { PointWords } from "../../gazetteer/index.ts";
import { useText } from "../text.ts";

type Vehicle = NonNullable<CallCard["vehicle"]>;

/** A vehicle called: by itself or by a hand, which vehicle, what burns in it, how many are in it, where it came from. */
export function VehiclePanel({ vehicle }: { readonly vehicle: Vehicle }): ReactNode {
  const text = useText();
  const { automatic, data } = vehicle;
  return (
    <Panel region title={text("vehicle.title")} className="call-vehicle">
      <div className="call-vehicle__body">
        <div className="am-row am-row--wrap">
          {automatic !== null && <Chip tone="attention">{text(automatic ? "vehicle.automatic" : "vehicle.manual")}</Chip>}
          {data?.test === true && <Chip tone="muted">{text("vehicle.test")}</Chip>}
          {data !== null && !data.trusted && <Chip tone="attention">{text("vehicle.untrusted")}</Chip>}
        </div>
        {data === null ? (
          <p className="am-t2">{text(vehicle.erased ? "vehicle.erased" : vehicle.sent ? "vehicle.unread" : "vehicle.nothing")}</p>
        ) : (
          <Facts data={data} />
        )}
      </div>
    </Panel>
  );
}

function Facts({ data }: { readonly data: NonNullable<Vehicle["data"]> }): ReactNode {
  const text = useText();
  const format = useFormat();
  const unknown = text("vehicle.unknown");
  return (
    <dl className="call-vehicle__facts">
      <dt>{text("vehicle.type")}</dt>
      <dd>{data.vehicleType === null ? unknown : <Num>{data.vehicleType}</Num>}</dd>
      <dt>{text("vehicle.vin")}</dt>
      <dd>
        <Num className="am-strong">{data.vin}</Num>
      </dd>
      <dt>{text("vehicle.propulsion")}</dt>
      <dd>{data.propulsion.length === 0 ? unknown : data.propulsion.map((kind) => text(`vehicle.of.${kind}`)).join(" · ")}</dd>
      <dt>{text("vehicle.passengers")}</dt>
      <dd>{data.passengers === null ? unknown : <Num>{format.number(data.passengers)}</Num>}</dd>
      <dt>{text("vehicle.at")}</dt>
      <dd>{data.at === null ? unknown : <Time at={Date.parse(data.at)} format="dateTime" />}</dd>
      <dt>{text("vehicle.place")}</dt>
      <dd>{data.point === null ? unknown : <PointWords point={data.point} />}</dd>
      <dt>{text("vehicle.direction")}</dt>
      <dd>{data.directionDeg === null ? unknown : <Num>{`${format.number(data.directionDeg)}°`}</Num>}</dd>
      {data.recent.length > 0 && (
        <>
          <dt>{text("vehicle.recent")}</dt>
          <dd>
            {data.recent.map((each) => (
              <div key={`${each.lat} ${each.lon}`}>
                <PointWords point={each} />
              </div>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
