import { identity } from "@amaliyat/contract/identity";
import { Button, Chip } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import type { PartProps } from "./part-props.ts";
import { useText } from "../text.ts";

/** Browsers at which one signed in: a stranger's guesses delay nobody there. */
export function DevicesPart({ factors, busy, change }: Pick<PartProps, "factors" | "busy" | "change">): ReactNode {
  const text = useText();
  const format = useFormat();
  const forget = (deviceId: string): void =>
    void change(() => ask(identity.forgetDevice, { params: { deviceId } }), text("my_sign_in.device_forgotten"));
  return (
    <section className="session-part" aria-label={text("my_sign_in.devices")}>
      <h3 className="am-strong">{text("my_sign_in.devices")}</h3>
      <p className="am-t2 am-small">{text("my_sign_in.devices_text")}</p>
      <ul className="session-list">
        {factors.devices.map((device) => (
          <li key={device.deviceId} className="session-list__line">
            <div className="am-grow">
              <div className="am-row am-row--wrap">
                <Num>{device.address}</Num>
                {device.current && <Chip tone="engaged">{text("my_sign_in.this_device")}</Chip>}
              </div>
              <div className="am-small am-t2">{text("my_sign_in.used", { at: format.dateTime(Date.parse(device.usedAt)) })}</div>
              <div className="am-small am-t3 am-clip" dir="ltr">
                {device.agent}
              </div>
            </div>
            <Button size="s" disabled={busy} onClick={() => forget(device.deviceId)}>
              {text("my_sign_in.forget")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
