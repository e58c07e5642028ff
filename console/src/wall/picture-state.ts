import type { Camera } from "@amaliyat/contract/cameras";
import type { ConnectionState } from "@amaliyat/domain/cameras";

/** What a tile says of a camera before any picture: its life first, then what the recorder says of its connection. */
export const pictureState = (camera: Pick<Camera, "state" | "connection">): ConnectionState =>
  camera.state !== "in_service" || camera.connection.state === "off" ? "out_of_service" : camera.connection.state;
