/** A new key of 32 hexadecimal characters, and the SHA-256 by which the server knows it. */
export async function newKey(): Promise<{ key: string; hash: string }> {
  const key = hex(crypto.getRandomValues(new Uint8Array(16)));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return { key, hash: hex(new Uint8Array(hash)) };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((n) => n.toString(16).padStart(2, "0")).join("");
}
