import { statfs } from "node:fs/promises";

export type Settings = Readonly<Record<string, string>>;

/** Below this, a parallel query can fail in /dev/shm (a container has 64 MB); files serve instead. */
const ENOUGH_SHARED_MEMORY_BYTES = 256 * 1024 * 1024;

async function sharedMemoryKind(): Promise<string> {
  const shm = await statfs("/dev/shm").catch(() => null);
  return shm !== null && shm.bavail * shm.bsize >= ENOUGH_SHARED_MEMORY_BYTES ? "posix" : "mmap";
}

/**
 * Settings of the embedded server: loopback only, memory for one room on a small machine. No Unix socket, because its path may hold only
 * 107 bytes. `more` overrides.
 */
export async function serverSettings(port: number, more: Settings = {}): Promise<string[]> {
  const settings: Settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    shared_buffers: "128MB",
    max_connections: "60",
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    effective_cache_size: "512MB",
    max_wal_size: "512MB",
    random_page_cost: "1.1",
    jit: "off",
    huge_pages: "off",
    dynamic_shared_memory_type: await sharedMemoryKind(),
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    password_encryption: "scram-sha-256",
    log_line_prefix: "%m [%p] ",
    // No value of a statement and no row that broke a rule stands in the server's own log, whatever a statement did.
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...more,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
