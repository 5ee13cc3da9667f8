/** Which web origins may use the gateway from a browser. One policy for HTTP, SSE and the WebSocket upgrade. */
export interface OriginPolicy {
  /**
   * @param origin The `Origin` header; undefined (not a browser) is allowed.
   * @param host The `Host` header: a page served by the gateway itself is always allowed.
   */
  allows(origin: string | undefined, host: string | undefined): boolean;
}

/** @param origins Exact origins such as `https://shop.example`; `*` allows every one. */
export function createOriginPolicy(origins: readonly string[]): OriginPolicy {
  const allowed = new Set(origins.map((origin) => origin.replace(/\/$/, '').toLowerCase()));
  return {
    allows: (origin, host) => {
      if (origin === undefined || allowed.has('*')) return true;
      return allowed.has(origin.toLowerCase()) || isSameHost(origin, host);
    },
  };
}

function isSameHost(origin: string, host: string | undefined): boolean {
  try {
    return host !== undefined && new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
}
