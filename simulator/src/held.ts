import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export type LocationServer = AsyncDisposable & {
  readonly port: number;
  /** Breaks off the requests that hang. */
  readonly letGo: () => void;
  /** Each request as it came: method, path, type and body. */
  readonly asked: readonly { readonly method: string; readonly path: string; readonly type: string; readonly body: string }[];
};

type Place = { readonly lat: number; readonly lon: number; readonly radiusM: number };

const document = ({ lat, lon, radiusM }: Place): string => `<?xml version="1.0"?>
<locationResponse xmlns="urn:ietf:params:xml:ns:geopriv:held"><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:caller@operator.example">
<tuple id="t"><status><gp:geopriv xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10"><gp:location-info>
<gs:Circle xmlns:gs="http://www.opengis.net/pidflo/1.0" xmlns:gml="http://www.opengis.net/gml" srsName="urn:ogc:def:crs:EPSG::4326">
<gml:pos>${lat} ${lon}</gml:pos><gs:radius uom="urn:ogc:def:uom:EPSG::9001">${radiusM}</gs:radius></gs:Circle>
</gp:location-info></gp:geopriv></status><timestamp>${new Date().toISOString()}</timestamp></tuple></presence></locationResponse>`;

/**
 * An operator's location server (HELD, RFC 5985). `/place` answers POST and GET; `/get` knows GET alone; `/late` has the place at the
 * second request; `/unknown` never gives one; `/large` sends more than anybody reads. `/hang` and what begins so never answers.
 */
export async function startLocationServer(place: Place): Promise<LocationServer> {
  const asked: LocationServer["asked"][number][] = [];
  const error = (code: string): string => `<error xmlns="urn:ietf:params:xml:ns:geopriv:held" code="${code}"/>`;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const before = asked.filter((each) => each.path === path).length;
      asked.push({ method, path, type: headers["content-type"] ?? "", body: Buffer.concat(parts).toString("utf8") });
      const held = (body: string) => response.writeHead(200, { "content-type": "application/held+xml" }).end(body);
      if (path.startsWith("/hang")) return;
      if (path === "/get" && method !== "GET") response.writeHead(405).end();
      else if (path === "/unknown") held(error("cannotProvideLiType"));
      else if (path === "/late" && before === 0) held(error("locationUnknown"));
      else if (path === "/large") held("x".repeat(200_000));
      else held(document(place));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    letGo: () => server.closeAllConnections(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
