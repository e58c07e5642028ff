import { Client } from "pg";
import { SESSION_OPTIONS } from "../../server/src/platform/database/pool.ts";

/** Runs work on a connection of its own, with the settings of a session of the room. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "amaliyat statements", options: SESSION_OPTIONS });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
