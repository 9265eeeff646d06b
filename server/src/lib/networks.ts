import { BlockList, isIP } from "node:net";

/** Whether an address is one of these, or lies in one of these ranges (`10.0.0.0/8`, `fd00::/8`). Throws when one cannot be read. */
export function createNetworks(list: readonly string[]): (address: string) => boolean {
  const networks = new BlockList();
  for (const one of list) {
    const [address = "", bits] = one.split("/");
    const family = isIP(address);
    if (family === 0) throw new Error(`not an address or range: ${one}`);
    const kind = family === 6 ? "ipv6" : "ipv4";
    networks.addSubnet(address, bits === undefined ? (family === 6 ? 128 : 32) : Number(bits), kind);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
    return networks.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
  };
}
