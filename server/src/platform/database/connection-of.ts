import { readFile } from "node:fs/promises";

/** Names in an address the file that holds the password now: the embedded server gets new passwords at each start of its room. */
const FILE = "password_file";

/** The same address, whose password is read from a file at each connection. Other programs take the one that stands in it. */
export function withPasswordFile(url: string, file: string): string {
  const address = new URL(url);
  address.searchParams.set(FILE, file);
  return address.href;
}

type Connection =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password: () => Promise<string>;
    };

/** Gives the options for `pg`, for connections that are opened again and again while the room runs. */
export function connectionOf(url: string): Connection {
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  const file = searchParams.get(FILE);
  if (file === null) return { connectionString: url };
  return {
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password: async () => (await readFile(file, "utf8")).trim(),
  };
}
